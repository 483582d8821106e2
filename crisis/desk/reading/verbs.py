"""What an editor does at the reading desk, in the words of the events room."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crisis.articles.models import Article, Excerpt
from crisis.articles.writing import quote
from crisis.events.kinds import kind_of
from crisis.events.models import Event, Place
from crisis.events.past.revisions import revising
from crisis.events.vocabulary import Kind, Mode, Origin, Status
from crisis.events.writing import (
    AnyEvent,
    Part,
    Record,
    Support,
    record_event,
    rules_of,
    save_changed,
    set_participants,
    set_when,
)
from crisis.extraction.values import DraftActor, DraftPlace, DraftRole, Span, Speaker
from crisis.extraction.wording import meeting_title, movement_title, statement_title
from crisis.ingest.reading.drafting import LONGEST_DESCRIPTION, LONGEST_TITLE, stance_of
from crisis.ingest.reading.gazetteer import gazetteer_of_the_house
from crisis.ingest.reading.rereading import read_again

from .forms import COLUMNS, own_columns

_QUOTED = re.compile(r"«\s*([^«»]+?)\s*»|“\s*([^“”]+?)\s*”|\"\s*([^\"]+?)\s*\"")


@transaction.atomic
def correct(event: Event, facts: dict[str, Any]) -> None:
    """Stores what a `CorrectionForm` holds; actors in other roles than the first stay.

    Raises `ValidationError` (code `conflict`) if somebody else changed the event since it was read.
    """
    row: Any = event.as_kind
    row.version = facts["version"]
    for name in (*COLUMNS, "place", *own_columns(kind_of(row))):
        if name in facts:
            setattr(row, name, facts[name])
    role = kind_of(row).primary_role
    others = [
        Part(role=part.role, actor=part.actor, description=part.description)
        for part in row.participations.all()
        if part.role != role
    ]
    set_when(row)
    with rules_of(row), revising(row):  # a rule that is broken is told before any conflict
        save_changed(row)
        set_participants(row, [*_parts(row.kind, facts), *others])


@transaction.atomic
def read_other_date(event: Event, edtf: str, *, version: int) -> None:
    """Dates the event by the reading that the extractor did not choose."""
    row = event.as_kind
    row.version, row.when = version, edtf
    save_changed(row)


def draft_from_words(article: Article, facts: dict[str, Any]) -> AnyEvent:
    """A draft that rests on the passage of a `WordsForm`; what stands in quotation marks is its quotation."""
    start, end = _trimmed(article.text, facts["start"], facts["end"])
    excerpt = quote(article, start=start, end=end)
    kind = kind_of(facts["kind"])
    spoken = _spoken(article, excerpt) if kind.code == Kind.STATEMENT else ()
    french, english = _titles(kind.code, facts, excerpt, spoken)
    fields: dict[str, Any] = {
        **{name: facts[name] for name in (*COLUMNS, "place")},
        "title_fr": (facts["title_fr"] or french)[:LONGEST_TITLE],
        "title_en": (facts["title_en"] or english)[:LONGEST_TITLE],
        "origin": Origin.EDITOR,
    }
    if kind.code == Kind.STATEMENT:
        fields["mode"] = Mode.DIRECT if spoken else Mode.INDIRECT
    fields |= {name: facts[name] for name in own_columns(kind)}
    return record_event(
        Record(
            kind=kind.code,
            fields=fields,
            support=(Support(what=excerpt, stance=stance_of(Status(facts["status"]))),),
            parts=tuple(_parts(kind.code, facts)),
            quotes=spoken,
        )
    )


def _parts(kind: str, facts: dict[str, Any]) -> list[Part]:
    role = kind_of(kind).primary_role
    return [
        *(Part(role=role, actor=actor) for actor in facts["actors"]),
        *(Part(role=role, description=words) for words in facts["described"]),
    ]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    if not words.strip():
        raise ValidationError("", code="empty")
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _spoken(article: Article, excerpt: Excerpt) -> tuple[Excerpt, ...]:
    """What stands in quotation marks within the passage, the longest first."""
    found = [
        (excerpt.start + match.start(group), excerpt.start + match.end(group))
        for match in _QUOTED.finditer(excerpt.words)
        for group in (1, 2, 3)
        if match[group]
    ]
    longest_first = sorted(found, key=lambda span: span[0] - span[1])
    return tuple(quote(article, start=start, end=end) for start, end in longest_first)


def _titles(kind: str, facts: dict[str, Any], excerpt: Excerpt, spoken: tuple[Excerpt, ...]) -> tuple[str, str]:
    """As the extractor would entitle it, from what the editor gave; of a kind it does not read, the passage itself."""
    gazetteer = gazetteer_of_the_house()
    who = [(actor.name_fr, actor.slug) for actor in facts["actors"]] + [(words, None) for words in facts["described"]]
    place = _draft_place(facts["place"])
    actors = [DraftActor(name=name[:LONGEST_DESCRIPTION], id=slug, role=DraftRole.PARTICIPANT) for name, slug in who]
    if kind == Kind.MEETING:
        french, english = meeting_title(actors, place, None, gazetteer)
    elif kind == Kind.TROOP_MOVEMENT:
        french, english = movement_title(actors, place, None, gazetteer)
    elif kind == Kind.STATEMENT:
        words = spoken[0] if spoken else excerpt
        span = Span.of(words.article.text, words.start, words.end)
        name, slug = who[0] if who else ("", None)
        french, english = statement_title(Speaker(name=name, id=slug), span, gazetteer, direct=bool(spoken))
    else:
        french = english = excerpt.words
    return " ".join(french.split()).lstrip(" :"), " ".join(english.split()).lstrip(" :")


def _draft_place(place: Place | None) -> DraftPlace | None:
    return DraftPlace(name=place.name_fr, id=place.slug) if place else None


def say_reread(request: HttpRequest, article: Article) -> None:
    """Reads an article and says what came of it."""
    try:
        outcome = read_again(article)
    except ValidationError as refusal:
        messages.error(request, f"{article}: {' '.join(refusal.messages)}")
        return
    new, followed, offered, gone = map(len, (outcome.new, outcome.followed, outcome.offered, outcome.gone))
    said = [
        (new, ngettext("%(count)s new draft", "%(count)s new drafts", new)),
        (followed, ngettext("%(count)s draft brought up to date", "%(count)s drafts brought up to date", followed)),
        (offered, ngettext("%(count)s difference offered", "%(count)s differences offered", offered)),
        (gone, ngettext("%(count)s no longer found", "%(count)s no longer found", gone)),
    ]
    if parts := [sentence % {"count": count} for count, sentence in said if count]:
        messages.success(request, _("“%(title)s”: %(what)s.") % {"title": article, "what": ", ".join(parts)})
    else:
        sentence = _("“%(title)s”: nothing new was found, or its drafts are there already.")
        messages.info(request, sentence % {"title": article})
