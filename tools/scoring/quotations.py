"""Scores quotations: the words (half of the shorter span is enough), and who said them."""

from __future__ import annotations

from collections.abc import Sequence

from tools.scoring.corpus import Article, GoldQuotation
from tools.scoring.names import canonical, is_same
from tools.scoring.predictions import DraftQuotation
from tools.scoring.report import Report
from tools.scoring.spans import Candidate, Pairs, Range, is_inside, likeness, shared, trimmed

_ENOUGH = 0.5  # of the shorter span

_Placed = tuple[Range, DraftQuotation]


def score_quotations(report: Report, article: Article, predicted: Sequence[DraftQuotation], *, strict: bool) -> None:
    gold = [trimmed(article.text, item.span) for item in article.quotations]
    found = _placed(article, predicted)
    candidates = _candidates(article, gold, found)
    pairs, touched = Pairs.best(candidates), {j for _, _, j in candidates}
    exact, overlap, right = (report.counts[f"quote {name}"] for name in ("exact", "overlap", "overlap + right speaker"))
    for i, quote in enumerate(article.quotations):
        words = article.text[slice(*quote.span)]
        report.shares[f"quote recall, {quote.mode}"].add(i in pairs.predicted_of)
        if i not in pairs.predicted_of:
            for count in (exact, overlap, right):
                count.missed += 1
            report.errors.append(f"MISSED QUOTE {article.name} {quote.mode} {quote.speaker} | {words[:110]!r}")
            continue
        span, item = found[pairs.predicted_of[i]]
        overlap.right += 1
        exact.judge(span == gold[i])
        right.judge(_is_spoken_by(report, article, quote, item))
    for j, (span, item) in enumerate(found):
        if j in touched and j not in pairs.gold_of and not strict:
            overlap.doubled += 1
        elif j not in pairs.gold_of:
            for count in (exact, overlap, right):
                count.false += 1
            report.errors.append(f"FALSE QUOTE {article.name} {item.speaker} | {article.text[slice(*span)][:110]!r}")


def _placed(article: Article, predicted: Sequence[DraftQuotation]) -> list[_Placed]:
    spans = [(trimmed(article.text, item.span), item) for item in predicted]
    return [(span, item) for span, item in spans if span[0] < span[1] and not is_inside(span, article.ignored)]


def _candidates(article: Article, gold: Sequence[Range], found: Sequence[_Placed]) -> list[Candidate]:
    candidates = []
    for i, wanted in enumerate(gold):
        for j, (span, item) in enumerate(found):
            part = shared(wanted, span) / min(wanted[1] - wanted[0], span[1] - span[0])
            if part >= _ENOUGH:
                same_mode = article.quotations[i].mode == item.mode
                candidates.append((part + likeness(wanted, span) + 0.1 * same_mode, i, j))
    return candidates


def _is_spoken_by(report: Report, article: Article, quote: GoldQuotation, item: DraftQuotation) -> bool:
    is_right = is_same(quote.speaker, item.speaker or "")
    is_described = canonical(quote.speaker)[0] == "words"
    report.shares["quote speaker"].add(is_right)
    report.shares["quote speaker, anonymous" if is_described else "quote speaker, named"].add(is_right)
    if not is_right:
        words = article.text[slice(*quote.span)]
        report.errors.append(f"SPEAKER {article.name} {quote.speaker!r} read {item.speaker!r} | {words[:80]!r}")
    return is_right
