"""Reads articles that are stored but have no drafts yet."""

from __future__ import annotations

import sys
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from crisis.articles.models import Article
from crisis.ingest.intake import read_again


class Command(BaseCommand):
    help = "Reads stored articles and keeps what they report as drafts; those with drafts stay as they are."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("numbers", nargs="*", type=int, metavar="NUMBER", help="articles; all of them if none")

    def handle(self, *args: Any, numbers: list[int], **options: Any) -> None:
        articles = Article.objects.filter(pk__in=numbers) if numbers else Article.objects.all()
        missing = sorted(set(numbers) - set(articles.values_list("pk", flat=True)))
        faults = [_("There is no article %(number)s.") % {"number": number} for number in missing]
        for article in articles.order_by("pk"):
            try:
                events = read_again(article)
            except ValidationError as error:
                faults.append(f"{article.pk}: {' '.join(error.messages)}")
                continue
            self.stdout.write(
                _("Article %(number)s: %(drafts)s new drafts.") % {"number": article.pk, "drafts": len(events)}
            )
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            sys.exit(1)
