"""Keeping the selection of a list under a name."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.http import QueryDict

from crisis.events.models import SavedFilter
from crisis.events.models.saved import List
from crisis.events.writing import save_valid

PASSING = ("p", "e", "all", "_facets", "_popup", "_to_field", "_changelist_filters")
"""Parameters of a list that say how it is looked at, not what is selected."""


def selection_of(query: str) -> str:
    """The selecting part of a list's address, in one order, so that the same selection is the same text."""
    kept = [(name, value) for name, values in QueryDict(query).lists() for value in values if value]
    selection = QueryDict(mutable=True)
    for name, value in sorted(kept):
        if name not in PASSING:
            selection.appendlist(name, value)
    return selection.urlencode()


@transaction.atomic
def save_filter(
    *, owner: AbstractBaseUser, listed: List | str, name: str, query: str, is_shared: bool = False
) -> SavedFilter:
    """Keeps the selection. Raises `ValidationError` for one that selects nothing, or whose name is taken."""
    kept = SavedFilter(
        owner_id=owner.pk,
        listed=listed,
        name=" ".join(name.split()),
        query=selection_of(query),
        is_shared=is_shared,
    )
    save_valid(kept)
    return kept
