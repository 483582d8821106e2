"""Bodies of answers as lines that can be compared and read: what is said, where it leads, and no markup for its looks.

A digest is a list of pieces; a piece is some lines that belong together (an event of a list, a section of a page) and
that are likely to stand in other answers too.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from html.parser import HTMLParser
from typing import Any

Pieces = list[list[str]]
WIDTH = 110
_BEGIN_A_PIECE = {
    *("header", "footer", "nav", "main", "section", "article", "aside", "form", "fieldset", "details", "dialog"),
    *("figure", "li", "dl", "svg", "table", "tr", "template", "select", "body"),
}
_INLINE = {"span", "em", "b", "i", "small", "abbr", "svg", "path", "use", "g", "circle", "rect", "br", "wbr", "sup"}
_ALWAYS_NAMED = {
    *(f"h{level}" for level in range(1, 7)),
    "blockquote",
    "mark",
    "q",
    "cite",
    "strong",
    "dt",
    "dd",
    "title",
}
_KEPT = {
    *("href", "src", "action", "method", "name", "value", "type", "checked", "selected", "disabled", "hidden", "open"),
    *("content", "property", "rel", "lang", "hreflang", "datetime", "cite", "alt", "title", "placeholder", "id", "for"),
    *("role", "media", "required", "maxlength", "rows", "multiple", "target", "loading"),
}
_GEOMETRY = {"x", "y", "cx", "cy", "r", "x1", "x2", "y1", "y2", "width", "height", "transform", "viewbox"}
_VOID = {"input", "meta", "link", "img", "br", "hr", "wbr", "source", "col"}


def digest(body: bytes, content_type: str, *, drawn: bool = False) -> Pieces:
    """`drawn`: a page whose drawing is part of what it says, so that positions within it are kept."""
    kind = content_type.partition(";")[0].strip()
    if kind.startswith("image/") and kind != "image/svg+xml":
        return [[f"({kind}, {'empty' if not body else 'not compared'})"]]
    text = body.decode()
    if kind == "text/html":
        return of_html(text, drawn=drawn)
    if kind.endswith("json"):
        return of_json(json.loads(text)) if text else []
    if kind == "text/csv":
        return of_csv(text)
    if kind == "text/calendar":
        return _split(text.replace("\r\n ", "").replace("\r\n", "\n"), r"(?=^BEGIN:VEVENT)")
    if kind.endswith("xml"):
        return _split(re.sub(r">\s*<", ">\n<", text), r"(?=^<(?:entry|url|sitemap)>)")
    if kind == "text/markdown":
        return _split(text, r"(?=^#+ )")
    return [text.split("\n")]


def whole(pieces: Pieces) -> str:
    """A fingerprint, for what would be too long to keep."""
    return hashlib.sha256("\n\n".join("\n".join(piece) for piece in pieces).encode()).hexdigest()


def of_html(text: str, *, drawn: bool = False) -> Pieces:
    reader = _Page(drawn=drawn)
    reader.feed(text)
    reader.close()
    return reader.told()


def of_json(value: Any) -> Pieces:
    """Whole and in its order; each member of a long list at the top is a piece."""
    pieces: Pieces = [[]]
    _write(value, pieces, "", 0)
    return [piece for piece in pieces if piece]


def of_csv(text: str) -> Pieces:
    marked = [["(marked as UTF-8)"]] if text.startswith("\ufeff") else []
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    return [*marked, [f"columns: {', '.join(rows[0])}"], *([_row(row)] for row in rows[1:])]


def _row(row: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(row)
    return out.getvalue().replace("\r", "␍").replace("\n", "␊")


def _split(text: str, at: str) -> Pieces:
    return [part.strip("\n").split("\n") for part in re.split(at, text, flags=re.MULTILINE) if part.strip("\n")]


def _write(value: Any, pieces: Pieces, before: str, depth: int, after: str = "") -> None:
    short = json.dumps(value, ensure_ascii=False)
    indent = " " * depth
    if len(short) <= WIDTH or not value or not isinstance(value, dict | list):
        pieces[-1].append(f"{indent}{before}{short}{after}")
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    pieces[-1].append(f"{indent}{before}{opening}")
    members = list(value.items()) if isinstance(value, dict) else [(None, member) for member in value]
    for number, (name, member) in enumerate(members):
        if name is None and depth <= 2 and isinstance(member, dict):
            pieces.append([])
        comma = "," if number < len(members) - 1 and name is not None else ""
        _write(
            member, pieces, f"{json.dumps(name, ensure_ascii=False)}: " if name is not None else "", depth + 1, comma
        )
    if isinstance(value, list) and depth <= 2:
        pieces.append([])
    pieces[-1].append(f"{indent}{closing}{after}")


class _Page(HTMLParser):
    def __init__(self, *, drawn: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.drawn = drawn
        self.pieces: Pieces = [[]]
        self.line: list[str] = []
        self.within: list[str] = []
        self.script: str | None = None
        self.raw: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"script", "style"}:
            self.script, self.raw = given.get("type") or tag, []
        if tag not in _INLINE:
            self._end_line()
        if tag in _BEGIN_A_PIECE and self.pieces[-1]:
            self.pieces.append([])
        if tag in {"title", "script"} and self.within[-1:] == ["head"] and self.pieces[-1]:
            self.pieces.append([])  # what follows is the page's own
        told = [f"{name}={value}" if value else name for name, value in attrs if self._is_kept(name, tag, given)]
        if told or tag in _ALWAYS_NAMED:
            self.line.append("{" + " ".join([tag, *told]) + "}")
        elif tag == "br":
            self._end_line()
        if tag not in _VOID:
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.script is not None and tag in {"script", "style"}:
            self._end_script()
        if tag in self.within:
            while self.within.pop() != tag:
                pass
        if tag not in _INLINE:
            self._end_line()
        if tag in _BEGIN_A_PIECE and tag != "svg" and self.pieces[-1]:
            self.pieces.append([])

    def handle_data(self, data: str) -> None:
        if self.script is not None:
            self.raw.append(data)
        elif data.strip():
            verbatim = {"pre", "textarea", "code"} & set(self.within)
            self.line.append(data.replace("\n", "␊") if verbatim else re.sub(r"[ \t\r\n]+", " ", data))
        elif data and self.line:
            self.line.append(" ")

    def told(self) -> Pieces:
        self._end_line()
        return [piece for piece in self.pieces if piece]

    def _is_kept(self, name: str, tag: str, given: dict[str, str | None]) -> bool:
        if name == "nonce" or (name == "value" and given.get("name") == "csrfmiddlewaretoken"):
            return False
        if "svg" in self.within or tag == "svg":
            return (self.drawn and name in _GEOMETRY | {"href", "id"}) or name.startswith(("data-", "aria-label"))
        return name in _KEPT or name.startswith(("data-", "hx-", "aria-"))

    def _end_script(self) -> None:
        raw, kind = "".join(self.raw), self.script or ""
        self._end_line()
        self.script, self.raw = None, []
        if "json" in kind:
            self.pieces += [
                [f"(script of {kind})"],
                *of_json(json.loads(raw)),
                [],
            ]
        elif raw.strip():
            self.pieces[-1].append(f"({kind}: {hashlib.sha256(raw.encode()).hexdigest()[:12]})")

    def _end_line(self) -> None:
        line = re.sub(r" +", " ", "".join(self.line)).strip(" ")
        self.line = []
        if line:
            self.pieces[-1].append(line)
