"""Adds made-up events, to try the house under load."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from crisis.events.search.indexing import gather_statistics
from tools.synthetic_data import NotEmptyError, make_synthetic


class Command(BaseCommand):
    help = "Adds published, made-up events to what is there. The same seed makes the same events."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--events", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument("--force", action="store_true", help="even where real articles are stored")

    def handle(self, *args: Any, events: int, seed: int, force: bool, **options: Any) -> None:
        if events < 1:
            raise CommandError(_("--events takes a number from 1."))
        try:
            there = make_synthetic(events=events, seed=seed, force=force)
        except NotEmptyError as error:
            raise CommandError(
                _("This database holds articles that are not seeds. Made-up events are added only with --force.")
            ) from error
        gather_statistics()
        self.stdout.write(
            _("Made-up events added: %(number)s; of seed %(seed)s there are now %(there)s.")
            % {"number": events, "seed": seed, "there": there}
        )
