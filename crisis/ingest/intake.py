"""The way in: a file becomes an article, the article is read, the reading becomes drafts.

Each file is stored whole or not at all, and a file that is refused stops none of the others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from crisis.articles.models import Article, Rights
from crisis.articles.writing import fingerprint, source_named, store_article
from crisis.events.models import Event
from crisis.events.review import publish
from crisis.events.vocabulary import Review
from crisis.extraction import Reading, read
from crisis.extraction.text.source import SourceFile

from .files import RefusedFile
from .reading.drafting import drafted
from .reading.gazetteer import gazetteer_of_the_house
from .reading.rereading import adopt

log = logging.getLogger(__name__)

NO_PUBLISHER = "Publisher not given"
LONGEST_TITLE = 500


class Fate(StrEnum):
    STORED = "stored"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file; `refusal` is a sentence for the operator where it was refused."""

    path: Path
    fate: Fate
    article: Article | None = None
    events: tuple[Event, ...] = ()
    published: int = 0
    refusal: str = ""


def take_in(
    paths: Iterable[Path], *, opened: Callable[[Path], SourceFile], publishing: bool = False
) -> Iterator[Outcome]:
    """Stores and reads each file, and publishes its drafts if asked; a known file is left as it is."""
    for path in paths:
        try:
            yield _take_in(opened(path), publishing=publishing)
        except RefusedFile as refusal:
            yield Outcome(path=path, fate=Fate.REFUSED, refusal=str(refusal))


def _take_in(source: SourceFile, *, publishing: bool) -> Outcome:
    known = Article.objects.filter(sha256=fingerprint(source.text)).first()
    if known:
        published = _publish(drafted(known)) if publishing else 0
        return Outcome(path=source.path, fate=Fate.KNOWN, article=known, published=published)
    if changed := Article.objects.filter(file_name=source.path.name).first():
        raise RefusedFile(
            source.path,
            _("it has changed since it was stored as article %(number)s. The stored text stays as it is.")
            % {"number": changed.pk},
        )
    reading = _read(source)
    try:
        with transaction.atomic():
            article = _store(source, reading)
            events = adopt(article, reading).new
            published = _publish(events) if publishing else 0
    except ValidationError as error:
        raise RefusedFile(source.path, " ".join(error.messages)) from error
    return Outcome(path=source.path, fate=Fate.STORED, article=article, events=events, published=published)


def _read(source: SourceFile) -> Reading:
    try:
        reading = read(
            source.text,
            published=source.published,
            language=source.sidecar.language,
            gazetteer=gazetteer_of_the_house(),
            model=settings.SPACY_MODEL or None,
        )
    except Exception as error:  # a fault of the extractor's must not keep the other files out
        log.exception("The extractor failed on %s", source.path)
        raise RefusedFile(
            source.path, _("the extractor could not read it (%(detail)s).") % {"detail": error}
        ) from error
    return replace(reading, id=source.path.stem)


def _store(source: SourceFile, reading: Reading) -> Article:
    sidecar = source.sidecar
    return store_article(
        text=source.text,
        source=source_named(sidecar.publisher or NO_PUBLISHER),
        agency=source_named(sidecar.agency) if sidecar.agency else None,
        title=(sidecar.title or reading.title or source.text.strip().splitlines()[0].strip())[:LONGEST_TITLE],
        language=reading.language,
        published=source.published or "",
        published_why=(sidecar.published_why or "").strip(),
        url=sidecar.url or "",
        file_name=source.path.name,
        rights=Rights(sidecar.rights) if sidecar.rights in Rights.values else _rights(source),
    )


def _rights(source: SourceFile) -> Rights:
    if source.sidecar.rights:
        raise RefusedFile(
            source.path,
            _("the sidecar's “rights” must be one of: %(choices)s.") % {"choices": ", ".join(Rights.values)},
        )
    return Rights.EXCERPTS


def _publish(events: Iterable[Event]) -> int:
    """Publishes, as the machine, the drafts that nobody has touched; a draft somebody keeps stays one."""
    untouched = [event for event in events if event.review == Review.DRAFT and event.version == 1]
    for event in untouched:
        publish(event, by=None)
    return len(untouched)
