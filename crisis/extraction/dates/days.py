"""What a reading of a temporal expression knows, how it chooses a side; and what days of the week and dates mean.

Each reading gives the days chosen and the other candidate. The reading of a weekday follows agency usage: the day of
publication itself counts, in past and future.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from crisis.edtf import making
from crisis.edtf.typed import MONTH_NUMBERS, WEEKDAY_NUMBERS
from crisis.extraction.lexicon import Section
from crisis.extraction.text.verbs import Tense
from crisis.extraction.values import Precision, Published, When

_LEXICON = Section("dates.context")
_HABIT = Section("dates.days").listed("habit")
_CALENDAR = Section("dates.calendar")
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

    @property
    def on(self) -> Published:
        """When the article came out; raises `UndatedError` where nobody knows."""
        if self.published is None:
            raise UndatedError
        return self.published


class UndatedError(Exception):
    """An expression whose days depend on a day that is not known."""


Resolution = tuple[When | None, When | None]  # chosen, the other candidate
Resolve = Callable[[re.Match[str], Context], Resolution]

AHEAD = (Tense.FUTURE, Tense.CONDITIONAL, Tense.FUTURE_IN_PAST)
_BACK_SIDES = _LEXICON.listed("back_sides")
_FORTH_SIDES = _LEXICON.listed("forth_sides")
AFTER_SIDES, BEFORE_SIDES = _LEXICON.listed("after_sides"), _LEXICON.listed("before_sides")
_FAR, _NEAR = timedelta(days=240), timedelta(days=75)  # a tense misread is likelier than a date so far away


def number_of(written: str) -> int:
    """ "18", "1er", "3rd", "dix-huit"."""
    digits = re.match(r"\d+", written)
    return int(digits[0]) if digits else NUMBERS[written]


def side_of(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return groups.get("side") or groups.get("side_after") or ""


def direction(side: str) -> int:
    """ "dernier" leads one back, "prochain" one on."""
    return -1 if side in _BACK_SIDES else 1 if side in _FORTH_SIDES else 0


def over(published_on: Published, resolve: Callable[[date], When]) -> When:
    """What `resolve` gives for every day the article may have come out on, as one value.

    Where only the month is known, a weekday becomes the set of its days and "hier" the span of them.
    """
    results = list(dict.fromkeys(resolve(on) for on in published_on.days()))
    if len(results) == 1:
        return results[0]
    if len(results) <= 6 and all(result.precision is Precision.DAY for result in results):
        return making.one_of(result.first for result in results if result.first)
    firsts = [result.first for result in results if result.first]
    lasts = [result.last for result in results if result.last]
    if len(firsts) < len(results):
        return making.until(max(lasts))
    if len(lasts) < len(results):
        return making.since(min(firsts))
    if min(firsts) == published_on.first and max(lasts) == published_on.last:
        return making.month(published_on.first.year, published_on.first.month)
    return making.interval(min(firsts), max(lasts))


def pick(candidates: list[When], context: Context) -> Resolution:
    """By tense, else the nearest; the tense gives way where it leads very far and the other lies very near."""
    published = context.on
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
    return max((when.first or published.last) - published.last, timedelta(0))


def in_year(match: re.Match[str], context: Context, make: Callable[[int], When]) -> Resolution:
    """In the year written; without one by tense, else in the year that brings it nearest to publication."""
    side = side_of(match)
    if match["year"]:
        return make(int(match["year"])), None
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
    if side in _BACK_SIDES:
        context = Context(published=published, tense=Tense.PAST, previous=None)
        candidates = [when for when in candidates if when.last and when.last < published.first]
    elif side in _FORTH_SIDES:
        candidates = [when for when in candidates if when.first and when.first > published.last]
    elif context.story_year and context.story_year < now and context.tense not in AHEAD:
        return make(context.story_year), pick(candidates, context)[0]
    return pick(candidates, context)


def anchor(context: Context) -> date:
    """What "suivant" counts from. Raises `UndatedError`."""
    if context.previous and context.previous.first:
        return context.previous.first
    if not context.on.is_day:
        raise UndatedError
    return context.on.first


def precise(when: When | None) -> bool:
    """Whether "la veille" may count from it."""
    return when is not None and when.precision in (Precision.DAY, Precision.SET)


def weekday_from(on: date, weekday: int, *, ahead: bool) -> date:
    """The nearest such weekday, that day itself included, in the future or in the past."""
    step = (weekday - on.weekday()) % 7
    return making.shifted(on, step if ahead or step == 0 else step - 7)


def weekday(match: re.Match[str], context: Context) -> Resolution:
    number, side = WEEKDAY_NUMBERS[match["weekday"]], side_of(match)
    if side in AFTER_SIDES + BEFORE_SIDES:
        return _strictly(anchor(context), number, ahead=side in AFTER_SIDES), None
    published = context.on
    if context.tense is Tense.PRESENT and match[0].startswith(_HABIT) and not side:
        raise ValueError("a habit, no day: le musée est fermé le mardi")
    if away := direction(side):
        return over(published, lambda on: _strictly(on, number, ahead=away > 0)), None
    back = over(published, lambda on: making.day(weekday_from(on, number, ahead=False)))
    ahead = over(published, lambda on: making.day(weekday_from(on, number, ahead=True)))
    if context.tense is Tense.FUTURE_IN_PAST:
        # "devait se tenir jeudi", "attendu mercredi": to come, unless it was the day before yesterday or later
        return over(published, lambda on: _weekday_within(on, number, at_most=4)), back
    if context.tense in AHEAD:
        return ahead, back
    if context.tense is Tense.PAST:
        return back, ahead
    if context.tense is Tense.PRESENT:
        # "Macron reçoit lundi": to come, unless it was the day before publication
        return over(published, lambda on: _weekday_within(on, number, at_most=5)), back
    nearest = over(published, lambda on: _weekday_within(on, number, at_most=3))
    return nearest, (back if nearest == ahead else ahead)


def _weekday_within(on: date, number: int, *, at_most: int) -> When:
    """The coming such weekday, if it is so few days away, else the last."""
    step = (number - on.weekday()) % 7
    return making.day(making.shifted(on, step if step <= at_most else step - 7))


def _strictly(on: date, number: int, *, ahead: bool) -> When:
    step = (number - on.weekday()) % 7 or 7
    return making.day(making.shifted(on, step if ahead else step - 7 if step < 7 else -7))


def weekday_range(match: re.Match[str], context: Context) -> Resolution:
    """ "de mardi à jeudi": the last day by tense, the first one right before it."""
    published = context.on
    first, last = WEEKDAY_NUMBERS[match["first"]], WEEKDAY_NUMBERS[match["weekday"]]
    length = (last - first) % 7

    def span(on: date) -> When:
        if context.tense in AHEAD or (context.tense is not Tense.PAST and length > 1):
            start = weekday_from(on, first, ahead=True)
            return making.interval(start, making.shifted(start, length))
        end = weekday_from(on, last, ahead=False)
        return making.interval(making.shifted(end, -length), end)

    return over(published, span), None


def full_date(match: re.Match[str], context: Context) -> Resolution:
    month, number = MONTH_NUMBERS[match["month"].rstrip(".")], number_of(match["day"])
    if context.attack and not match["year"] and (month, number) == (9, 11):
        return making.day(date(2001, 9, 11)), None
    return in_year(match, context, lambda year: making.day(date(year, month, number)))


def day_of_month(match: re.Match[str], context: Context) -> Resolution:
    """ "mardi 18", "le 18": in the month that brings it nearest, by tense."""
    published = context.on
    number = number_of(match["day"])
    wanted = WEEKDAY_NUMBERS[match["weekday"]] if match["weekday"] else None
    candidates = []
    for offset in range(-3, 4):
        try:
            found = date(*making.months_away(published.first, offset), number)
        except ValueError:
            continue
        if wanted is None or found.weekday() == wanted:
            candidates.append(making.day(found))
    previous = context.previous.first if precise(context.previous) and context.previous else None
    if previous and wanted is None and candidates:
        # "le 10 avril, le second le 24": in the month just spoken of
        return min(candidates, key=lambda when: abs((when.first or previous) - previous)), None
    return pick(candidates, context) if candidates else weekday(match, context) if wanted is not None else (None, None)


def numeric_date(match: re.Match[str], context: Context) -> Resolution:
    def make(year: int) -> When:
        return making.day(date(year, int(match["month"]), int(match["day"])))

    if match["year"] and (year := int(match["year"])) <= 99:
        return make(2000 + year if year < 50 else 1900 + year), None
    return in_year(match, context, make)


def iso_date(match: re.Match[str], context: Context) -> Resolution:
    return making.day(date.fromisoformat(match[0])), None


def day_range(match: re.Match[str], context: Context) -> Resolution:
    """ "du 3 au 7 janvier", "28 décembre-3 janvier", "January 3-7": one month may be left out."""
    first_month, month = (
        MONTH_NUMBERS[(match[one] or match[other]).rstrip(".")]
        for one, other in (("first_month", "month"), ("month", "first_month"))
    )

    def make(year: int) -> When:
        first_year = int(match["first_year"]) if match["first_year"] else year - (first_month > month)
        return making.interval(
            date(first_year, first_month, number_of(match["first"])), date(year, month, number_of(match["day"]))
        )

    return in_year(match, context, make)
