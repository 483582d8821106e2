"""Puts anew what ties a stored event to actors and passages; what stays is left alone, as history should tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from crisis.articles.models import Article, Excerpt

from .models import Event, Evidence, Participation, Quotation, Statement
from .vocabulary import Stance
from .writing import Part, add_evidence, add_part, add_quotation, refuse_unsupported, save_valid


@transaction.atomic
def set_parts(event: Event, parts: Sequence[Part]) -> None:
    """Gives the event exactly these actors, in this order."""
    wanted = [(str(part.role), part.actor.pk if part.actor else None, part.description) for part in parts]
    for stored in list(event.participations.all()):
        if (stored.role, stored.actor_id, stored.description) not in wanted:
            stored.delete()
    there = {(row.role, row.actor_id, row.description): row for row in event.participations.all()}
    for key, part in zip(wanted, parts, strict=True):
        if key not in there:
            there[key] = add_part(event, part)
    _rank([there[key] for key in wanted])


@transaction.atomic
def set_support(event: Event, article: Article, excerpts: Sequence[Excerpt], *, stance: Stance) -> None:
    """Gives the event exactly these passages of that article; passages of others and references stay, behind them.

    Raises `ValidationError` where a public event would be left with nothing.
    """
    wanted = {excerpt.pk for excerpt in excerpts}
    stored = list(event.evidence.all())
    dropped = [
        row for row in stored if row.excerpt and row.excerpt.article_id == article.pk and row.excerpt_id not in wanted
    ]
    kept = [row for row in stored if row not in dropped and row.excerpt_id not in wanted]
    ties = [add_evidence(event, excerpt, stance=stance) for excerpt in excerpts]
    refuse_unsupported(event, left=len(ties) + len(kept))
    for row in dropped:
        row.delete()
    _rank([*ties, *kept])


@transaction.atomic
def set_quotes(statement: Statement, article: Article, excerpts: Sequence[Excerpt]) -> None:
    """Gives the statement exactly these quoted words of that article; those of other articles stay, behind them."""
    stored = {row.excerpt_id: row for row in statement.quotations.select_related("excerpt")}
    wanted = {excerpt.pk for excerpt in excerpts}
    rows = [stored.get(excerpt.pk) or add_quotation(statement, excerpt) for excerpt in excerpts]
    for row in stored.values():
        if row.excerpt_id in wanted:
            continue
        if row.excerpt.article_id == article.pk:
            row.delete()
        else:
            rows.append(row)
    _rank(rows)


def _rank(rows: Iterable[Participation | Evidence | Quotation]) -> None:
    for rank, row in enumerate(rows):
        if row.rank != rank:
            row.rank = rank
            save_valid(row)
