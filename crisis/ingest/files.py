"""Files on their way in: which of a folder's may come in, and in what words one is refused."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from crisis.extraction.text.source import SidecarFault, SourceFile, UnreadableSource, read_source


class RefusedFile(Exception):  # noqa: N818  # a refusal is an answer here, not an error of ours
    """A file that is not taken in. The message is a sentence that names the file and the reason."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(_("%(file)s: %(reason)s") % {"file": path, "reason": reason})


def open_file(path: Path) -> SourceFile:
    """The file's text exactly as decoded, with its header and sidecar; `RefusedFile` otherwise."""
    if path.exists() and not path.is_file():  # opening a pipe would wait for ever
        raise RefusedFile(path, _("it is not a file."))
    try:
        path.name.encode()
    except UnicodeEncodeError as error:
        raise RefusedFile(path, _("its name is not UTF-8.")) from error
    try:
        return read_source(path)
    except UnreadableSource as error:
        raise RefusedFile(path, _sentence(error)) from error


def open_seed(path: Path, folder: Path) -> SourceFile:
    """As `open_file`, for a seed: it lies in its folder, and it or its sidecar says when it was published."""
    for part in (path, path.with_suffix(".toml")):
        if not part.resolve().is_relative_to(folder.resolve()):
            raise RefusedFile(path, _("it leads out of %(folder)s.") % {"folder": folder})
    source = open_file(path)
    if source.published is None:
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
