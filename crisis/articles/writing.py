"""What may be done to articles and excerpts, and whether they still are as they were stored.

Every path that stores one comes through here. `faults` asks for the rules that no single row can hold.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, F, Func, Model, QuerySet
from django.db.models.functions import Substr
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from simple_history.utils import bulk_create_with_history

from .dates import parse_days
from .models import Article, Excerpt, Reference, Source
from .past import current_reason
from .shingles import shingles, sketch


def fingerprint(words: str) -> str:
    """SHA-256 (hexadecimal) of the words in UTF-8; what is not UTF-8 cannot be stored anyway."""
    return hashlib.sha256(words.encode()).hexdigest()


def source_named(name: str) -> Source:
    """The publisher of that name, stored on first mention. Names that give one slug stay apart."""
    [source] = _sources_named([" ".join(name.split())]).values()
    return source


def _sources_named(names: Iterable[str]) -> dict[str, Source]:
    wanted = dict.fromkeys(names)
    sources = {source.name: source for source in Source.objects.filter(name__in=wanted)}
    missing = [name for name in wanted if name not in sources]
    taken = set(Source.objects.values_list("slug", flat=True)) if missing else set()
    for name in missing:
        sources[name] = Source(name=name, slug=_free_slug(name, taken))
        taken.add(sources[name].slug)
        sources[name].clean_fields()
    _store_all([sources[name] for name in missing], Source)
    return sources


def _free_slug(name: str, taken: set[str]) -> str:
    base = slugify(name)[:70] or "source"
    later = (f"{base}-{number}" for number in count(2))
    return next(slug for slug in chain([base], later) if slug not in taken)


def date_article(article: Article) -> None:
    """Derives the indexed days from `published`; raises `ValidationError` if that is no date."""
    days = article.days
    article.published_first, article.published_last = days.first, days.last


def store_article(**columns: Any) -> Article:
    """Stores an article exactly as given, by its columns; its text cannot be altered afterwards.

    Raises `ValidationError` for a text that is already stored, empty, or not encodable.
    """
    article = Article(**columns)
    save_new_article(article)
    return article


def save_new_article(article: Article) -> None:
    """Stores an article that is not stored yet, with what derives from its text and date."""
    refuse_unstorable(article.text)
    article.sha256 = fingerprint(article.text)
    article.sketch = sketch(shingles(article.text))
    date_article(article)
    article.full_clean()
    article.save()


def save_changed_article(article: Article) -> None:
    """Stores what an editor changed about an article. Raises `ValidationError` if its text was among it."""
    if fingerprint(article.text) != article.sha256:
        raise ValidationError(_("The text of a stored article cannot be changed."), code="text")
    date_article(article)
    article.full_clean()
    article.save()


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def refuse_unstorable(text: str) -> None:
    """Raises `ValidationError` for text no database can keep: NUL characters, lone surrogates."""
    if _UNSTORABLE.search(text):
        raise ValidationError(_("The text holds characters that cannot be stored."), code="unstorable")


def quote(article: Article, *, start: int, end: int) -> Excerpt:
    """The excerpt of those code points (half-open), stored on first use.

    Raises `ValidationError` if the article has no such passage.
    """
    found = Excerpt.objects.filter(article=article, start=start, end=end).first()
    if found:
        return found
    excerpt = Excerpt(article=article, start=start, end=end, words_sha256=fingerprint(article.text[start:end]))
    excerpt.full_clean()
    excerpt.save()
    return excerpt


def find_words(article: Article, words: str) -> tuple[int, int]:
    """Where these words stand in the article: code points, half-open. Stores nothing.

    Raises `ValidationError` if they do not stand in the article (code `not-there`), or stand there
    more than once (code `ambiguous`: the editor adds a word of context).
    """
    words = words.replace("\r\n", "\n").strip()
    if not words:
        raise ValidationError(_("Paste the words that support the event."), code="empty")
    if "\r\n" in article.text:  # browsers send line ends as they please
        words = words.replace("\n", "\r\n")
    places = _places(article.text, words)
    if not places:
        raise ValidationError(
            _("These words do not stand in the article. Copy them from its text, without changing anything."),
            code="not-there",
        )
    if len(places) > 1:
        raise ValidationError(
            _("These words stand %(count)s times in the article. Copy a little more of the sentence."),
            code="ambiguous",
            params={"count": len(places)},
        )
    return places[0]


# A browser's copy turns no-break spaces into plain ones; both count one code point.
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})


def _places(text: str, words: str) -> list[tuple[int, int]]:
    text, words = text.translate(_SPACES), words.translate(_SPACES)
    places, at = [], text.find(words)
    while at >= 0:
        places.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return places


@dataclass(frozen=True, slots=True)
class CitedSource:
    """What is cited whose text is not held here."""

    publisher: str
    title: str
    url: str = ""


def cite_all(citations: Iterable[CitedSource]) -> dict[CitedSource, Reference]:
    """The reference of each, stored on first use, in a fixed number of statements.

    Raises `ValidationError` for one that names nothing.
    """
    wanted = {one: " ".join(one.publisher.split()) for one in citations}
    sources = _sources_named(wanted.values())
    stored = Reference.objects.filter(
        source__in=sources.values(), title__in={one.title for one in wanted}, url__in={one.url for one in wanted}
    )
    found = {(one.source_id, one.title, one.url): one for one in stored}
    new = []
    for one, name in wanted.items():
        key = (sources[name].pk, one.title, one.url)
        if key not in found:
            found[key] = Reference(source=sources[name], title=one.title, url=one.url)
            found[key].clean_fields(exclude=["source"])
            new.append(found[key])
    _store_all(new, Reference)
    return {one: found[sources[name].pk, one.title, one.url] for one, name in wanted.items()}


def _store_all(rows: list[Any], model: type[Model]) -> None:
    """Stores new rows with their history, and gives each its primary key."""
    if rows:
        made = bulk_create_with_history(rows, model, default_change_reason=current_reason() or None)
        for row, stored in zip(rows, made, strict=True):
            row.pk = stored.pk


def cite(*, publisher: str, title: str, url: str = "") -> Reference:
    """The reference, stored on first use. Raises `ValidationError` for one that names nothing."""
    [reference] = cite_all([CitedSource(publisher, title, url)]).values()
    return reference


class Fingerprint(Func):
    """What `fingerprint` gives, asked of the database itself (PostgreSQL's own, no extension needed)."""

    function = "SHA256"  # on SQLite, Django's
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "ENCODE(SHA256(CONVERT_TO(%(expressions)s, 'UTF8')), 'hex')"
        return self.as_sql(compiler, connection, template=template, **context)


def astray(excerpts: QuerySet[Excerpt]) -> QuerySet[Excerpt]:
    """Those that no longer quote the words they quoted. Every one of them is read: ask for few, or seldom."""
    words = Substr("article__text", F("start") + 1, F("end") - F("start"))
    return excerpts.annotate(fingerprint=Fingerprint(words)).exclude(words_sha256=F("fingerprint"))


def faults() -> Iterator[str]:
    """A sentence for each article or excerpt that is not as it was stored."""
    for article in Article.objects.order_by("pk").iterator(chunk_size=100):
        yield from _faults_of(article)


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
