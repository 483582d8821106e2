"""“Import a TimelineJS”: send it, see what every slide would become, say yes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from crisis.articles.writing import CitedSource
from crisis.events.vocabulary import Kind, Review
from crisis.ingest.timelinejs.markup import LONGEST_URL
from crisis.ingest.timelinejs.reading import MOST_BYTES, Timeline, read_timeline
from crisis.ingest.timelinejs.storing import Answers, Arrival, bring_in

from ..exchange.files import refuse_too_big
from ..exchange.pages import GONE, ConfirmForm, Upload
from ..pages import desk_page
from ..permissions import may_import_timelinejs, require

CONFIRM = "_confirm"


class AnswersForm(forms.Form):
    """What the file does not say."""

    language = forms.ChoiceField(label=gettext_lazy("Its language"), choices=settings.LANGUAGES)
    kind = forms.ChoiceField(
        label=gettext_lazy("Its slides are"),
        choices=[("", "–"), *Kind.choices],
        help_text=gettext_lazy("Except those whose group names a kind of its own: “Meeting”, “Statements”…"),
    )

    publisher = forms.CharField(
        label=gettext_lazy("It was published by"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("If you tell, slides that link to nothing rest on the timeline itself."),
    )
    address = forms.URLField(
        label=gettext_lazy("It is published at"), max_length=LONGEST_URL, required=False, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("address") and not told.get("publisher"):
            self.add_error("publisher", _("Say who published it."))
        return told

    def answers(self, timeline: Timeline, *, leaves_out: bool) -> Answers:
        told = self.cleaned_data
        published = CitedSource(publisher=told["publisher"], title=timeline.name or "TimelineJS", url=told["address"])
        return Answers(
            language=told["language"],
            kind=Kind(told["kind"]),
            published=published if published.publisher else None,
            leaves_out=leaves_out,
        )


class SendForm(AnswersForm):
    """The file, or its text."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("The JSON of a TimelineJS 3, at most 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste the JSON"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "cols": 80, "spellcheck": "false"}),
    )
    field_order = ("file", "pasted", "language", "kind", "publisher", "address")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        file, pasted = told.get("file"), told.get("pasted", "")
        if bool(file) == bool(pasted) and not self.errors:
            raise ValidationError(_("Send a file, or paste its text: one of the two."), code="one")
        if file:
            refuse_too_big(file.size, most=MOST_BYTES)
        return told

    def data_sent(self) -> bytes:
        file = self.cleaned_data.get("file")
        return bytes(file.read()) if file else str(self.cleaned_data["pasted"]).encode()


class ConfirmAnswersForm(ConfirmForm, AnswersForm):
    leaves_out = forms.BooleanField(
        label=gettext_lazy("Leave out the slides that are refused, and import the others"), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in AnswersForm.base_fields:
            self.fields[name].widget = forms.HiddenInput()


@require_http_methods(["GET", "HEAD", "POST"])
def import_timelinejs(request: HttpRequest) -> HttpResponse:
    """A first request sends the file, a second says yes to what was seen. Without JavaScript."""
    require(may_import_timelinejs(request))
    if CONFIRM in request.POST:
        return _confirmed(request)
    form = SendForm(request.POST or None, request.FILES or None)
    return _seen(request, form) if form.is_valid() else _page(request, form=form)


def _seen(request: HttpRequest, form: SendForm) -> HttpResponse:
    data = form.data_sent()
    try:
        timeline = read_timeline(data)
    except ValidationError as refusal:
        form.add_error("file" if form.cleaned_data.get("file") else "pasted", refusal)
        return _page(request, form=form)
    given = {name: form.cleaned_data[name] for name in AnswersForm.base_fields}
    user = request.user.pk
    confirm = ConfirmAnswersForm(initial={**given, "upload": Upload.keep(data, user_pk=user)}, user_pk=user)
    arrival = bring_in(timeline, form.answers(timeline, leaves_out=False), dry_run=True)
    return _page(request, confirm=confirm, timeline=timeline, arrival=arrival)


def _confirmed(request: HttpRequest) -> HttpResponse:
    form = ConfirmAnswersForm(request.POST, user_pk=request.user.pk)
    try:
        if not form.is_valid():
            raise ValidationError(GONE)
        waiting: Upload = form.cleaned_data["upload"]
        timeline = read_timeline(waiting.read())
    except ValidationError:
        messages.error(request, GONE)
        return HttpResponseRedirect(reverse("admin:import-timelinejs"))
    arrival = bring_in(timeline, form.answers(timeline, leaves_out=form.cleaned_data["leaves_out"]))
    if not arrival.is_written:
        return _page(request, confirm=form, timeline=timeline, arrival=arrival)
    waiting.remove()
    _say(request, arrival)
    drafts = f"{reverse('admin:events_event_changelist')}?review__exact={Review.DRAFT}"
    return HttpResponseRedirect(drafts)


def _say(request: HttpRequest, arrival: Arrival) -> None:
    count, known, refused = len(arrival.drafts), len(arrival.known), len(arrival.refused)
    said = [
        ngettext("%(count)s draft made", "%(count)s drafts made", count) % {"count": count},
        *([_("%(count)s were here already") % {"count": known}] if known else []),
        *([_("%(count)s left out") % {"count": refused}] if refused else []),
    ]
    messages.success(request, _("From the TimelineJS: %(what)s.") % {"what": ", ".join(said)})


def _page(request: HttpRequest, **context: Any) -> HttpResponse:
    context |= {"confirm_name": CONFIRM, "was_confirmed": CONFIRM in request.POST}
    return desk_page(request, "events/timelinejs", _("Import a TimelineJS"), **context)
