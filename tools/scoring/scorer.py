"""Compares what was predicted with what was annotated.

Events are matched by kind, days and place in the text; `detect` is the same without the days, and on its
pairs the details are measured. A further prediction of an event already found is `doubled`, an error only
when strict.
"""

from __future__ import annotations

from collections.abc import Iterable

from tools.scoring.corpus import KINDS, Article
from tools.scoring.events import score_events
from tools.scoring.predictions import Prediction
from tools.scoring.quotations import score_quotations
from tools.scoring.report import Report
from tools.scoring.temporals import score_temporals


def score(pairs: Iterable[tuple[Article, Prediction]], *, strict: bool = False) -> Report:
    report = Report()
    for article, prediction in pairs:
        report.articles += 1
        score_events(report, article, prediction.events, strict=strict)
        score_quotations(report, article, prediction.quotations, strict=strict)
        score_temporals(report, article, prediction.temporals)
    for mode in ("event", "detect"):
        for kind in KINDS:
            report.counts[f"{mode} ALL"].add(report.counts[f"{mode} {kind}"])
    return report
