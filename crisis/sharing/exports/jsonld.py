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

from crisis.public.record import Name, Passage, Record, Support, Where, Who
from crisis.public.recording import records_of
from crisis.public.selection import Selection
from crisis.public.site import LANGUAGES, Site, urn_of

from ..schemas import Names
from .jsonld_context import CONTEXT

KINDS = {
    "meeting": "crisis:Meeting",
    "troop_movement": "crisis:TroopMovement",
    "statement": "crisis:Statement",
}


def write_jsonld(selection: Selection, site: Site) -> Iterator[str]:
    """One graph: each event, followed by its annotations."""
    names = site.speaking(LANGUAGES[0])
    yield f'{{"@context": {orjson.dumps(CONTEXT).decode()},\n"@graph": ['
    begun = False
    for record in records_of(selection):
        for node in nodes_of(record, names):
            yield (",\n" if begun else "\n") + orjson.dumps(node).decode()
            begun = True
    yield "\n]}\n"


def nodes_of(record: Record, site: Site) -> Iterator[dict[str, Any]]:
    yield _event(record, site)
    for support in record.support:
        yield _annotation(record, support, site)
    for quote in record.quotes:
        yield {
            "id": f"{_passage_name(record, quote, site)}-quote",
            **_on(record, site, ours="quotes"),
            "target": _passage(quote, site),
        }


def _event(record: Record, site: Site) -> dict[str, Any]:
    details = record.details
    return _told(
        {
            "id": site.permalink(record.uid),
            "type": ["crisis:ReportedEvent", KINDS[record.kind]],
            "uid": record.uid,
            "sameAs": urn_of(record.uid),
            "title": Names.of(record.title).model_dump(),
            "summary": {language: text for language, text in Names.of(record.summary).model_dump().items() if text},
            "status": f"crisis:{record.status}",
            "date": record.when,
            "dateText": record.when_text,
            "firstDay": record.starts_on,
            "lastDay": record.ends_on,
            "precision": f"crisis:{record.precision}",
            "place": _where(record.place, site),
            "origin": _where(record.origin_place, site),
            "destination": _where(record.destination_place, site),
            "originText": details.get("origin_text"),
            "destinationText": details.get("destination_text"),
            "topic": [_named("topic", topic, site) for topic in record.topics],
            "participation": [_participation(who, site) for who in record.actors],
            **{name: f"crisis:{details[name]}" for name in ("format", "movement", "mode") if details.get(name)},
            "medium": details.get("medium"),
            "strengthMin": details.get("strength_min"),
            "strengthMax": details.get("strength_max"),
            "equipment": details.get("equipment"),
            "reviewed": record.is_reviewed,
            "madeBy": f"crisis:{record.origin}",
            "rule": record.rule,
            "version": record.version,
            "created": record.recorded_at,
            "modified": record.changed_at,
            "corrected": record.corrected_at,
            **_ties(record, site),
        }
    )


def _told(node: dict[str, Any]) -> dict[str, Any]:
    """Without what nobody tells: a triple that says nothing is none."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def _named(page: str, name: Name, site: Site) -> dict[str, Any]:
    return {"id": site.named(page, name.slug), "name": Names.of(name).model_dump()}


def _where(where: Where | None, site: Site) -> dict[str, Any] | None:
    if where is None:
        return None
    point = {"lat": f"{where.latitude}", "long": f"{where.longitude}", "approximate": where.is_approximate}
    return {**_named("place", where.name, site), **(point if where.latitude is not None else {})}


def _participation(who: Who, site: Site) -> dict[str, Any]:
    """Someone only described has no name, and words that are of no language of ours."""
    actor = _named("actor", who.name, site) if who.name.slug else {"description": who.name.fr}
    return {"role": f"crisis:{who.role}", "actor": actor}


def _ties(record: Record, site: Site) -> dict[str, list[str]]:
    ties: dict[str, list[str]] = {}
    for tie in record.ties:
        if not tie.is_inverse:
            ties.setdefault(tie.kind, []).append(site.permalink(tie.uid))
    return ties


def _annotation(record: Record, support: Support, site: Site) -> dict[str, Any]:
    about = _on(record, site, ours=support.stance)
    if support.passage:
        return {
            "id": _passage_name(record, support.passage, site),
            **about,
            "target": _passage(support.passage, site),
        }
    cited = support.cited
    target = {"heading": cited.title, "publisher": cited.publisher, "url": cited.url} if cited else {}
    return {**about, "target": {"type": "dcterms:BibliographicResource", **_told(target)}}


def _on(record: Record, site: Site, *, ours: str) -> dict[str, Any]:
    return {
        "type": "oa:Annotation",
        "motivation": ["oa:linking", f"crisis:{ours}"],
        "body": site.permalink(record.uid),
    }


def _passage_name(record: Record, passage: Passage, site: Site) -> str:
    return f"{site.permalink(record.uid)}#passage-{passage.article}-{passage.start}-{passage.end}"


def _passage(passage: Passage, site: Site) -> dict[str, Any]:
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
    words = {
        "type": "oa:TextQuoteSelector",
        "prefix": passage.prefix,
        "exact": passage.words,
        "suffix": passage.suffix,
    }
    return {"type": "oa:SpecificResource", "source": _told(article), "selector": [position, words]}
