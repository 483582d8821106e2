"""What the extractor reads in an article, as the scorer wants it."""

from __future__ import annotations

from dataclasses import dataclass

from crisis.extraction import read
from crisis.extraction.values import Draft, DraftRole, Reading
from tools.scoring.corpus import Article
from tools.scoring.spans import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    kind: str
    date: str | None
    status: str
    actors: tuple[str, ...]
    place: str | None
    span: Range  # of the fullest evidence
    speaker: str | None
    strength: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftQuotation:
    span: Range
    speaker: str | None
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Temporal:
    span: Range
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    events: tuple[Event, ...]
    quotations: tuple[DraftQuotation, ...]
    temporals: tuple[Temporal, ...]


def predict(article: Article) -> Prediction:
    return predicted(read(article.text, published=article.published))


def predicted(reading: Reading) -> Prediction:
    return Prediction(
        events=tuple(_event(draft) for draft in reading.drafts),
        quotations=tuple(
            DraftQuotation(span=(item.span.start, item.span.end), speaker=item.speaker, mode=str(item.mode))
            for item in reading.quotations
        ),
        temporals=tuple(
            Temporal(span=(item.span.start, item.span.end), value=item.when.edtf if item.when else None)
            for item in reading.temporals
        ),
    )


def _event(draft: Draft) -> Event:
    return Event(
        kind=str(draft.kind),
        date=draft.when.edtf if draft.when else None,
        status=str(draft.status),
        actors=tuple(actor.name for actor in draft.actors if actor.role is not DraftRole.ON_BEHALF_OF),
        place=draft.place.name if draft.place else None,
        span=(draft.evidence[0].start, draft.evidence[0].end),
        speaker=draft.speaker.name if draft.speaker else None,
        strength=draft.strength,
    )
