"""What a reading of a temporal expression knows: the calendar's words, the story so far; and how it chooses a side."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from crisis.extraction.lexicon import Section
from crisis.extraction.publication import Published
from crisis.extraction.text.verbs import Tense
from crisis.extraction.values import Precision, When

_LEXICON = Section("dates.context")
_CALENDAR = Section("dates.calendar")
DAYS: dict[str, int] = _CALENDAR.table("days")  # Monday = 0
MONTHS: dict[str, int] = _CALENDAR.table("months")
NUMBERS: dict[str, int] = _CALENDAR.table("numbers")
FEASTS: dict[str, list[int]] = _CALENDAR.table("feasts")  # month, day, days from Easter Sunday where the month is 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    published: Published | None
    tense: Tense | None
    previous: When | None  # the last day the article named before this expression
    latest: When | None = None  # the latest day named so far that lies not after publication
    mentioned: When | None = None  # the last time named, however wide: "en 2014"
    story_year: int | None = None  # the year written out in the same sentence: "en mai 1997 … en juillet"
    attack: bool = False  # "les attentats du 11 septembre"


Resolution = tuple[When | None, When | None]  # chosen, the other candidate
Resolve = Callable[[re.Match[str], Context], Resolution]

AHEAD = (Tense.FUTURE, Tense.CONDITIONAL, Tense.FUTURE_IN_PAST)
BACK_SIDES = _LEXICON.listed("back_sides")
FORTH_SIDES = _LEXICON.listed("forth_sides")
AFTER_SIDES, BEFORE_SIDES = _LEXICON.listed("after_sides"), _LEXICON.listed("before_sides")
_FAR, _NEAR = timedelta(days=240), timedelta(days=75)  # a tense misread is likelier than a date so far away


def number_of(written: str) -> int:
    """ "18", "1er", "3rd", "dix-huit"."""
    digits = re.match(r"\d+", written)
    return int(digits[0]) if digits else NUMBERS[written]


def side_of(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return groups.get("side") or groups.get("side_after") or ""


def pick(candidates: list[When], context: Context) -> Resolution:
    """By tense, else the nearest; the tense gives way where it leads very far and the other lies very near."""
    published = context.published
    if published is None:
        return None, None
    past = [when for when in candidates if when.first and when.first <= published.last]
    coming = [when for when in candidates if when.last and when.last >= published.first]
    back = max(past, key=lambda when: when.first or date.min, default=None)
    ahead = min(coming, key=lambda when: when.first or date.max, default=None)
    if back is None or ahead is None or back == ahead:
        return back or ahead, None
    since, until = _away(back, published), _away(ahead, published)
    nearest = (back, ahead) if since <= until else (ahead, back)
    if context.tense is Tense.PAST and not (since > _FAR and until < _NEAR):
        return back, ahead
    if context.tense in AHEAD and not (until > _FAR and since < _NEAR):
        return ahead, back
    return nearest


def _away(when: When, published: Published) -> timedelta:
    if when.last and when.last < published.first:
        return published.first - when.last
    return (
        (when.first or published.last) - published.last if when.first and when.first > published.last else timedelta(0)
    )


def yearless(context: Context, make: Callable[[int], When], side: str) -> Resolution:
    """A date without a year: by tense, else in the year that brings it nearest to publication."""
    if not context.published:
        raise ValueError("no year")
    published = context.published
    now = published.first.year
    candidates = []
    for year in range(max(now - 4, 1), min(now + 4, 9999) + 1):
        try:
            candidates.append(make(year))
        except ValueError:  # 29 February
            continue
    if not candidates:
        raise ValueError("no such day in any year")
    if side in BACK_SIDES:
        context = Context(published=published, tense=Tense.PAST, previous=None)
        candidates = [when for when in candidates if when.last and when.last < published.first]
    elif side in FORTH_SIDES:
        candidates = [when for when in candidates if when.first and when.first > published.last]
    elif context.story_year and context.story_year < now and context.tense not in AHEAD:
        return make(context.story_year), pick(candidates, context)[0]
    return pick(candidates, context)


def anchor(context: Context) -> date | None:
    if context.previous and context.previous.first:
        return context.previous.first
    return context.published.first if context.published and context.published.is_day else None


def precise(when: When | None) -> bool:
    """Whether "la veille" may count from it."""
    return when is not None and when.precision in (Precision.DAY, Precision.SET)
