"""Forms for articles and excerpts: what an editor pastes, checked before anything is stored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.articles.likeness import alike, same_words
from crisis.articles.models import Article, Excerpt, Source
from crisis.articles.writing import find_words, fingerprint, refuse_unstorable

from ..fields import EdtfField, ExactTextarea, PastedText


class NewSourceField(forms.CharField):
    """The name of a publisher to be stored with the article; one that is known already is named as it is known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            max_length=Source._meta.get_field("name").max_length,
            show_hidden_initial=True,  # tells what was typed from what was proposed
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        name = " ".join(super().clean(value).split())
        known = Source.objects.filter(name__iexact=name).first() if name else None
        return known.name if known else name


class ArticleForm(forms.ModelForm):  # type: ignore[type-arg]
    """An article's own words on adding, and what is known about it ever after."""

    text = PastedText(
        label=capfirst(gettext_lazy("text")),
        help_text=gettext_lazy("Paste the whole text as published. It cannot be changed afterwards."),
        widget=ExactTextarea(attrs={"rows": 24, "cols": 100}),
    )
    new_source = NewSourceField(
        label=gettext_lazy("or a publisher not yet known"),
        help_text=gettext_lazy("As readers know it. It is stored together with the article."),
    )
    new_agency = NewSourceField(label=gettext_lazy("or an agency not yet known"))
    store_anyway = forms.BooleanField(label=gettext_lazy("Store it all the same"), required=False)

    class Meta:
        model = Article
        field_classes = {"published": EdtfField}
        fields = ["text"]  # the rest is made by the admin, which knows how its web addresses are read

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "source" in self.fields:
            self.fields["source"].required = False  # a new one may be typed instead

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        refuse_unstorable(text)
        if not text.strip():
            raise ValidationError(_("An article without text cannot support anything."), code="empty")
        known = Article.objects.filter(sha256=fingerprint(text)).first() or same_words(text)
        if known:
            raise ValidationError(already_stored(known), code="stored")
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk is not None:
            return cleaned
        for chosen, typed in (("source", "new_source"), ("agency", "new_agency")):
            # A proposal that was left standing is no answer where something else was chosen.
            if cleaned.get(chosen) and cleaned.get(typed):
                cleaned[typed if typed not in self.changed_data else chosen] = None
        if not (cleaned.get("source") or cleaned.get("new_source") or {"source", "new_source"} & set(self.errors)):
            self.add_error("source", ValidationError(_("Choose a publisher, or type a new one."), code="required"))
        if "text" in cleaned and not cleaned.get("store_anyway"):
            self._refuse_nearly_identical(cleaned["text"])
        return cleaned

    def _refuse_nearly_identical(self, text: str) -> None:
        known = next((found.article for found in alike(text) if found.is_nearly_identical), None)
        if known:
            sentence = _("Article %(number)s is nearly the same: “%(title)s”. Look at what differs, then decide.")
            params = {"number": known.pk, "title": known.title}
            self.add_error("store_anyway", ValidationError(sentence, code="nearly-identical", params=params))


def already_stored(article: Article) -> SafeString:
    """A sentence that leads to the article whose text was sent again."""
    sentence = _("This text is already stored as article %(number)s: “%(title)s”.")
    return format_html(
        '{} <a href="{}">{}</a>',
        sentence % {"number": article.pk, "title": article.title},
        reverse("admin:articles_article_change", args=[article.pk]),
        _("Open it"),
    )


HTTPS: dict[type[models.Field[Any, Any]], dict[str, Any]] = {models.URLField: {"assume_scheme": "https"}}
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
