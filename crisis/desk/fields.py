"""Fields of the desk's forms.

A date may be typed as one says it, and the field says how it was understood. A pasted text comes back exactly as it
was given: browsers send every line end as CRLF, a stored text keeps its own.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from crisis.articles.dates import as_understood, understand

_LINE_END = re.compile(r"\r\n|\r|\n")
_CRLF = "\r\n"
_ENDS = {"n": "\n", "r": "\r", "w": _CRLF}
_MARKS = {end: mark for mark, end in _ENDS.items()}


class TypedDate(forms.TextInput):
    """A line of text, and beside it the date in words: from the server, and while typing from `understand-date`."""

    template_name = "desk/fields/typed_date.html"

    class Media:
        js = [Script("js/typed-date.js", defer=True)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        given = {**(attrs or {}), "autocomplete": "off", "data-understand": reverse("admin:understand-date")}
        context = super().get_context(name, value, given)
        context["widget"]["understood"] = reading(str(value or ""))["understood"]
        return context


class EdtfField(forms.CharField):
    """Cleans to EDTF; refuses with a sentence what is no date, and keeps what was typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "widget": TypedDate(attrs={"class": "vTextField"})})

    def to_python(self, value: Any) -> str:
        return understand(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """“janvier 2022” typed over 2022-01 is the same date."""
        try:
            return understand(str(data or "")) != (initial or "")
        except ValidationError:
            return True


def reading(typed: str) -> dict[str, str]:
    """What is said while somebody types: the date in words, its EDTF, or why it is none; all empty for nothing."""
    said = {"edtf": "", "understood": "", "refusal": ""}
    if not typed.strip():
        return said
    try:
        return {**said, "edtf": understand(typed), "understood": as_understood(typed)}
    except ValidationError as refusal:
        return {**said, "refusal": " ".join(refusal.messages)}


def understand_date(request: HttpRequest) -> JsonResponse:
    """How `typed` is understood as a date, or why it is none."""
    return JsonResponse(reading(request.GET.get("typed", "")))


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


def words_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("exact words"),
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        required=False,
        help_text=gettext_lazy("Copied from the article without changing anything."),
    )
