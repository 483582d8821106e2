"""Loads the actors and places that the extractor knows."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from crisis.events.search.indexing import gather_statistics
from crisis.extraction.lexicon.gazetteer import Gazetteer
from crisis.ingest.reading.gazetteer import load


class Command(BaseCommand):
    help = "Loads actors and places from the extractor's data files. What is already there stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        actors, places = load(Gazetteer.load())
        gather_statistics()
        self.stdout.write(
            _("Actors: %(new)s new, %(known)s known. Places: %(new_places)s new, %(known_places)s known.")
            % {"new": actors.new, "known": actors.known, "new_places": places.new, "known_places": places.known}
        )
        if different := [*actors.different, *places.different]:
            self.stdout.write(
                _("Left as the editors have them (the data files differ): %(slugs)s.") % {"slugs": ", ".join(different)}
            )
