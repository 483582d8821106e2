"""The way in: a file becomes an article, the article is read, the reading becomes drafts.

Each file is stored whole or not at all, and a file that is refused, in a sentence, stops none of the others.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from crisis.articles.models import Article, Rights
from crisis.articles.writing import fingerprint, source_named, store_article
from crisis.events.models import Event
from crisis.events.review import publish
from crisis.events.search.indexing import gather_statistics
from crisis.events.vocabulary import Review
from crisis.extraction import Reading
from crisis.extraction.text.source import SidecarFault, SourceFile, UnreadableSource, read_source

from .reading.drafting import drafted
from .reading.gazetteer import read_here
from .reading.rereading import adopt

log = logging.getLogger(__name__)

NO_PUBLISHER = "Publisher not given"
LONGEST_TITLE = 500


class RefusedFile(Exception):  # noqa: N818  # a refusal is an answer here, not an error of ours
    """A file that is not taken in. The message is a sentence that names the file and the reason."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(_("%(file)s: %(reason)s") % {"file": path, "reason": reason})


class Fate(StrEnum):
    STORED = "stored"
    KNOWN = "known"
    REFUSED = "refused"


def take_in(
    command: BaseCommand, paths: Iterable[Path], *, seeds: Path | None = None, publishing: bool = False
) -> None:
    """Stores and reads each file, and publishes its drafts if asked; a known file is left as it is.

    Prints a line a file as it is done, refusals on standard error; ends the command with 1 where there was one.
    Files from the folder of `seeds` must say when they were published.
    """
    seen = dict.fromkeys(Fate, 0)
    for path in paths:
        try:
            fate, line = _take_in(_opened(path, seeds), publishing=publishing)
        except RefusedFile as refusal:
            fate, line = Fate.REFUSED, ""
            command.stderr.write(str(refusal))
        seen[fate] += 1
        if line:
            command.stdout.write(line)
    command.stdout.write(
        _("Articles: %(new)s new, %(known)s known, %(refused)s refused.")
        % {"new": seen[Fate.STORED], "known": seen[Fate.KNOWN], "refused": seen[Fate.REFUSED]}
    )
    gather_statistics()
    if seen[Fate.REFUSED]:
        sys.exit(1)


def _opened(path: Path, seeds: Path | None) -> SourceFile:
    """The file's text exactly as decoded, with its header and sidecar; `RefusedFile` otherwise."""
    parts = (path, path.with_suffix(".toml")) if seeds else ()
    if seeds and not all(part.resolve().is_relative_to(seeds.resolve()) for part in parts):
        raise RefusedFile(path, _("it leads out of %(folder)s.") % {"folder": seeds})
    if path.exists() and not path.is_file():  # opening a pipe would wait for ever
        raise RefusedFile(path, _("it is not a file."))
    try:
        path.name.encode()
    except UnicodeEncodeError as error:
        raise RefusedFile(path, _("its name is not UTF-8.")) from error
    try:
        source = read_source(path)
    except UnreadableSource as error:
        raise RefusedFile(path, _sentence(error)) from error
    if seeds and source.published is None:
        raise RefusedFile(
            path,
            _("it has no header (“date 2022-01 TITLE”), and nothing beside it says when it was published."),
        )
    return source


def _sentence(error: UnreadableSource) -> str:
    sentences = {
        SidecarFault.MISSING: _("it cannot be opened (%(detail)s)."),
        SidecarFault.EMPTY: _("it is empty."),
        SidecarFault.TOO_LARGE: _("it is larger than %(limit)s bytes."),
        SidecarFault.NOT_UTF8: _("it is not UTF-8 (byte %(offset)s)."),
        SidecarFault.BAD_DATE: _("the date in its header is not in the calendar: %(date)s."),
        SidecarFault.BAD_SIDECAR: _("the sidecar beside it cannot be used (%(detail)s)."),
    }
    return sentences[error.reason] % error.parameters


def _take_in(source: SourceFile, *, publishing: bool) -> tuple[Fate, str]:
    """What became of the file, and the line that tells it; empty where there is nothing to tell."""
    told: dict[str, Any] = {"file": source.path.name}
    known = Article.objects.filter(sha256=fingerprint(source.text)).first()
    if known:
        told["published"] = _publish(drafted(known)) if publishing else 0
        line = _("%(file)s: already stored, %(published)s drafts published.")
        return Fate.KNOWN, line % told if told["published"] else ""
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
            told |= {"number": article.pk, "drafts": len(events), "published": _publish(events) if publishing else 0}
    except ValidationError as error:
        raise RefusedFile(source.path, " ".join(error.messages)) from error
    return Fate.STORED, _("%(file)s: article %(number)s, %(drafts)s events found, %(published)s published.") % told


def _read(source: SourceFile) -> Reading:
    try:
        reading = read_here(source.text, source.published, source.sidecar.language)
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
