"""A selection on its way out: written piece by piece, in one language, however slowly it is read."""

from __future__ import annotations

from collections.abc import Iterator

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
