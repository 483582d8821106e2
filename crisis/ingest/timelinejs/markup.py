"""The HTML that slides are written in, as plain words and links. Nothing of it is kept as HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

LONGEST_URL = 1000
"""Characters; what a reference holds."""
_BLOCKS = {"p", "br", "div", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "hr"}
_UNREAD = {"script", "style", "template", "noscript"}
_BARE = re.compile(r"https?://[^\s<>\"«»“”]+")
_MARKED = re.compile(r"<!\[[^>]*>?")
_valid = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    words: str
    """What is linked; empty for a bare address."""


@dataclass(frozen=True, slots=True)
class Markup:
    words: str
    """Paragraphs with a line end between them."""
    links: tuple[Link, ...]


def read_markup(html: str) -> Markup:
    """The words and the links of a piece of HTML, or of plain text; addresses written out are links too."""
    reader = _Reader()
    reader.feed(_tame(html))
    reader.close()
    words = "".join(reader.pieces)
    lines = (" ".join(line.split()) for line in words.split("\n"))
    told = "\n".join(line for line in lines if line)
    bare = (Link(found.rstrip(".,;:!?)]"), "") for found in _BARE.findall(words))
    linked = [link for link in (*reader.links, *bare) if web_address(link.url)]
    unique = {web_address(link.url): link for link in reversed(linked)}
    return Markup(told, tuple(Link(url, unique[url].words) for url in reversed(unique)))


def _tame(html: str) -> str:
    """Without what Python's parser stumbles over: marked sections, which HTML has not, and tags that are never closed.

    The former may raise; the latter cost it the square of their number.
    """
    html = _MARKED.sub("", html)
    closed = html.rfind(">") + 1
    return html[:closed] + html[closed:].replace("<", "&lt;")


def web_address(text: str) -> str:
    """The address that a reference can hold; empty for what leads nowhere on the web, such as a path or a script."""
    url = text.strip()
    if url.startswith("//"):
        url = f"https:{url}"
    if ":~:" in url:  # a text fragment leads to words, not to a publication
        url = urldefrag(url).url
    try:
        _valid(url)
    except ValidationError:
        return ""
    return url if len(url) <= LONGEST_URL else ""


def host_of(url: str) -> str:
    """Who publishes at that address, as far as an address tells."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


class _Reader(HTMLParser):
    """Gathers text; a start tag of a block, or its end, begins a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.links: list[Link] = []
        self._unread = 0
        self._href = ""
        self._linked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in _UNREAD:
            self._unread += 1
        elif tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag == "a":
            self._close()
            self._href = told.get("href") or ""
        elif tag in {"iframe", "embed"} and (source := told.get("src")):
            self.links.append(Link(source, ""))
        if tag == "blockquote" and (cited := told.get("cite")):
            self.links.append(Link(cited, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD:
            self._unread = max(self._unread - 1, 0)
        elif tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag == "a":
            self._close()

    def handle_data(self, data: str) -> None:
        if self._unread:
            return
        self.pieces.append(data.replace("\n", " "))
        if self._href:
            self._linked.append(data)

    def close(self) -> None:
        super().close()
        self._close()

    def _close(self) -> None:
        if self._href:
            self.links.append(Link(self._href, " ".join("".join(self._linked).split())))
        self._href, self._linked = "", []
