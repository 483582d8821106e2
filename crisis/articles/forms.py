"""Forms for articles and excerpts: what an editor pastes, checked before anything is stored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .date_field import EdtfField
from .models import Article, Excerpt
from .writing import find_words, fingerprint, refuse_unstorable


class PastedText(forms.CharField):
    """Text exactly as it was sent: not stripped, line ends as they are."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "strip": False})


class ArticleForm(forms.ModelForm):  # type: ignore[type-arg]
    """An article's own words on adding, and what is known about it ever after."""

    text = PastedText(
        label=gettext_lazy("text"),
        help_text=gettext_lazy("Paste the whole text as published. It cannot be changed afterwards."),
        widget=forms.Textarea(attrs={"rows": 24, "cols": 100}),
    )

    class Meta:
        model = Article
        field_classes = {"published": EdtfField}
        fields = ["text"]  # the rest is made by the admin, which knows how its web addresses are read

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        refuse_unstorable(text)
        if not text.strip():
            raise ValidationError(_("An article without text cannot support anything."), code="empty")
        if known := Article.objects.filter(sha256=fingerprint(text)).first():
            raise ValidationError(
                _("This text is already stored as article %(number)s: “%(title)s”."),
                code="stored",
                params={"number": known.pk, "title": known.title},
            )
        return text


HTTPS = {models.URLField: {"assume_scheme": "https"}}
"""For `formfield_overrides`: “example.org” typed without a scheme is https (Django 6 does so by itself)."""


def article_field(**kwargs: Any) -> forms.ModelChoiceField[Article]:
    """A choice of article by typing a few letters of its title."""
    widget = AutocompleteSelect(Excerpt._meta.get_field("article"), admin.site)
    return forms.ModelChoiceField(
        Article.objects.all(),
        label=gettext_lazy("article"),
        help_text=gettext_lazy("Type a few letters of its title."),
        widget=widget,
        **{"required": False, **kwargs},
    )


def words_field(**kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("exact words"),
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        required=False,
        help_text=gettext_lazy("Copied from the article without changing anything."),
        **kwargs,
    )


class ExcerptForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new excerpt, by its words or by its positions."""

    words = words_field()
    start = forms.IntegerField(
        label=gettext_lazy("first character"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("Instead of the words: counted from 0, in Unicode code points."),
    )
    end = forms.IntegerField(
        label=gettext_lazy("end"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("The position after the last character."),
    )

    class Meta:
        model = Excerpt
        fields = ["article", "words", "start", "end"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        article, words = cleaned.get("article"), cleaned.get("words")
        if self.errors or article is None:
            return cleaned
        if words:
            try:
                cleaned["start"], cleaned["end"] = find_words(article, words)
            except ValidationError as refusal:
                self.add_error("words", refusal)
                return cleaned
        elif cleaned.get("start") is None or cleaned.get("end") is None:
            raise ValidationError(_("Paste the words, or give both positions."), code="incomplete")
        if not (start := cleaned["start"]) < (end := cleaned["end"]):
            self.add_error("end", ValidationError(_("An excerpt ends after it starts."), code="order"))
        elif Excerpt.objects.filter(article=article, start=start, end=end).exists():
            raise ValidationError(_("This passage is already an excerpt."), code="stored")
        return cleaned
