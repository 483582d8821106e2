"""Loads the chronology that the project keeps in fixtures/."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from crisis.events.context import MissingSubjectsError, load_context
from crisis.events.search.indexing import gather_statistics


class Command(BaseCommand):
    help = "Loads and publishes the context events of fixtures/. What is already there stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        fixtures = settings.BASE_DIR / "fixtures"
        try:
            loaded = load_context(fixtures / "context_events.csv", fixtures / "topics.csv")
        except MissingSubjectsError as error:
            raise CommandError(
                _("The chronology names actors or places that are not there: %(slugs)s. Run load_gazetteer first.")
                % {"slugs": ", ".join(error.slugs)}
            ) from error
        gather_statistics()
        self.stdout.write(
            _("Context events: %(new)s new, %(known)s known; %(links)s links to announced meetings.")
            % {"new": loaded.new, "known": loaded.known, "links": loaded.links}
        )
