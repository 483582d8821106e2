"""Whether every excerpt still quotes what it quoted: the rules of this floor that no single row can hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, F, Func, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from .dates import parse_days
from .models import Article, Excerpt
from .writing import fingerprint


def faults() -> Iterator[str]:
    """A sentence for each article or excerpt that is not as it was stored."""
    for article in Article.objects.order_by("pk").iterator(chunk_size=100):
        yield from _faults_of(article)


class Fingerprint(Func):
    """What `writing.fingerprint` gives, asked of the database itself (PostgreSQL's own, no extension needed)."""

    function = "SHA256"  # on SQLite, Django's
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "ENCODE(SHA256(CONVERT_TO(%(expressions)s, 'UTF8')), 'hex')"
        return self.as_sql(compiler, connection, template=template, **context)


def astray(excerpts: QuerySet[Excerpt]) -> QuerySet[Excerpt]:
    """Those that no longer quote the words they quoted. Every one of them is read: ask for few, or seldom."""
    words = Substr("article__text", F("start") + 1, F("end") - F("start"))
    return excerpts.annotate(fingerprint=Fingerprint(words)).exclude(words_sha256=F("fingerprint"))


def _faults_of(article: Article) -> Iterator[str]:
    named = {"number": article.pk}
    if fingerprint(article.text) != article.sha256:
        yield _("Article %(number)s: its text is not the text that was stored.") % named
    try:
        days = parse_days(article.published)
    except ValidationError as error:
        yield _("Article %(number)s: %(fault)s") % {**named, "fault": " ".join(error.messages)}
    else:
        if (days.first, days.last) != (article.published_first, article.published_last):
            yield _("Article %(number)s: the days derived from its date are wrong.") % named
    for excerpt in article.excerpts.all():
        placed = {**named, "excerpt": excerpt.pk, "start": excerpt.start, "end": excerpt.end}
        if excerpt.end > len(article.text):
            yield _("Article %(number)s: excerpt %(excerpt)s (%(start)s–%(end)s) runs past the text.") % placed
        elif fingerprint(article.text[excerpt.start : excerpt.end]) != excerpt.words_sha256:
            yield _("Article %(number)s: excerpt %(excerpt)s (%(start)s–%(end)s) no longer quotes its words.") % placed
