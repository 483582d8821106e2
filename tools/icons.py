"""The site's icons as pictures, from the same drawing as static/icons/favicon.svg.

python tools/icons.py    writes static/icons/*.png and favicon.ico, for where no SVG is taken
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent.parent / "static" / "icons"
UNITS = 32
"""The drawing's width, as in the SVG."""
FINER = 8
GROUND, LINE, LEFT, RIGHT, NOTE = "#1d2b4f", "#ffffff", "#6ea8ff", "#ffb454", "#ffe08a"


def drawn(size: int, *, inset: float = 0.0, corner: float = 6.0) -> Image.Image:
    """So many pixels wide; `inset` keeps that share free on each side, for a launcher that cuts its own shape."""
    wide = size * FINER
    image = Image.new("RGBA", (wide, wide))
    pen = ImageDraw.Draw(image)
    scale, offset = wide / UNITS * (1 - 2 * inset), wide * inset

    def at(*units: float) -> tuple[float, ...]:
        return tuple(unit * scale + offset for unit in units)

    pen.rounded_rectangle((0, 0, wide - 1, wide - 1), corner * wide / UNITS, GROUND)
    pen.rounded_rectangle(at(4, 20, 28, 22), scale, LINE)
    pen.ellipse(at(6, 17, 14, 25), LEFT)
    pen.ellipse(at(18, 17, 26, 25), RIGHT)
    pen.rectangle(at(8, 9, 24, 14), NOTE)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    for size in (192, 512):
        save(drawn(size), f"icon-{size}.png")
    save(drawn(512, inset=0.14, corner=0), "icon-maskable-512.png")
    save(drawn(180, inset=0.06, corner=0).convert("RGB"), "icon-180.png")
    sizes = [16, 32, 48]
    pictures = [drawn(size) for size in sizes]
    pictures[-1].save(FOLDER / "favicon.ico", sizes=[(size, size) for size in sizes], append_images=pictures[:-1])


def save(picture: Image.Image, name: str) -> None:
    picture.quantize(64, dither=Image.Dither.NONE).save(FOLDER / name, optimize=True)


if __name__ == "__main__":
    main()
