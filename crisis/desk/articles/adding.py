"""An article's form; and adding one in two steps on one address: the text first, then what is guessed of it."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

from django import forms
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.articles.differences import passages_changed
from crisis.articles.likeness import Likeness, alike, same_words
from crisis.articles.models import Article, Source
from crisis.articles.writing import fingerprint, refuse_unstorable, source_named
from crisis.events.models import Event
from crisis.ingest.adding.arriving import ENDINGS, Arrived, arrived_by_paste, arrived_by_upload
from crisis.ingest.adding.guessing import Ground, Guess, Guesses, guess

from ..fields import EdtfField, ExactTextarea, PastedText
from ..pages import change_address, desk_page
from ..permissions import require

CONTINUE_BUTTON, BACK_BUTTON = "_guess", "_back"


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


class ArrivingForm(forms.Form):
    """The first step: a text or a file. `arrived` is what came, where the form is valid."""

    arrived: Arrived

    text = PastedText(
        label=capfirst(gettext_lazy("text")),
        required=False,
        help_text=gettext_lazy("The whole text as published, with its title, dateline and signature if it has them."),
        widget=ExactTextarea(attrs={"rows": 18, "cols": 100}),
    )
    file = forms.FileField(
        label=gettext_lazy("or a file"),
        required=False,
        allow_empty_file=True,  # refused in words of our own
        help_text=gettext_lazy("A text (.txt) or a web page saved by your browser (.html)."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        text, file = cleaned["text"], cleaned["file"]
        if text.strip() and file:
            raise ValidationError(_("Paste a text or choose a file, not both."), code="both")
        field = "file" if file else "text"
        try:
            self.arrived = arrived_by_upload(file) if file else arrived_by_paste(text)
            if known := same_words(self.arrived.text):
                raise ValidationError(already_stored(known), code="stored")
        except ValidationError as refusal:
            self.add_error(field, refusal)
        return cleaned


def add_in_steps(
    of: Any, request: HttpRequest, add_view: Callable[..., HttpResponse], context: dict[str, Any]
) -> HttpResponse:
    """Asks for the text, then shows the admin's own `add_view`. A form that is sent whole is stored at once."""
    require(of.has_add_permission(request))
    if request.method != "POST":
        return _ask_for_text(of, request, ArrivingForm())
    if BACK_BUTTON in request.POST:
        text = ArrivingForm(request.POST)["text"].value()
        return _ask_for_text(of, request, ArrivingForm(initial={"text": text}))
    if CONTINUE_BUTTON not in request.POST:
        return add_view(request, extra_context=context)
    form = ArrivingForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask_for_text(of, request, form)
    shown = copy(request)
    shown.method = "GET"  # the article's form is shown, nothing is stored yet
    return add_view(shown, extra_context={**context, "arrived": form.arrived})


def _ask_for_text(of: Any, request: HttpRequest, form: ArrivingForm) -> HttpResponse:
    context: dict[str, Any] = {
        "is_popup": IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST,
        "form": form,
        "media": of.media + form.media,
        "continue_button": CONTINUE_BUTTON,
    }
    return desk_page(request, "articles/add_text", _("Add article"), of=of, **context)


def propose(context: dict[str, Any]) -> None:
    """Fills the form of a new article with what is guessed of it, and says which stored articles it is like."""
    form = context["adminform"].form
    if arrived := context.get("arrived"):
        guesses = guess(arrived)
        _fill_in(form, arrived, guesses)
        context["remarks"] = guesses.remarks
    text = form["text"].value() or ""
    context["likenesses"] = [_compared(likeness, text) for likeness in alike(text)]
    context["title"] = _("Add article")
    context["back_button"] = BACK_BUTTON


def store_new_sources(article: Article, cleaned: dict[str, Any]) -> None:
    """Gives the article the publisher and the agency that were typed rather than chosen."""
    if name := cleaned.get("new_source"):
        article.source = source_named(name)
    if name := cleaned.get("new_agency"):
        article.agency = source_named(name)


def _fill_in(form: forms.ModelForm[Article], arrived: Arrived, guesses: Guesses) -> None:
    """Fills in what is guessed, and says under each field where it was read."""
    form.initial["text"] = arrived.text
    for name, guessed in guesses.by_field.items():
        field, value = _field_of(name, guessed)
        form.initial[field] = value
        ground = format_html('<strong class="ground">{}</strong>', Ground(guessed.ground).label)
        form.fields[field].help_text = format_html("{} {}", ground, form.fields[field].help_text)
        if field == "published" and guessed.ground == Ground.PAGE:
            form.initial["published_why"] = _("The metadata of the web page give this day.")


def _field_of(name: str, guessed: Guess) -> tuple[str, object]:
    """A publisher that is stored is chosen, another one typed in."""
    if name not in {"publisher", "agency"}:
        return name, guessed.value
    chosen, typed = ("source", "new_source") if name == "publisher" else ("agency", "new_agency")
    known = Source.objects.filter(name=guessed.value).first()
    return (chosen, known.pk) if known else (typed, guessed.value)


def _compared(likeness: Likeness, text: str) -> dict[str, Any]:
    return {
        "article": likeness.article,
        "of_text": round(100 * likeness.of_text),
        "of_article": round(100 * likeness.of_article),
        "is_nearly_identical": likeness.is_nearly_identical,
        "pieces": passages_changed(likeness.article.text, text),
        "events": events_told_by(likeness.article),
    }


def events_told_by(article: Article) -> SafeString:
    """A list of the events that passages of the article support, each with the way to its page at the desk."""
    events = Event.objects.filter(evidence__excerpt__article=article).distinct().order_by("pk")
    if not events:
        return format_html("{}", _("none yet"))
    return format_html_join(
        "",
        '<p><a href="{}">{}</a> ({}, {})</p>',
        ((change_address(it), it.title, it.get_kind_display(), it.get_review_display()) for it in events),
    )
