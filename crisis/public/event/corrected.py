"""What readers are told of an event's corrections: when, why, and what stood there before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from crisis.articles.dates import day_in_words, edtf_in_words
from crisis.events.models import Event
from crisis.events.past.content import Change, Content, alike, changes, public
from crisis.events.past.corrections import corrections_among
from crisis.events.vocabulary import name_language

OF_A_LANGUAGE = {"title_fr": "fr", "summary_fr": "fr", "title_en": "en", "summary_en": "en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """One correction, in the reader's language where the desk wrote in it."""

    day: str
    note: str
    language: str
    changes: tuple[Change, ...]


def corrections_of(event: Event) -> list[Corrected]:
    """The latest first. Asks the database only where there is one."""
    if event.corrected_at is None:
        return []
    found = corrections_among(list(event.revisions.all()))
    told = [(made, public(alike(before.content, made.content)), public(made.content)) for made, before in found]
    hidden = _hidden_links(content for _made, *contents in told for content in contents)
    return [
        Corrected(
            day=day_in_words(made.at.date()),
            note=made.note,
            language=made.language,
            changes=readable(changes(_without(hidden, before), _without(hidden, after))),
        )
        for made, before, after in told
    ]


def _hidden_links(contents: Iterable[Content]) -> set[str]:
    """Linked events that the corrections name and that readers may no longer see (one query where any is named)."""
    named = {link["uid"] for told in contents for link in told.get("links", [])}
    if not named:
        return set()
    return named - set(Event.objects.public().filter(uid__in=named).values_list("uid", flat=True))


def _without(hidden: set[str], told: Content) -> Content:
    if not hidden or "links" not in told:
        return told
    return {**told, "links": [link for link in told["links"] if link["uid"] not in hidden]}


def readable(found: tuple[Change, ...]) -> tuple[Change, ...]:
    """Dates in words. A title of the other language is left out where something else changed too."""
    here = name_language()
    own = [change for change in found if OF_A_LANGUAGE.get(change.name, here) == here]
    return tuple(_dated(change) if change.name == "when" else change for change in own or found)


def _dated(change: Change) -> Change:
    before, after = (tuple(map(edtf_in_words, values)) for values in (change.before, change.after))
    return replace(change, before=before, after=after)
