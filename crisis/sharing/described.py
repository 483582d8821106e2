"""An event as JSON: the shape that API and JSON export share. Names may be added to it, none is taken away."""

from __future__ import annotations

from typing import Any

from crisis.public.record import Cited, Name, Passage, Record, Support, Tie, Where, Who
from crisis.public.site import Site


def described(record: Record, site: Site) -> dict[str, Any]:
    """Addresses are absolute, days ISO 8601, instants UTC, positions code points; `null` is what nobody knows."""
    return {
        "uid": record.uid,
        "url": site.permalink(record.uid),
        "kind": record.kind,
        "status": record.status,
        "title": both(record.title),
        "summary": both(record.summary),
        "when": record.when or None,
        "when_text": record.when_text or None,
        "starts_on": record.starts_on.isoformat() if record.starts_on else None,
        "ends_on": record.ends_on.isoformat() if record.ends_on else None,
        "precision": record.precision,
        "place": _where(record.place),
        "actors": [_who(who) for who in record.actors],
        "topics": [named(topic) for topic in record.topics],
        **_details(record),
        "quotes": [told_passage(quote, site) for quote in record.quotes],
        "evidence": [_support(support, site) for support in record.support],
        "links": [_tie(tie, site) for tie in record.ties],
        "reviewed": record.is_reviewed,
        "origin": record.origin,
        "rule": record.rule or None,
        "version": record.version,
        "recorded_at": record.recorded_at.isoformat(),
        "changed_at": record.changed_at.isoformat(),
        "corrected_at": record.corrected_at.isoformat() if record.corrected_at else None,
    }


def both(name: Name) -> dict[str, str]:
    return {"fr": name.fr, "en": name.en}


def named(name: Name) -> dict[str, Any]:
    return {"slug": name.slug, "name": both(name)}


def point_of(where: Where) -> dict[str, Any]:
    return {"latitude": where.latitude, "longitude": where.longitude, "approximate": where.is_approximate}


def _where(where: Where | None) -> dict[str, Any] | None:
    return {**named(where.name), **point_of(where)} if where else None


def _who(who: Who) -> dict[str, Any]:
    """Someone only described has no slug, and one text that is of no language of ours."""
    if not who.name.slug:
        return {"slug": None, "name": who.name.fr, "role": who.role}
    return {**named(who.name), "role": who.role, "kind": who.kind}


def _details(record: Record) -> dict[str, Any]:
    details: dict[str, Any] = {name: value if value != "" else None for name, value in record.details.items()}
    if record.kind == "troop_movement":
        details["origin_place"] = _where(record.origin_place)
        details["destination_place"] = _where(record.destination_place)
    return details


def _support(support: Support, site: Site) -> dict[str, Any]:
    if support.passage:
        return {"stance": support.stance, **told_passage(support.passage, site)}
    cited = support.cited or Cited(publisher="", publisher_slug="", title="", url="")
    return {
        "stance": support.stance,
        "text": None,
        "publisher": cited.publisher,
        "title": cited.title,
        "url": cited.url or None,
    }


def told_passage(passage: Passage, site: Site) -> dict[str, Any]:
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


def _tie(tie: Tie, site: Site) -> dict[str, Any]:
    return {
        "kind": tie.kind,
        "inverse": tie.is_inverse,
        "uid": tie.uid,
        "url": site.permalink(tie.uid),
        "title": both(tie.title),
    }
