"""The paper a card is drawn on: 1200 by 630 pixels, drawn at twice the size and scaled down."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from crisis.events.kinds import KINDS

from .typesetting import Cut, Lines, covers, face

PAPER = "#faf8f4"
INK = "#1b1c20"
SOFT = "#595b63"
RULE = "#ddd8cd"
ACCENT = "#8a1c2b"
MARK = "#ffe58f"
WARN = "#7a5200"
WARN_PAPER = "#fdf1d3"
_STEPS = 22


def kind_colours() -> dict[str, str]:
    return {kind.code: kind.colour for kind in KINDS}


@lru_cache
def blended(inks: tuple[str, ...]) -> Image.Image:
    """A picture that holds all colours of a card as its palette: flat ones exact, edges in small steps."""
    on_paper = ((PAPER, ink) for ink in (INK, SOFT, RULE, ACCENT, WARN_PAPER, MARK, *inks))
    edges = (*on_paper, (MARK, INK), (WARN_PAPER, WARN))  # between what is drawn on what lie the colours of an edge
    colours = [
        tuple(
            round(below + (above - below) * step / (_STEPS - 1))
            for below, above in zip(_rgb(on), _rgb(ink), strict=True)
        )
        for on, ink in edges
        for step in range(_STEPS)
    ]
    picture = Image.new("P", (1, 1))
    picture.putpalette([channel for colour in dict.fromkeys(colours) for channel in colour])
    return picture


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


WIDTH, HEIGHT = 1200, 630
SCALE = 2
MARGIN = 72
INNER = (WIDTH - 2 * MARGIN) * SCALE
"""What lines may fill, in pixels of the drawing."""

_EMPHASIS = re.compile(r"<em>(.*?)</em>")


def px(length: float) -> int:
    """Pixels of the card, in pixels of the drawing."""
    return round(length * SCALE)


class CardSheet:
    """Draws in pixels of the drawing, from the upper left."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (px(WIDTH), px(HEIGHT)), PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def text(self, x: float, y: float, text: str, cut: Cut, size: int, ink: str = INK, anchor: str = "ls") -> float:
        """At a baseline; gives back how wide it is."""
        font = face(cut, size)
        self.pen.text((x, y), text, font=font, fill=ink, anchor=anchor)
        return font.getlength(text)

    def lines(self, x: float, y: float, lines: Lines, ink: str = INK) -> int:
        """From the top at `y`; gives back where they end."""
        for line in lines.lines:
            self.text(x, y + self._baseline(lines), line, lines.cut, lines.size, ink)
            y += lines.leading
        return round(y)

    def marked_lines(self, x: float, y: float, lines: Lines, marker: str) -> int:
        """The same, with a marker drawn over each line, as on the page."""
        above, below, beside = lines.size * 0.84, lines.size * 0.34, px(7)
        for number, line in enumerate(lines.lines):
            at = y + number * lines.leading + self._baseline(lines)
            self.pen.rounded_rectangle(
                (x - beside, at - above, x + lines.face.getlength(line) + beside, at + below), px(3), marker
            )
        return self.lines(x, y, lines)

    def masthead(self, house: str) -> None:
        """The house's name over its double rule."""
        x, y = float(px(MARGIN)), px(66)
        for number, part in enumerate(_EMPHASIS.split(house)):
            is_apart = bool(number % 2)
            cut: Cut = "italic" if is_apart and covers("italic", part) else "semibold"
            x += self.text(x, y, part, cut, px(29), ACCENT if is_apart else INK)
        self.rule(px(88))
        self.rule(px(92))

    def rule(self, y: float) -> None:
        self.pen.rectangle((px(MARGIN), y, px(WIDTH - MARGIN), y + px(1.5)), RULE)

    def foot(self, address: str, ink: str) -> None:
        """Where to find it, over a single rule."""
        self.rule(px(558))
        self.text(px(MARGIN), px(597), address, "sans-bold", px(23), ink)

    def sign(self, x: float, y: float, radius: float, status: str, ink: str) -> None:
        """The mark that stands for an event on the chart, round its middle."""
        width = px(3)
        round_ = (x - radius, y - radius, x + radius, y + radius)
        arm = radius * 0.66
        match status:
            case "scheduled":
                self.pen.ellipse(round_, outline=ink, width=width)
            case "announced":
                far = radius * 1.12
                corners = [(x, y - far), (x + far, y), (x, y + far), (x - far, y)]
                self.pen.line([*corners, corners[0], corners[1]], fill=ink, width=width, joint="curve")
            case "cancelled":
                self._cross(x, y, radius * 0.85, width, ink)
            case "denied":
                self.pen.ellipse(round_, outline=ink, width=width)
                self._cross(x, y, arm, width * 2 // 3, ink)
            case _:
                self.pen.ellipse(round_, fill=ink)

    def png(self) -> bytes:
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        palette = blended(tuple(kind_colours().values()))
        flat = small.quantize(palette=palette, dither=Image.Dither.NONE)  # a third of the bytes
        file = BytesIO()
        flat.save(file, "PNG")
        return file.getvalue()

    def _cross(self, x: float, y: float, arm: float, width: int, ink: str) -> None:
        self.pen.line((x - arm, y - arm, x + arm, y + arm), fill=ink, width=width)
        self.pen.line((x + arm, y - arm, x - arm, y + arm), fill=ink, width=width)

    @staticmethod
    def _baseline(lines: Lines) -> float:
        """From the top of a line to its baseline."""
        return (lines.leading + lines.size * 0.62) / 2
