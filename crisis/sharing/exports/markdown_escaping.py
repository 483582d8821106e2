"""Text of others within Markdown: it is read as text, whatever it says (CommonMark 0.31 and GitHub's additions)."""

from __future__ import annotations

import re
from urllib.parse import quote

# What opens or closes anything within a line: emphasis, code, links, HTML, entities, tables, formulas, addresses.
_WITHIN = re.compile(r"[\\`*_{}\[\]<>#|~&$@^]|:(?=[^\s\d])")
_ADDRESS = re.compile(r"\b(www)\.", re.IGNORECASE)
# What makes a line something else: a list, a rule, the underline of a heading.
_OPENING = re.compile(r"^([-+=])")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
_BREAKS = re.compile(r"\r\n|\r|\n")
_SAFE_IN_ADDRESS = ":/?#[]@!$&'*+,;=%~-._"


def one_line(text: str) -> str:
    """The text on one line, with nothing in it that Markdown would read."""
    return _escaped(" ".join(text.split()))


def quoted(text: str) -> str:
    """The text as a block quotation, its lines kept."""
    return "\n".join(f"> {_escaped(line.strip())}".rstrip() for line in _BREAKS.split(text))


def link(words: str, address: str) -> str:
    """A link; the words alone where the address is none of the web."""
    if not address.lower().startswith(("http://", "https://")):
        return one_line(words)
    return f"[{one_line(words)}]({bare(address)})"


def bare(address: str) -> str:
    """An address with nothing in it that would end a link before its end."""
    return quote(address, safe=_SAFE_IN_ADDRESS)


def _escaped(text: str) -> str:
    text = _WITHIN.sub(lambda found: f"\\{found[0]}", text)
    text = _ADDRESS.sub(r"\1\\.", text)
    text = _OPENING.sub(r"\\\1", text)
    return _NUMBERED.sub(r"\1\\\2", text)
