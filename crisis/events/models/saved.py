"""A selection of a list that an editor found worth a name. Written through `desk/saved_filters.py`."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..kinds import KINDS
from .subjects import once, rule

LONGEST_NAME = 60
LONGEST_QUERY = 1000


def lists() -> list[tuple[str, Any]]:
    """The lists of events at the desk, by the names of their models. Asked late, as the kinds are."""
    return [("event", _("events")), *((kind.model_name, kind.plural) for kind in KINDS)]


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def of(self, owner: AbstractBaseUser) -> Self:
        return self.filter(owner=owner.pk)

    def offered_to(self, person: AbstractBaseUser) -> Self:
        """A person's own, and what colleagues share."""
        return self.filter(Q(owner=person.pk) | Q(is_shared=True))


class SavedFilter(models.Model):
    """A list, and what its address says after the question mark."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("owner"), related_name="saved_filters", editable=False
    )
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    listed = models.CharField(_("list"), max_length=20, choices=lists, editable=False)
    query = models.CharField(_("selection"), max_length=LONGEST_QUERY, editable=False)
    is_shared = models.BooleanField(_("shared with colleagues"), default=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = SavedFilterQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "pk"]
        constraints = [
            rule("saved_filter_has_a_name", ~Q(name=""), _("Give the selection a name.")),
            rule(
                "saved_filter_selects_something",
                ~Q(query=""),
                _("Filter or search the list first: there is nothing to keep yet."),
            ),
            once(
                "saved_filter_name_is_used_once",
                ["owner", "listed", "name"],
                _("You have a selection of that name already. Choose another name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """The list, filtered."""
        names = {kind.model_name: kind.desk_name for kind in KINDS}
        name = names.get(self.listed, f"events_{self.listed}")
        return f"{reverse(f'admin:{name}_changelist')}?{self.query}"
