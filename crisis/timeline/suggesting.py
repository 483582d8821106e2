"""What a picker suggests while one types: values with the number of events they would leave."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import QueryDict

from crisis.articles.models import Source
from crisis.edtf.folding import fold_words
from crisis.events.models import Actor, Evidence, Participation, Place, Tagging, Topic
from crisis.public.selection import Selection
from crisis.public.shown import with_published

MOST = 12
MODELS: dict[str, type[Actor] | type[Place] | type[Topic] | type[Source]] = {
    "actor": Actor,
    "place": Place,
    "topic": Topic,
    "source": Source,
}


def suggestions(selection: Selection, parameter: str, term: str) -> list[dict[str, Any]]:
    """Up to a dozen values of the parameter whose name, or another of their names, has the term (two to four queries).

    Those with most events under the rest of the selection come first; without a term, only those that have any.
    """
    others = [pair for pair in selection.without_cursor.pairs() if pair[0] != parameter]
    counts = _counts(Selection.parse(QueryDict(urlencode(others))), parameter)
    wanted = fold_words(term)
    chosen = set(getattr(selection, parameter))
    found = []
    for row in with_published(MODELS[parameter]):  # names that only the desk knows stay there
        number = counts.get(row.pk, 0)
        if row.slug in chosen or not (wanted or number):
            continue
        names = [fold_words(name) for name in _names(row)]
        if not wanted or any(f" {wanted}" in f" {name}" for name in names):
            is_first = any(name.startswith(wanted) for name in names[:2])
            found.append((not number, not is_first, -number, str(row).casefold(), row.slug, str(row), number))
    return [{"slug": slug, "name": name, "count": number} for *_order, slug, name, number in sorted(found)[:MOST]]


def _names(row: Actor | Place | Topic | Source) -> list[str]:
    if isinstance(row, Source):
        return [row.name]
    return [row.name, row.name_fr, row.name_en, *getattr(row, "aliases", "").splitlines()]


def _counts(selection: Selection, parameter: str) -> dict[int, int]:
    """Events by the key of the row they have."""
    events = selection.events().order_by()
    if parameter == "place":
        rows = events.filter(place__isnull=False).values_list("place").annotate(number=Count("pk"))
        return dict(rows)
    there = Q(event__in=events.values("pk"))
    if parameter == "actor":
        parts = Participation.objects.filter(there, actor__isnull=False).order_by().values_list("actor")
        return dict(parts.annotate(number=Count("event", distinct=True)))
    if parameter == "topic":
        return dict(Tagging.objects.filter(there).order_by().values_list("topic").annotate(number=Count("pk")))
    pairs: set[tuple[int, int]] = set()
    for path in ("excerpt__article__source", "excerpt__article__agency", "reference__source"):
        pairs |= set(Evidence.objects.filter(there, **{f"{path}__isnull": False}).values_list("event", path))
    totals: dict[int, int] = {}
    for _event, source in pairs:
        totals[source] = totals.get(source, 0) + 1
    return totals
