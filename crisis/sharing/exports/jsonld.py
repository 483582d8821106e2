"""JSON-LD: the selection as linked data, each of its passages a W3C Web Annotation.

An event is a `crisis:ReportedEvent` and of its own kind, never a `schema:Event`: some were denied, some only announced.
Its evidence are annotations: the body is the event, the target the passage, by position (code points, half-open, into
the article's text as this site holds it) and by its words with a little around them. The motivation is `oa:linking`,
and ours: what the passage does for the event (`crisis:reports`, `crisis:denies`…), or `crisis:quotes` for the words of
a statement. Names are the addresses of this site's pages, the French ones whatever the language asked for: a thing has
one name. Nothing need be fetched to read the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from crisis.events.kinds import KINDS, EventKind, kind_of
from crisis.events.kinds.facts import CodeColumn, Column, NumberColumn, PlaceColumn
from crisis.public.event.evidence import PublicEvidence, PublicPassage
from crisis.public.event.public_event import PublicActor, PublicEvent, PublicName, PublicPlace, public_events
from crisis.public.selection import Selection
from crisis.public.site import LANGUAGES, NAMESPACE, Site, urn_of

from ..schemas import Names

VOCABULARY = f"{NAMESPACE.urn}#"
WEB_ANNOTATION = "http://www.w3.org/ns/oa#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"


def _linked(term: str) -> dict[str, str]:
    return {"@id": term, "@type": "@id"}


def _typed(term: str, datatype: str) -> dict[str, str]:
    return {"@id": term, "@type": datatype}


def _in_languages(term: str) -> dict[str, str]:
    return {"@id": term, "@container": "@language"}


_SHARED: dict[str, Any] = {
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
    "topic": "dcterms:subject",
    "participation": "crisis:participation",
    "actor": "crisis:actor",
    "role": {"@id": "crisis:role", "@type": "@vocab"},
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


def context() -> dict[str, Any]:
    """The words: others' where they mean what is meant here, else ours. It is sent in the file.

    Ours begin with `VOCABULARY`, which is no web address: it stays what it is wherever the site moves.
    """
    own = {name: _meaning(name, column) for kind in KINDS for name, column in _own_words(kind)}
    return {**_SHARED, **own}


def _meaning(name: str, column: Column) -> str | dict[str, str]:
    if isinstance(column, CodeColumn):
        return {"@id": f"crisis:{name}", "@type": "@vocab"}
    return _typed(f"crisis:{name}", "xsd:integer") if isinstance(column, NumberColumn) else f"crisis:{name}"


def write_jsonld(selection: Selection, site: Site) -> Iterator[str]:
    """One graph: each event, followed by its annotations."""
    names = site.speaking(LANGUAGES[0])
    yield f'{{"@context": {orjson.dumps(context()).decode()},\n"@graph": ['
    nodes = (node for event in public_events(selection) for node in nodes_of(event, names))
    for number, node in enumerate(nodes):
        yield (",\n" if number else "\n") + orjson.dumps(node).decode()
    yield "\n]}\n"


def nodes_of(event: PublicEvent, site: Site) -> Iterator[dict[str, Any]]:
    yield _event(event, site)
    for support in event.evidence:
        yield _annotation(event, support, site)
    for quote in event.quotes:
        yield {
            "id": f"{_passage_name(event, quote, site)}-quote",
            **_on(event, site, ours="quotes"),
            "target": _passage(quote, site),
        }


def _event(event: PublicEvent, site: Site) -> dict[str, Any]:
    return _told(
        {
            "id": site.permalink(event.uid),
            "type": ["crisis:ReportedEvent", f"crisis:{kind_of(event.kind).model.__name__}"],
            "uid": event.uid,
            "sameAs": urn_of(event.uid),
            "title": Names.of(event.title).model_dump(),
            "summary": {language: text for language, text in Names.of(event.summary).model_dump().items() if text},
            "status": f"crisis:{event.status}",
            "date": event.when,
            "dateText": event.when_text,
            "firstDay": event.starts_on,
            "lastDay": event.ends_on,
            "precision": f"crisis:{event.precision}",
            "place": _where(event.place, site),
            "topic": [_named("topic", topic, site) for topic in event.topics],
            "participation": [_participation(who, site) for who in event.actors],
            **_of_its_kind(event, site),
            "reviewed": event.is_reviewed,
            "madeBy": f"crisis:{event.origin}",
            "rule": event.rule,
            "version": event.version,
            "created": event.recorded_at,
            "modified": event.changed_at,
            "corrected": event.corrected_at,
            **_ties(event, site),
        }
    )


def _of_its_kind(event: PublicEvent, site: Site) -> dict[str, Any]:
    """What its kind alone tells: a code as a word of ours, a place with its name, numbers and texts as they are."""
    told: dict[str, Any] = {}
    for name, column in _own_words(kind_of(event.kind)):
        value = event.details[column.name]
        if isinstance(value, PublicPlace):
            told[name] = _where(value, site)
        else:
            told[name] = f"crisis:{value}" if value and isinstance(column, CodeColumn) else value
    return told


def _own_words(kind: EventKind) -> Iterator[tuple[str, Column]]:
    """What each of the kind's columns is called here: `strengthMin`; a place as its fact is."""
    for fact in kind.facts:
        for column in fact.columns:
            first, *others = column.name.split("_")
            name = fact.name if isinstance(column, PlaceColumn) else first + "".join(map(str.capitalize, others))
            yield name, column


def _told(node: dict[str, Any]) -> dict[str, Any]:
    """Without what nobody tells: a triple that says nothing is none."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def _named(page: str, name: PublicName, site: Site) -> dict[str, Any]:
    return {"id": site.named(page, name.slug), "name": Names.of(name).model_dump()}


def _where(where: PublicPlace | None, site: Site) -> dict[str, Any] | None:
    if where is None or where.latitude is None:
        return _named("place", where.name, site) if where else None
    point = {"lat": f"{where.latitude}", "long": f"{where.longitude}", "approximate": where.is_approximate}
    return {**_named("place", where.name, site), **point}


def _participation(who: PublicActor, site: Site) -> dict[str, Any]:
    """Someone only described has no name, and words that are of no language of ours."""
    actor = _named("actor", who.name, site) if who.name.slug else {"description": who.name.fr}
    return {"role": f"crisis:{who.role}", "actor": actor}


def _ties(event: PublicEvent, site: Site) -> dict[str, list[str]]:
    ties: dict[str, list[str]] = {}
    for link in event.links:
        if not link.is_inverse:
            ties.setdefault(link.kind, []).append(site.permalink(link.event.uid))
    return ties


def _annotation(event: PublicEvent, support: PublicEvidence, site: Site) -> dict[str, Any]:
    about = _on(event, site, ours=support.stance)
    if passage := support.passage:
        return {"id": _passage_name(event, passage, site), **about, "target": _passage(passage, site)}
    cited = support.cited
    target = {"heading": cited.title, "publisher": cited.publisher, "url": cited.url} if cited else {}
    return {**about, "target": {"type": "dcterms:BibliographicResource", **_told(target)}}


def _on(event: PublicEvent, site: Site, *, ours: str) -> dict[str, Any]:
    return {
        "type": "oa:Annotation",
        "motivation": ["oa:linking", f"crisis:{ours}"],
        "body": site.permalink(event.uid),
    }


def _passage_name(event: PublicEvent, passage: PublicPassage, site: Site) -> str:
    return f"{site.permalink(event.uid)}#passage-{passage.article}-{passage.start}-{passage.end}"


def _passage(passage: PublicPassage, site: Site) -> dict[str, Any]:
    article = {
        "id": site.named("article", passage.article),
        "type": "schema:NewsArticle",
        "heading": passage.title,
        "language": passage.language,
        "publisher": passage.publisher,
        "agency": passage.agency,
        "published": passage.published,
        "url": passage.url,
    }
    position = {"type": "oa:TextPositionSelector", "start": passage.start, "end": passage.end}
    around = {"prefix": passage.prefix, "exact": passage.words, "suffix": passage.suffix}
    words = {"type": "oa:TextQuoteSelector", **around}
    return {"type": "oa:SpecificResource", "source": _told(article), "selector": [position, words]}
