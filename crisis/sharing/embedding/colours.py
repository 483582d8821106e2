"""A newsroom's accent, made readable: contrast as WCAG 2.2 reckons it."""

from __future__ import annotations

import re

LEAST_CONTRAST = 4.5
"""Of text against what it stands on (WCAG 2.2, 1.4.3)."""
PAPERS = {"light": "ffffff", "dark": "16181c"}
"""What an embed's text stands on; the stylesheets say the same."""
_STEPS = 20


def is_colour(text: str) -> bool:
    """Whether it is six hexadecimal digits, in small letters."""
    return re.fullmatch(r"[0-9a-f]{6}", text) is not None


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(colour: str) -> str:
    """White or black, whichever is read better on it: one of them always reaches 4.5."""
    return max(("ffffff", "000000"), key=lambda ink: contrast(ink, colour))


def readable(colour: str, paper: str) -> str:
    """The colour itself where it can be read on the paper, else as little nearer to black or white as it takes."""
    ink = ink_on(paper)
    steps = (_mixed(colour, ink, step / _STEPS) for step in range(_STEPS + 1))
    return next(mixed for mixed in steps if contrast(mixed, paper) >= LEAST_CONTRAST)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (0, 2, 4)]


def _luminance(colour: str) -> float:
    shares = (channel / 255 for channel in _channels(colour))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _mixed(one: str, other: str, share: float) -> str:
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
