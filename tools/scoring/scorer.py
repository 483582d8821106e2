"""The scorer: precision, recall and F1 of events, quotations and dates, and what is right of those found.

Rules, for events: same kind, days that overlap, evidence that touches a gold mention (evidence over 600
characters must be at least one fifth gold); one-to-one, greedy by date, actors and span. "Detect" asks for
no day; date, status, place, strength and speaker are measured on its pairs. A further prediction on a gold
event that is already matched is a duplicate: no error, unless `strict`. What stands in the title only
matches by kind, date and an actor. Quotations pair on half of the shorter span, temporal expressions on any overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tools.scoring import spans as at
from tools.scoring.corpus import KINDS, Article, GoldEvent
from tools.scoring.names import canonical, common_names, is_same, is_same_place
from tools.scoring.predictions import Event, Prediction

_LONG = 600  # characters of evidence above which a fifth must be gold


@dataclass(slots=True)
class Count:
    right: int = 0
    false: int = 0
    missed: int = 0
    doubled: int = 0

    def add(self, other: Count) -> None:
        self.right += other.right
        self.false += other.false
        self.missed += other.missed
        self.doubled += other.doubled

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Share:
    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        self.of += 1
        self.right += right

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 0.0


@dataclass(slots=True)
class Report:
    counts: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    shares: defaultdict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    errors: list[str] = field(default_factory=list)
    articles: int = 0


def score(pairs: Iterable[tuple[Article, Prediction]], *, strict: bool = False) -> Report:
    report = Report()
    for article, prediction in pairs:
        report.articles += 1
        for mode in ("event", "detect"):
            _events(report, article, prediction, mode=mode, strict=strict)
        _quotations(report, article, prediction, strict=strict)
        _temporals(report, article, prediction)
    for mode in ("event", "detect"):
        for kind in KINDS:
            report.counts[f"{mode} ALL"].add(report.counts[f"{mode} {kind}"])
    return report


def _touch(gold: GoldEvent, event: Event) -> float:
    length = event.span[1] - event.span[0]
    likeness = (at.likeness(span, event.span) for span in gold.spans)
    return at.best([value for value in likeness if length <= _LONG or value >= 0.2])


def _actors_alike(gold: GoldEvent, event: Event) -> float:
    found = [*event.actors, *([event.speaker] if event.speaker else [])]
    return min(1.0, common_names(gold.actors, found) / max(1, len(gold.actors)))


def _weight(gold: GoldEvent, event: Event, touch: float, *, dated: bool) -> float:
    weight = 2 * dated + 2 * _actors_alike(gold, event) + touch
    return weight + 0.2 * (gold.status == event.status) + 0.3 * at.is_exact(gold.date, event.date)


def _events(report: Report, article: Article, prediction: Prediction, *, mode: str, strict: bool) -> None:
    gold, found = article.events, prediction.events
    candidates = []
    for i, wanted in enumerate(gold):
        for j, event in enumerate(found):
            dated = at.overlaps(wanted.date, event.date)
            touch = _touch(wanted, event) if event.kind == wanted.kind else 0.0
            if touch > 0 and (dated or mode == "detect"):
                candidates.append((_weight(wanted, event, touch, dated=dated), i, j))
    pairs, taken = at.assigned(candidates)
    titled = {j for j, event in enumerate(found) if article.title and at.is_inside(event.span, (article.title,))}
    for j in sorted(titled - set(taken)):
        fitting = (i for i, wanted in enumerate(gold) if i not in pairs and wanted.kind == found[j].kind
                   and at.overlaps(wanted.date, found[j].date) and _actors_alike(wanted, found[j]) > 0)  # fmt: skip
        if (free := next(fitting, None)) is not None:
            pairs[free], taken[j] = j, free
    again = {j for _, i, j in candidates if i in pairs} - set(taken)
    forgiven = set() if strict else (again | titled) - set(taken)
    for i, wanted in enumerate(gold):
        count = report.counts[f"{mode} {wanted.kind}"]
        if i in pairs:
            count.right += 1
        else:
            count.missed += 1
            if mode == "event":
                report.errors.append(f"MISSED {article.name} {wanted.kind} {wanted.date} {wanted.status} "
                                     f"{list(wanted.actors)} | {wanted.evidence[:110]!r}")  # fmt: skip
    for j, event in enumerate(found):
        if j in taken:
            continue
        if j in again and not strict:
            report.counts[f"{mode} {event.kind}"].doubled += 1
        elif j not in forgiven:
            report.counts[f"{mode} {event.kind}"].false += 1
            if mode == "event":
                words = article.text[event.span[0] : event.span[1]]
                report.errors.append(
                    f"FALSE {article.name} {event.kind} {event.date} {list(event.actors)} | {words[:110]!r}"
                )
    if mode == "event":
        _with_actor(report, article, prediction, pairs, taken, forgiven)
    else:
        _details(report, article, prediction, pairs)


def _with_actor(
    report: Report,
    article: Article,
    prediction: Prediction,
    pairs: dict[int, int],
    taken: dict[int, int],
    forgiven: set[int],
) -> None:
    """A match counts only with at least one right actor."""
    right = {
        i for i, j in pairs.items()
        if not article.events[i].actors or _actors_alike(article.events[i], prediction.events[j]) > 0
    }  # fmt: skip
    count = report.counts["event ALL + a right actor"]
    count.right += len(right)
    count.missed += len(article.events) - len(right)
    count.false += sum(1 for j in range(len(prediction.events)) if j not in forgiven and taken.get(j) not in right)


def _details(report: Report, article: Article, prediction: Prediction, pairs: dict[int, int]) -> None:
    for i, j in pairs.items():
        gold, event = article.events[i], prediction.events[j]
        if gold.date is not None:
            report.shares["date overlap"].add(at.overlaps(gold.date, event.date))
            report.shares["date exact"].add(at.is_exact(gold.date, event.date))
        report.shares["status"].add(gold.status == event.status)
        if gold.place:
            report.shares["place"].add(is_same_place(gold.place, event.place))
        if gold.kind == "troop_movement" and gold.strength != (None, None):
            known = [side for side in event.strength if side is not None]
            report.shares["strength"].add(any(side in gold.strength for side in known))
        if gold.kind == "statement":
            named = bool(event.speaker) and any(
                is_same(name, event.speaker or "") for name in (gold.speaker or "", *gold.actors)
            )
            report.shares["statement speaker"].add(named)
        actors = event.actors
        if gold.kind == "statement" and not actors and event.speaker:
            actors = (event.speaker,)
        right = common_names(gold.actors, actors)
        report.counts["actors"].add(Count(right, len(actors) - right, len(gold.actors) - right))


def _quotations(report: Report, article: Article, prediction: Prediction, *, strict: bool) -> None:
    gold = [at.trimmed(article.text, item.span) for item in article.quotations]
    found = []
    for item in prediction.quotations:
        span = at.trimmed(article.text, item.span)
        if span[0] < span[1] and not at.is_inside(span, article.ignored):
            found.append((span, item))
    candidates = []
    for i, one in enumerate(gold):
        for j, (other, item) in enumerate(found):
            half = at.shared(one, other) / min(one[1] - one[0], other[1] - other[0])
            if half >= 0.5:
                same_mode = article.quotations[i].mode == item.mode
                candidates.append((half + at.likeness(one, other) + 0.1 * same_mode, i, j))
    pairs, taken = at.assigned(candidates)
    touched = {j for _, _, j in candidates}
    exact, overlap, right = (report.counts[f"quote {name}"] for name in ("exact", "overlap", "overlap + right speaker"))
    for i, quote in enumerate(article.quotations):
        report.shares[f"quote recall, {quote.mode}"].add(i in pairs)
        if i not in pairs:
            for count in (exact, overlap, right):
                count.missed += 1
            report.errors.append(f"MISSED QUOTE {article.name} {quote.mode} {quote.speaker} | "
                                 f"{article.text[slice(*quote.span)][:110]!r}")  # fmt: skip
            continue
        span, item = found[pairs[i]]
        spoken = is_same(quote.speaker, item.speaker or "")
        overlap.right += 1
        for count, good in ((exact, span == gold[i]), (right, spoken)):
            count.add(Count(good, not good, not good))
        report.shares["quote speaker"].add(spoken)
        described = canonical(quote.speaker)[0] == "words"
        report.shares["quote speaker, anonymous" if described else "quote speaker, named"].add(spoken)
        if not spoken:
            report.errors.append(f"SPEAKER {article.name} {quote.speaker!r} read {item.speaker!r} | "
                                 f"{article.text[slice(*quote.span)][:80]!r}")  # fmt: skip
    for j, (span, item) in enumerate(found):
        if j in taken:
            continue
        if j in touched and not strict:
            overlap.doubled += 1
            continue
        for count in (exact, overlap, right):
            count.false += 1
        report.errors.append(f"FALSE QUOTE {article.name} {item.speaker} | {article.text[slice(*span)][:110]!r}")


def _temporals(report: Report, article: Article, prediction: Prediction) -> None:
    gold = article.temporals
    found = [item for item in prediction.temporals if not at.is_inside(item.span, article.ignored)]
    candidates = [
        (likeness, i, j)
        for i, wanted in enumerate(gold)
        for j, item in enumerate(found)
        if (likeness := at.likeness(wanted.span, item.span)) > 0
    ]
    pairs, taken = at.assigned(candidates)
    exact, overlap, right = (
        report.counts[f"temporal {name}"] for name in ("exact", "overlap", "overlap + right value")
    )
    for i, wanted in enumerate(gold):
        words = article.text[slice(*wanted.span)]
        if i not in pairs:
            for count in (exact, overlap, right):
                count.missed += 1
            report.errors.append(f"MISSED DATE {article.name} {words!r} {wanted.value}")
            continue
        item = found[pairs[i]]
        near = at.overlaps(wanted.value, item.value)
        good = at.is_exact(wanted.value, item.value) or (wanted.vague and near)
        overlap.right += 1
        for count, fits in ((exact, item.span == wanted.span), (right, good)):
            count.add(Count(fits, not fits, not fits))
        report.shares["temporal value"].add(good)
        report.shares["temporal value, overlap"].add(near)
        if not good:
            report.errors.append(f"DATE {article.name} {words!r} {wanted.value} read {item.value}")
    for j, item in enumerate(found):
        if j not in taken:
            for count in (exact, overlap, right):
                count.false += 1
            report.errors.append(f"FALSE DATE {article.name} {article.text[slice(*item.span)]!r}")
