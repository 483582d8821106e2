"""The site's colours by day, as `static/css/house.css` has them."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image

PAPER = "#faf8f4"
INK = "#1b1c20"
SOFT = "#595b63"
RULE = "#ddd8cd"
ACCENT = "#8a1c2b"
MARK = "#ffe58f"
WARN = "#7a5200"
WARN_PAPER = "#fdf1d3"
KINDS = {"meeting": "#1f5fbf", "troop_movement": "#c2410c", "statement": "#0b7a6b"}

_EDGES = (
    *((PAPER, ink) for ink in (INK, SOFT, RULE, ACCENT, WARN_PAPER, MARK, *KINDS.values())),
    (MARK, INK),
    (WARN_PAPER, WARN),
)
"""What is drawn on what: between the two lie the colours of an edge."""
_STEPS = 22


@lru_cache
def blended() -> Image.Image:
    """A picture that holds all colours of a card as its palette: flat ones exact, edges in small steps."""
    colours = [
        tuple(
            round(below + (above - below) * step / (_STEPS - 1))
            for below, above in zip(_rgb(on), _rgb(ink), strict=True)
        )
        for on, ink in _EDGES
        for step in range(_STEPS)
    ]
    picture = Image.new("P", (1, 1))
    picture.putpalette([channel for colour in dict.fromkeys(colours) for channel in colour])
    return picture


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))
