"""Adding an article in two steps on one address: the text first, then what is guessed about it, to be looked at."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

from django import forms
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.articles.differences import passages_changed
from crisis.articles.likeness import Likeness, alike, same_words
from crisis.articles.models import Article, Source
from crisis.articles.writing import source_named
from crisis.events.models import Event
from crisis.ingest.adding.arriving import ENDINGS, Arrived, arrived_by_paste, arrived_by_upload
from crisis.ingest.adding.guessing import Ground, Guess, Guesses, guess

from ..fields import ExactTextarea, PastedText
from ..pages import change_address, desk_page
from ..permissions import require
from .forms import already_stored

CONTINUE_BUTTON, BACK_BUTTON = "_guess", "_back"


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
