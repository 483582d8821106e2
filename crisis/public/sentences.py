"""The selection in words: the sentence above the list, and the chips that lead out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crisis.articles.dates import period_in_words
from crisis.events.vocabulary import Kind, Status

from .selection import Chip, Selection
from .wording import counted_in_words


def sentence_of(selection: Selection, count: int) -> str:
    """What is shown, and how much of it: “12 rencontres avec Sergueï Lavrov, janvier 2022”."""
    counted = _counted(selection, count)
    if selection.actor:
        names = _any_of(selection.names.get(("actor", slug), slug) for slug in selection.actor)
        if selection.kind == (Kind.MEETING,):
            counted = _("%(events)s with %(names)s") % {"events": counted, "names": names}
        else:
            counted = _("%(events)s involving %(names)s") % {"events": counted, "names": names}
    if selection.q:
        counted = _("%(events)s with the words “%(words)s”") % {"events": counted, "words": selection.q}
    return ", ".join([counted, *_circumstances(selection)])


def chips_of(selection: Selection) -> list[Chip]:
    """The selection's chips, with dates in the reader's words."""
    chips = []
    for chip in selection.chips():
        if chip.parameter == "from":
            chip = replace(chip, label=period_in_words(chip.value, ""))
        elif chip.parameter == "to":
            chip = replace(chip, label=period_in_words("", chip.value))
        chips.append(chip)
    return chips


def _counted(selection: Selection, count: int) -> str:
    if len(selection.kind) == 1:
        return counted_in_words(count, Kind(selection.kind[0]))
    counted = counted_in_words(count)
    if 0 < len(selection.kind) < len(Kind):
        return f"{counted} ({', '.join(Kind(kind).plural for kind in selection.kind)})"
    return counted


def _circumstances(selection: Selection) -> Iterator[str]:
    for name in ("place", "topic"):
        if chosen := getattr(selection, name):
            yield _any_of(selection.names.get((name, slug), slug) for slug in chosen)
    if selection.status:
        names = _any_of(str(Status(status).label) for status in selection.status)
        yield pgettext("statuses of the events counted", "%(names)s") % {
            "names": names
        }  # “2 rencontres, statut annulé”
    if selection.source:
        names = _any_of(selection.names.get(("source", slug), slug) for slug in selection.source)
        yield _("published by %(names)s") % {"names": names}
    if len(selection.evidence) == 1:
        yield _("with an excerpt") if selection.evidence == ("excerpt",) else _("with a reference")
    if selection.reviewed:
        yield _("reviewed by an editor")
    if period := period_in_words(selection.since, selection.until):
        yield period


def _any_of(names: Iterable[str]) -> str:
    *others, last = names
    if not others:
        return last
    return pgettext("any of", "%(names)s or %(last)s") % {"names": ", ".join(others), "last": last}
