"""An event as plain values that can be compared: what the extractor proposes beside what the event says now.

`Values` is JSON: a name for each thing an editor may change, dates with the source's wording, the two ends of a
movement each as one thing, actors as [role, slug, description], passages as code points into the article.
"""

from __future__ import annotations

from typing import Any

from crisis.articles.models import Article, Excerpt
from crisis.events.models import Event
from crisis.events.vocabulary import Kind
from crisis.events.writing import Record

Values = dict[str, Any]

_PLAIN: dict[str, tuple[str, ...]] = {
    Kind.MEETING: ("format",),
    Kind.TROOP_MOVEMENT: ("strength_min", "strength_max", "movement"),
    Kind.STATEMENT: ("mode", "medium"),
}
ABOUT = ("rule", "why_fr", "why_en", "confidence", "when_other")
"""What is known about a proposal rather than about the event: never compared."""


def named(kind: Kind) -> tuple[str, ...]:
    """The names of what is compared, in the order in which an editor reads them."""
    ends = ("origin", "destination") if kind == Kind.TROOP_MOVEMENT else ()
    quotes = ("quotes",) if kind == Kind.STATEMENT else ()
    return ("title_fr", "title_en", "when", "status", "place", *_PLAIN[kind], *ends, "parts", "support", *quotes)


def of_record(record: Record, *, other_date: str | None) -> Values:
    """What a draft proposes, before it is stored."""
    fields = record.fields
    values: Values = {
        "title_fr": fields["title_fr"],
        "title_en": fields["title_en"],
        "when": [fields["when"], fields["when_text"]],
        "status": str(fields["status"]),
        "place": fields["place"].slug if fields["place"] else "",
        "parts": [[str(part.role), part.actor.slug if part.actor else "", part.description] for part in record.parts],
        "support": [[what.start, what.end] for what in _excerpts(record)],
        **{name: fields.get(name) for name in _PLAIN[Kind(record.kind)]},
        **{name: fields[name] for name in ABOUT if name in fields},
        "when_other": other_date,
    }
    if record.kind == Kind.TROOP_MOVEMENT:
        for end in ("origin", "destination"):
            place = fields.get(f"{end}_place")
            values[end] = [place.slug if place else "", fields.get(f"{end}_text", "")]
    if record.kind == Kind.STATEMENT:
        values["quotes"] = [[excerpt.start, excerpt.end] for excerpt in record.quotes]
    return values


def _excerpts(record: Record) -> list[Excerpt]:
    return [support.what for support in record.support if isinstance(support.what, Excerpt)]


def of_event(event: Event, article: Article) -> Values:
    """What the event says now; of its passages, those of this article."""
    row: Any = event.as_kind  # the ties are asked of the event, which may have fetched them
    kind = Kind(row.kind)
    values: Values = {
        "title_fr": row.title_fr,
        "title_en": row.title_en,
        "when": [row.when, row.when_text],
        "status": row.status,
        "place": event.place.slug if event.place else "",
        "parts": [
            [part.role, part.actor.slug if part.actor else "", part.description] for part in event.participations.all()
        ],
        "support": [
            [tie.excerpt.start, tie.excerpt.end]
            for tie in event.evidence.all()
            if tie.excerpt and tie.excerpt.article_id == article.pk
        ],
        **{name: getattr(row, name) for name in _PLAIN[kind]},
    }
    if kind == Kind.TROOP_MOVEMENT:
        for end in ("origin", "destination"):
            place = getattr(row, f"{end}_place")
            values[end] = [place.slug if place else "", getattr(row, f"{end}_text")]
    if kind == Kind.STATEMENT:
        values["quotes"] = [
            [quotation.excerpt.start, quotation.excerpt.end]
            for quotation in row.quotations.all()
            if quotation.excerpt.article_id == article.pk
        ]
    return values


def says_more(event: Event, article: Article) -> bool:
    """Whether the event holds what no reading of this article gives it, so that a person or a merger did."""
    row: Any = event.as_kind
    return bool(
        row.summary_fr
        or row.summary_en
        or getattr(row, "equipment", "")
        or row.taggings.exists()
        or any(not tie.excerpt or tie.excerpt.article_id != article.pk for tie in row.evidence.all())
    )
