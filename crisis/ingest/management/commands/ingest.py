"""Takes in articles from files anywhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from crisis.events.search.indexing import gather_statistics
from crisis.ingest.files import open_file
from crisis.ingest.intake import take_in
from crisis.ingest.reporting import report


class Command(BaseCommand):
    help = "Stores the articles in these text files, reads them, and keeps what they report as drafts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a text file (UTF-8)")

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        is_well = report(take_in(paths, opened=open_file), out=self.stdout, err=self.stderr)
        gather_statistics()
        if not is_well:
            sys.exit(1)
