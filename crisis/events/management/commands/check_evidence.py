"""Checks that all that is stored still says what it said."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crisis.articles import writing as articles
from crisis.articles.models import Article, Excerpt
from crisis.events.models import Event

from ... import audit as events


class Command(BaseCommand):
    help = "Checks that every excerpt still quotes what it quoted, and every rule across tables. Changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for fault in [*articles.faults(), *events.faults()]:
            found += 1
            self.stderr.write(fault)
        self.stdout.write(
            _("Checked: %(articles)s articles, %(excerpts)s excerpts, %(events)s events.")
            % {
                "articles": Article.objects.count(),
                "excerpts": Excerpt.objects.count(),
                "events": Event.objects.count(),
            }
        )
        if found:
            self.stderr.write(ngettext("%(count)s fault.", "%(count)s faults.", found) % {"count": found})
            sys.exit(1)
        self.stdout.write(_("No fault."))
