"""A selection on its way out: written piece by piece, in one language, however slowly it is read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.utils.translation import override

PIECE = 64 * 1024
"""Bytes that are gathered before they are sent: a thousand small writes cost more than one."""


def spoken(language: str, pieces: Iterator[str]) -> Iterator[bytes]:
    """UTF-8, written in `language`, whatever the thread speaks when the reader asks for the next piece."""
    gathered: list[str] = []
    length = 0
    while True:
        with override(language):
            piece = next(pieces, None)
        if piece is None:
            break
        gathered.append(piece)
        length += len(piece)
        if length >= PIECE:
            yield "".join(gathered).encode()
            gathered, length = [], 0
    if gathered:
        yield "".join(gathered).encode()


def begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same, its first piece written at once: what fails before it is answered as an error, not as a broken file.

    What fails later ends the connection, so that no reader takes half a file for a whole one.
    """
    return chain([next(pieces, b"")], pieces)
