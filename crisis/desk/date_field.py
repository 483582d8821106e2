"""The field for a date that may be typed as one says it, and that says how it was understood."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse

from crisis.articles.dates import as_understood, understand


class TypedDate(forms.TextInput):
    """A line of text, and beside it the date in words: from the server, and while typing from `understand-date`."""

    template_name = "widgets/typed_date.html"

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
