"""Takes in articles from files anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from crisis.ingest.intake import take_in


class Command(BaseCommand):
    help = "Stores the articles in these text files, reads them, and keeps what they report as drafts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a text file (UTF-8)")

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        take_in(self, paths)
