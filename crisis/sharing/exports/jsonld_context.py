"""The words of the JSON-LD: others' where they mean what is meant here, else ours. The context is sent in the file.

Ours begin with `VOCABULARY`, which is no web address: it stays what it is wherever the site moves.
"""

from __future__ import annotations

from typing import Any

from crisis.public.site import NAMESPACE

VOCABULARY = f"{NAMESPACE.urn}#"
WEB_ANNOTATION = "http://www.w3.org/ns/oa#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"


def _linked(term: str) -> dict[str, str]:
    return {"@id": term, "@type": "@id"}


def _typed(term: str, datatype: str) -> dict[str, str]:
    return {"@id": term, "@type": datatype}


def _in_languages(term: str) -> dict[str, str]:
    return {"@id": term, "@container": "@language"}


CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "crisis": {"@id": VOCABULARY, "@prefix": True},
    "oa": WEB_ANNOTATION,
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    # events
    "uid": "dcterms:identifier",
    "sameAs": _linked("owl:sameAs"),
    "title": _in_languages("dcterms:title"),
    "summary": _in_languages("dcterms:abstract"),
    "status": {"@id": "crisis:status", "@type": "@vocab"},
    "date": _typed("dcterms:date", EDTF),
    "dateText": "crisis:dateText",
    "firstDay": _typed("crisis:firstDay", "xsd:date"),
    "lastDay": _typed("crisis:lastDay", "xsd:date"),
    "precision": {"@id": "crisis:precision", "@type": "@vocab"},
    "place": "dcterms:spatial",
    "origin": "crisis:origin",
    "destination": "crisis:destination",
    "topic": "dcterms:subject",
    "participation": "crisis:participation",
    "actor": "crisis:actor",
    "role": {"@id": "crisis:role", "@type": "@vocab"},
    "format": {"@id": "crisis:format", "@type": "@vocab"},
    "movement": {"@id": "crisis:movement", "@type": "@vocab"},
    "mode": {"@id": "crisis:mode", "@type": "@vocab"},
    "medium": "crisis:medium",
    "strengthMin": _typed("crisis:strengthMin", "xsd:integer"),
    "strengthMax": _typed("crisis:strengthMax", "xsd:integer"),
    "equipment": "crisis:equipment",
    "originText": "crisis:originText",
    "destinationText": "crisis:destinationText",
    "reviewed": _typed("crisis:reviewed", "xsd:boolean"),
    "madeBy": {"@id": "crisis:madeBy", "@type": "@vocab"},
    "rule": "crisis:rule",
    "version": _typed("schema:version", "xsd:integer"),
    "created": _typed("dcterms:created", "xsd:dateTime"),
    "modified": _typed("dcterms:modified", "xsd:dateTime"),
    "corrected": _typed("crisis:corrected", "xsd:dateTime"),
    **{name: _linked(f"crisis:{name}") for name in ("announces", "fulfils", "cancels", "answers", "continues")},
    # what they are about
    "name": _in_languages("rdfs:label"),
    "description": "rdfs:comment",
    "lat": _typed("geo:lat", "xsd:decimal"),
    "long": _typed("geo:long", "xsd:decimal"),
    "approximate": _typed("crisis:approximate", "xsd:boolean"),
    # what they rest on
    "motivation": _linked("oa:motivatedBy"),
    "body": _linked("oa:hasBody"),
    "target": _linked("oa:hasTarget"),
    "source": _linked("oa:hasSource"),
    "selector": _linked("oa:hasSelector"),
    "start": _typed("oa:start", "xsd:nonNegativeInteger"),
    "end": _typed("oa:end", "xsd:nonNegativeInteger"),
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "heading": "dcterms:title",
    "language": "dcterms:language",
    "publisher": "dcterms:publisher",
    "agency": "crisis:agency",
    "published": _typed("dcterms:issued", EDTF),
    "url": _typed("schema:url", "xsd:anyURI"),
}
