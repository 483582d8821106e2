"""Reads stored articles: those never read, or read before their date, their language or the extractor changed."""

from __future__ import annotations

import sys
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from crisis.articles.models import Article
from crisis.ingest.reading.rereading import is_outdated, read_again


class Command(BaseCommand):
    help = "Reads stored articles and keeps what they report as drafts; what an editor wrote stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("numbers", nargs="*", type=int, metavar="NUMBER", help="articles; all of them if none")
        parser.add_argument("--again", action="store_true", help="also those whose reading is up to date")

    def handle(self, *args: Any, numbers: list[int], again: bool, **options: Any) -> None:
        articles = Article.objects.filter(pk__in=numbers) if numbers else Article.objects.all()
        missing = sorted(set(numbers) - set(articles.values_list("pk", flat=True)))
        faults = [_("There is no article %(number)s.") % {"number": number} for number in missing]
        for article in articles.order_by("pk").iterator(chunk_size=100):
            if not again and not is_outdated(article):
                continue
            try:
                outcome = read_again(article)
            except ValidationError as error:
                faults.append(f"{article.pk}: {' '.join(error.messages)}")
                continue
            self.stdout.write(
                _(
                    "Article %(number)s: %(new)s new drafts, %(followed)s changed, %(offered)s with differences "
                    "offered, %(gone)s no longer found."
                )
                % {
                    "number": article.pk,
                    "new": len(outcome.new),
                    "followed": len(outcome.followed),
                    "offered": len(outcome.offered),
                    "gone": len(outcome.gone),
                }
            )
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            sys.exit(1)
