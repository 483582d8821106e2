"""Finds temporal expressions and says which days they mean, from publication, tense and context.

The rules are the rows of `lexicon/*/expressions.toml`: a name, an example, a pattern on folded text, a reading; what a
reading makes of a match stands in `days`, `counts` and `spans`. Both readings of a weekday are kept: the one the
clause's tense chose and the other. Where an article's day is unknown, every day of its month is tried and the answer
is as wide as the doubt (`over`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from crisis.edtf import making
from crisis.extraction import lexicon
from crisis.extraction.dates import counts, days, spans
from crisis.extraction.dates.days import Context, Resolve, UndatedError
from crisis.extraction.lexicon import Section
from crisis.extraction.text.page import ArticlePage
from crisis.extraction.values import Precision, Published, Span, Temporal, When

_LEXICON = Section("dates.expressions")

_BEFORE = _LEXICON.patterns(r"\b({bounds}) {bound_articles}?$")
_NOT_DAY = _LEXICON.pattern(r"\b{not_days}$")
_THING = _LEXICON.pattern(r"\b{things_of_feasts}s? $")
_ATTACK = _LEXICON.pattern(r"\b{attacks} (?:{terrorist} )?{of_attack} $")
_SENTENCE_HEAD = 3  # code points before a word that opens a sentence
_SINCE, _UNTIL, _BY = _LEXICON.words("since"), _LEXICON.words("until"), _LEXICON.words("by")
_OUTSIDE = _LEXICON.words("outside")
_READINGS = {name: reading for module in (days, counts, spans) for name, reading in vars(module).items()}


@dataclass(frozen=True, slots=True)
class Rule:
    """`example` is read in the documentation; `closed` takes no "depuis" or "jusqu'à" in."""

    name: str
    example: str
    pattern: re.Pattern[str]
    resolve: Resolve
    closed: bool
    needs: tuple[str, ...]


@cache
def rules(language: str) -> tuple[Rule, ...]:
    """The rules of a language, in the order in which they are tried."""
    shared = lexicon.Section("expressions.needs")
    return tuple(
        Rule(
            name=row["name"],
            example=row["example"],
            pattern=re.compile(rf"(?<![\w-]){lexicon.filled(row['pattern'], 'expressions.parts', language)}(?![\w-])"),
            resolve=_resolve(row["read"]),
            closed=row.get("closed", False),
            needs=shared.listed(row["needs"], language) if isinstance(row["needs"], str) else tuple(row["needs"]),
        )
        for row in lexicon.rows("expressions", "expressions", language)
    )


def _resolve(read: str | list[str | int]) -> Resolve:
    """A reading by its name, or one made with numbers: `["days_away", -1]`."""
    name, *numbers = [read] if isinstance(read, str) else read
    reading: Resolve = _READINGS[str(name)](*numbers) if numbers else _READINGS[str(name)]
    return reading


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    match: re.Match[str]
    rule: Rule


def find_temporals(page: ArticlePage) -> tuple[Temporal, ...]:
    """Temporal expressions inside sentences, in order, never overlapping."""
    published = page.published
    found: list[Temporal] = []
    previous: When | None = None
    latest: When | None = None
    mentioned: When | None = None
    written: tuple[int, int] | None = None  # a year written out, and where its sentence begins
    for hit in _hits(page.folded, page.language):
        sentence = page.sentence_at(hit.start)
        if sentence is None or hit.end > sentence.end:
            continue
        if not _is_month(page, hit.match, sentence.start) or _is_name(page.folded, hit):
            continue
        start, preposition = _widened(page, hit, sentence.start)
        context = Context(
            published=published,
            tense=page.tense_at(hit.start),
            previous=previous,
            latest=latest,
            mentioned=mentioned,
            story_year=written[0] if written and written[1] == sentence.start else None,
            attack=_ATTACK.search(page.folded, max(0, start - 30), hit.start) is not None,
        )
        try:
            chosen, other = hit.rule.resolve(hit.match, context)
        except UndatedError:
            chosen, other = None, None
        except (ValueError, OverflowError, KeyError):  # 31 February, the year 0: words, but no day
            continue
        if chosen and preposition:
            chosen = _bounded(chosen, preposition, published)
        span = Span.of(page.text, start, hit.end)
        found.append(Temporal(span=span, when=chosen, other=other, rule=hit.rule.name))
        if chosen is None or page.is_quoted(start):
            continue
        if chosen.first:
            mentioned = chosen
        told = hit.match.groupdict()
        if told.get("month") and told.get("year") and not hit.rule.closed:
            written = (int(told["year"]), sentence.start)  # a bare year dates its own clause only ("annexée en 2014")
        if chosen.precision in (Precision.DAY, Precision.SET):
            previous = chosen
            if chosen.last and (published is None or chosen.last <= published.last):
                latest = chosen if latest is None or (latest.last and latest.last < chosen.last) else latest
    return tuple(found)


def _is_month(page: ArticlePage, match: re.Match[str], sentence: int) -> bool:
    """ "They may march": English months have a capital; "la planète Mars", "Avril Haines": French ones have none."""
    text, start = page.text, match.start("month") if "month" in match.re.groupindex else -1
    if start < 0 or not text[start].isalpha():
        return True
    if page.language == "en":
        return text[start].isupper()
    if text[start].isupper() and text[match.end() : match.end() + 2].strip()[:1].isupper():
        return False
    return text[start].islower() or start - sentence <= _SENTENCE_HEAD or text[start - 2 : start - 1].isdigit()


def _is_name(folded: str, hit: _Hit) -> bool:
    """ "rue du 8 mai 1945", "tous les lundis", "un 14 juillet": a street, a habit, any such day."""
    thing = hit.rule.name == "feast" and _THING.search(folded, max(0, hit.start - 16), hit.start)
    return bool(thing) or _NOT_DAY.search(folded, max(0, hit.start - 40), hit.start) is not None


def _hits(folded: str, language: str) -> list[_Hit]:
    """Where two rules claim the same words, the longer claim stands, then the earlier rule."""
    claims = [
        _Hit(match.start(), match.end(), match, rule)
        for rule in rules(language)
        if any(need in folded for need in rule.needs)
        for match in rule.pattern.finditer(folded)
    ]
    claims.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[_Hit] = []
    for hit in claims:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.end - hit.start > kept[-1].end - kept[-1].start:
            kept[-1] = hit
    return kept


def _widened(page: ArticlePage, hit: _Hit, floor: int) -> tuple[int, str]:
    """Takes in a preposition that changes the value; "avant" and "après" change it from outside."""
    window = max(floor, hit.start - 16)
    match = None if hit.rule.closed else _BEFORE[page.language].search(page.folded[window : hit.start])
    if not match:
        return hit.start, ""
    return (hit.start if match[1] in _OUTSIDE else window + match.start(1)), match[1]


def _bounded(when: When, preposition: str, published: Published | None) -> When:
    now = published.last if published else None
    if preposition in _SINCE and when.first:
        return making.interval(when.first, now) if now and now >= when.first else making.since(when.first)
    if preposition in _BY and when.last:
        start = published.first if published else None
        return making.interval(start, when.last) if start and start <= when.last else making.until(when.last)
    if preposition in _UNTIL and when.last:
        coming = published and when.last >= published.last
        return making.interval(published.first, when.last) if published and coming else making.until(when.last)
    return when
