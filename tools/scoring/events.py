"""Scores events: found at all, with the right days, with a right actor, and what is right about those found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.scoring.corpus import Article, GoldEvent
from tools.scoring.days import is_exact, overlaps
from tools.scoring.names import common_names, is_same, is_same_place
from tools.scoring.predictions import Event
from tools.scoring.report import Count, Report
from tools.scoring.spans import Candidate, Pairs, is_inside, likeness

_LONG = 600  # characters of evidence above which a fifth must be gold


@dataclass(frozen=True, slots=True)
class _Matching:
    pairs: Pairs
    again: frozenset[int]  # predictions of an event that another prediction already stands for
    false: tuple[int, ...]  # predictions that nothing excuses


def score_events(report: Report, article: Article, found: Sequence[Event], *, strict: bool) -> None:
    matched, detected = (_match(article, found, dated=dated, strict=strict) for dated in (True, False))
    _count(report, article, found, matched, mode="event")
    _count(report, article, found, detected, mode="detect")
    _count_with_actor(report, article, found, matched)
    for gold, predicted in detected.pairs.predicted_of.items():
        _detail(report, article.events[gold], found[predicted])
    _tell(report, article, found, matched)


def _match(article: Article, found: Sequence[Event], *, dated: bool, strict: bool) -> _Matching:
    candidates = [
        candidate
        for i, gold in enumerate(article.events)
        for j, event in enumerate(found)
        if gold.kind == event.kind and (candidate := _candidate(i, gold, j, event, dated=dated))
    ]
    pairs = Pairs.best(candidates)
    titled = [j for j, event in enumerate(found) if article.title and is_inside(event.span, (article.title,))]
    for j in titled:
        if j not in pairs.gold_of and (free := _told_by_title(article, found[j], pairs)) is not None:
            pairs.join(free, j)
    again = {j for _, i, j in candidates if i in pairs.predicted_of} - pairs.gold_of.keys()
    forgiven = set() if strict else again.union(titled)
    false = (j for j in range(len(found)) if j not in pairs.gold_of and j not in forgiven)
    return _Matching(pairs, again=frozenset(again & forgiven), false=tuple(false))


def _candidate(i: int, gold: GoldEvent, j: int, event: Event, *, dated: bool) -> Candidate | None:
    touch, same_days = _touch(gold, event), overlaps(gold.date, event.date)
    if not touch or (dated and not same_days):
        return None
    weight = 2 * same_days + 2 * _actors_alike(gold, event) + touch
    return weight + 0.2 * (gold.status == event.status) + 0.3 * is_exact(gold.date, event.date), i, j


def _touch(gold: GoldEvent, event: Event) -> float:
    least = 0.2 if event.span[1] - event.span[0] > _LONG else 0.0
    return max((alike for span in gold.spans if (alike := likeness(span, event.span)) >= least), default=0.0)


def _told_by_title(article: Article, event: Event, pairs: Pairs) -> int | None:
    """A title is no gold evidence; it counts where kind, days and an actor agree."""
    fitting = (
        i
        for i, gold in enumerate(article.events)
        if i not in pairs.predicted_of
        and gold.kind == event.kind
        and overlaps(gold.date, event.date)
        and _actors_alike(gold, event) > 0
    )
    return next(fitting, None)


def _actors_alike(gold: GoldEvent, event: Event) -> float:
    found = [*event.actors, *([event.speaker] if event.speaker else [])]
    return min(1.0, common_names(gold.actors, found) / max(1, len(gold.actors)))


def _count(report: Report, article: Article, found: Sequence[Event], matching: _Matching, *, mode: str) -> None:
    for i, gold in enumerate(article.events):
        is_found = i in matching.pairs.predicted_of
        report.counts[f"{mode} {gold.kind}"].add(Count(right=is_found, missed=not is_found))
    for j in matching.false:
        report.counts[f"{mode} {found[j].kind}"].false += 1
    for j in matching.again:
        report.counts[f"{mode} {found[j].kind}"].doubled += 1


def _count_with_actor(report: Report, article: Article, found: Sequence[Event], matching: _Matching) -> None:
    """A match counts only with at least one right actor."""
    pairs = [(article.events[i], found[j]) for i, j in matching.pairs.predicted_of.items()]
    right = sum(not gold.actors or _actors_alike(gold, event) > 0 for gold, event in pairs)
    false = len(matching.false) + len(pairs) - right
    report.counts["event ALL + a right actor"].add(Count(right, false, len(article.events) - right))


def _detail(report: Report, gold: GoldEvent, event: Event) -> None:
    if gold.date is not None:
        report.shares["date overlap"].add(overlaps(gold.date, event.date))
        report.shares["date exact"].add(is_exact(gold.date, event.date))
    report.shares["status"].add(gold.status == event.status)
    if gold.place:
        report.shares["place"].add(is_same_place(gold.place, event.place))
    if gold.kind == "troop_movement" and gold.strength != (None, None):
        report.shares["strength"].add(any(side in gold.strength for side in event.strength if side is not None))
    actors = event.actors
    if gold.kind == "statement":
        names = (gold.speaker or "", *gold.actors)
        report.shares["statement speaker"].add(any(is_same(name, event.speaker or "") for name in names))
        actors = actors or ((event.speaker,) if event.speaker else ())
    right = common_names(gold.actors, actors)
    report.counts["actors"].add(Count(right, len(actors) - right, len(gold.actors) - right))


def _tell(report: Report, article: Article, found: Sequence[Event], matching: _Matching) -> None:
    for i, gold in enumerate(article.events):
        if i not in matching.pairs.predicted_of:
            report.errors.append(
                f"MISSED {article.name} {gold.kind} {gold.date} {gold.status} "
                f"{list(gold.actors)} | {gold.evidence[:110]!r}"
            )
    for j in matching.false:
        event, words = found[j], article.text[slice(*found[j].span)]
        report.errors.append(f"FALSE {article.name} {event.kind} {event.date} {list(event.actors)} | {words[:110]!r}")
