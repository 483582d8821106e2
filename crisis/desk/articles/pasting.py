"""Text in a form, exactly as it was given: browsers send every line end as CRLF, a stored text keeps its own."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

_LINE_END = re.compile(r"\r\n|\r|\n")
_CRLF = "\r\n"
_ENDS = {"n": "\n", "r": "\r", "w": _CRLF}
_MARKS = {end: mark for mark, end in _ENDS.items()}


def line_ends(text: str) -> str:
    """One mark (n, r, w) where all line ends are alike, one each where they are not; empty for CRLF and for none."""
    marks = "".join(_MARKS[end] for end in _LINE_END.findall(text))
    kinds = set(marks)
    if len(kinds) > 1:
        return marks
    return "" if kinds <= {"w"} else marks[0]


def with_line_ends(text: str, marks: str) -> str:
    """The text with the line ends that `line_ends` noted; where lines came or went since, with the most usual one."""
    found = _LINE_END.findall(text)
    noted = [_ENDS.get(mark, _CRLF) for mark in marks]
    if not found or not noted:
        return text
    if len(noted) != len(found):
        [(usual, _count)] = Counter(noted).most_common(1)
        noted = [usual] * len(found)
    parts = _LINE_END.split(text)
    return "".join(part + end for part, end in zip(parts, [*noted, ""], strict=True))


class ExactTextarea(forms.Textarea):
    """A textarea that gives its text back as it got it, with the line ends noted beside it."""

    needs_multipart_form = True  # a long text with accents would treble in the other encoding

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        area = super().render(name, value, attrs, renderer)
        if not (marks := line_ends(value or "")):
            return area
        return format_html('{}<input type="hidden" name="{}_line_ends" value="{}">', area, name, marks)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        text = super().value_from_datadict(data, files, name)
        return with_line_ends(text, data.get(f"{name}_line_ends", "")) if text else text


class PastedText(forms.CharField):
    """Text exactly as it was sent: not stripped, line ends as they are."""

    widget = ExactTextarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "strip": False})
