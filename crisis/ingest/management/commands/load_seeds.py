"""Loads the seed articles and the events they report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from crisis.ingest.intake import take_in


class Command(BaseCommand):
    help = "Stores the articles of seeds/*.txt, reads them, and keeps what they report as drafts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "seeds", metavar="DIR")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish the drafts nobody has touched, with the badge “not yet reviewed”",
        )

    def handle(self, *args: Any, folder: Path, publish: bool, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(_("%(folder)s is not a folder.") % {"folder": folder})
        take_in(self, sorted(folder.glob("*.txt")), seeds=folder, publishing=publish)
