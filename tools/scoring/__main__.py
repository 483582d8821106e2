"""Prints the scorer's table: `python -m tools.scoring [--part open] [--errors N] [--strict]`."""

from __future__ import annotations

import argparse
import sys

from tools.scoring.corpus import PARTS, articles
from tools.scoring.finding import CorpusError
from tools.scoring.floors import floors
from tools.scoring.predictions import predict
from tools.scoring.report import Report
from tools.scoring.scorer import score

_COUNTS = (
    "event meeting", "event troop_movement", "event statement", "event ALL", "detect meeting", "detect troop_movement",
    "detect statement", "detect ALL", "event ALL + a right actor", "actors", "quote exact", "quote overlap",
    "quote overlap + right speaker", "temporal exact", "temporal overlap", "temporal overlap + right value",
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Status 0, whatever the figures; 1 where an article is not annotated as it should be."""
    options = parser().parse_args(arguments)
    try:
        corpus = list(articles(options.part))
    except CorpusError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    report = score(((article, predict(article)) for article in corpus), strict=options.strict)
    print(f"{report.articles} articles, part {options.part}{', strict' if options.strict else ''}")
    if report.articles:
        print_table(report)
        print_floors(report, options.part)
    for error in report.errors[: options.errors]:
        print(error)
    return 0


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.scoring", description=__doc__)
    parser.add_argument("--part", default="open", choices=(*PARTS, "all"), help="all: both halves, open and aside")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N errors")
    parser.add_argument("--strict", action="store_true", help="a second draft of one event is an error")
    return parser


def print_table(report: Report) -> None:
    print(f"{'':34}{'P':>7}{'R':>7}{'F1':>7}{'right':>7}{'false':>7}{'missed':>7}{'twice':>7}")
    for name in _COUNTS:
        count = report.counts[name]
        print(f"{name:34}{count.precision:7.3f}{count.recall:7.3f}{count.f1:7.3f}"
              f"{count.right:7}{count.false:7}{count.missed:7}{count.doubled:7}")  # fmt: skip
    print()
    for name, share in sorted(report.shares.items()):
        print(f"{name:34}{share.value:7.3f}  ({share.right}/{share.of})")


def print_floors(report: Report, part: str) -> None:
    print()
    for floor in floors(report, part):
        print(f"{'met  ' if floor.is_met else 'short'} {floor.name:34}{floor.figure:7.3f} of {floor.least:.2f}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
