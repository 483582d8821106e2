"""Scores temporal expressions: the words, and the days they were read as."""

from __future__ import annotations

from collections.abc import Sequence

from tools.scoring.corpus import Article, GoldTemporal
from tools.scoring.days import is_exact, overlaps
from tools.scoring.predictions import Temporal
from tools.scoring.report import Report
from tools.scoring.spans import Pairs, is_inside, likeness


def score_temporals(report: Report, article: Article, predicted: Sequence[Temporal]) -> None:
    found = [item for item in predicted if not is_inside(item.span, article.ignored)]
    pairs = Pairs.best(
        (alike, i, j)
        for i, wanted in enumerate(article.temporals)
        for j, item in enumerate(found)
        if (alike := likeness(wanted.span, item.span)) > 0
    )
    exact, overlap, right = (
        report.counts[f"temporal {name}"] for name in ("exact", "overlap", "overlap + right value")
    )
    for i, wanted in enumerate(article.temporals):
        if i not in pairs.predicted_of:
            for count in (exact, overlap, right):
                count.missed += 1
            words = article.text[slice(*wanted.span)]
            report.errors.append(f"MISSED DATE {article.name} {words!r} {wanted.value}")
            continue
        item = found[pairs.predicted_of[i]]
        overlap.right += 1
        exact.judge(item.span == wanted.span)
        right.judge(_has_right_value(report, article, wanted, item))
    for j, item in enumerate(found):
        if j not in pairs.gold_of:
            for count in (exact, overlap, right):
                count.false += 1
            report.errors.append(f"FALSE DATE {article.name} {article.text[slice(*item.span)]!r}")


def _has_right_value(report: Report, article: Article, wanted: GoldTemporal, item: Temporal) -> bool:
    is_near = overlaps(wanted.value, item.value)
    is_right = is_exact(wanted.value, item.value) or (wanted.vague and is_near)
    report.shares["temporal value"].add(is_right)
    report.shares["temporal value, overlap"].add(is_near)
    if not is_right:
        words = article.text[slice(*wanted.span)]
        report.errors.append(f"DATE {article.name} {words!r} {wanted.value} read {item.value}")
    return is_right
