"""An event as JSON: the shape that API and JSON export share. Names may be added to it, none is taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from crisis.public.event import PublicActor, PublicEvent, PublicLink, PublicName, PublicPlace, public_events
from crisis.public.evidence import PublicEvidence, PublicPassage, PublicReference
from crisis.public.selection import Selection
from crisis.public.site import Site


def described(event: PublicEvent, site: Site) -> dict[str, Any]:
    """Addresses are absolute, days ISO 8601, instants UTC, positions code points; `null` is what nobody knows."""
    return {
        "uid": event.uid,
        "url": site.permalink(event.uid),
        "kind": event.kind,
        "status": event.status,
        "title": both(event.title),
        "summary": both(event.summary),
        "when": event.when or None,
        "when_text": event.when_text or None,
        "starts_on": event.starts_on.isoformat() if event.starts_on else None,
        "ends_on": event.ends_on.isoformat() if event.ends_on else None,
        "precision": event.precision,
        "place": _where(event.place),
        "actors": [_who(who) for who in event.actors],
        "topics": [named(topic) for topic in event.topics],
        **_details(event),
        "quotes": [told_passage(quote, site) for quote in event.quotes],
        "evidence": [_support(support, site) for support in event.evidence],
        "links": [_tie(link, site) for link in event.links],
        "reviewed": event.is_reviewed,
        "origin": event.origin,
        "rule": event.rule or None,
        "version": event.version,
        "recorded_at": event.recorded_at.isoformat(),
        "changed_at": event.changed_at.isoformat(),
        "corrected_at": event.corrected_at.isoformat() if event.corrected_at else None,
    }


def both(name: PublicName) -> dict[str, str]:
    return {"fr": name.fr, "en": name.en}


def named(name: PublicName) -> dict[str, Any]:
    return {"slug": name.slug, "name": both(name)}


def point_of(where: PublicPlace) -> dict[str, Any]:
    return {"latitude": where.latitude, "longitude": where.longitude, "approximate": where.is_approximate}


def _where(where: PublicPlace | None) -> dict[str, Any] | None:
    return {**named(where.name), **point_of(where)} if where else None


def _who(who: PublicActor) -> dict[str, Any]:
    """Someone only described has no slug, and one text that is of no language of ours."""
    if not who.name.slug:
        return {"slug": None, "name": who.name.fr, "role": who.role}
    return {**named(who.name), "role": who.role, "kind": who.kind}


def _details(event: PublicEvent) -> dict[str, Any]:
    """What only its kind tells, by column."""
    return {
        name: _where(value) if isinstance(value, PublicPlace) else value if value != "" else None
        for name, value in event.details.items()
    }


def _support(support: PublicEvidence, site: Site) -> dict[str, Any]:
    if support.passage:
        return {"stance": support.stance, **told_passage(support.passage, site)}
    cited = support.cited or PublicReference(publisher="", publisher_slug="", title="", url="")
    return {
        "stance": support.stance,
        "text": None,
        "publisher": cited.publisher,
        "title": cited.title,
        "url": cited.url or None,
    }


def told_passage(passage: PublicPassage, site: Site) -> dict[str, Any]:
    return {
        "text": passage.words,
        "start": passage.start,
        "end": passage.end,
        "prefix": passage.prefix,
        "suffix": passage.suffix,
        "language": passage.language,
        "publisher": passage.publisher,
        "agency": passage.agency or None,
        "title": passage.title,
        "published": passage.published or None,
        "article": site.named("article", passage.article),
        "url": passage.url or None,
    }


def _tie(link: PublicLink, site: Site) -> dict[str, Any]:
    return {
        "kind": link.kind,
        "inverse": link.is_inverse,
        "uid": link.event.uid,
        "url": site.permalink(link.event.uid),
        "title": both(link.event.title),
    }


def write_json(selection: Selection, site: Site) -> Iterator[str]:
    """`{"events": [...], "count": N}`; the count comes last, and is of what was written."""
    yield '{"events": ['
    count = 0
    for event in public_events(selection):
        yield (",\n" if count else "\n") + orjson.dumps(described(event, site)).decode()
        count += 1
    yield f'\n], "count": {count}}}\n'
