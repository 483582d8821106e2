"""“Report an error”: a reader tells the desk what is wrong with an event, without saying who they are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from crisis.events.models.reports import LONGEST_REPORT
from crisis.events.reporting import WINDOW, report_error
from crisis.events.requests import client_ip
from crisis.events.vocabulary import Fault, name_language
from crisis.public.event.public_event import PublicEvent
from crisis.public.permalinks import published_or_taken_back

from .views import taken_back

TOO_MANY = "too-many"


class _Words(forms.CharField):
    """Browsers send two characters for the end of a line and count one."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class ReportForm(forms.Form):
    what = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Fault.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    text = _Words(
        label=_("What should it say, and how do you know?"),
        max_length=LONGEST_REPORT,
        help_text=_("Up to 2,000 characters. Please leave out names and addresses of private persons, yours included."),
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Say in a few words what is wrong.")},
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def is_from_a_robot(self) -> bool:
        """A person does not see the last field."""
        return bool(self.data.get("website"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, uid: str) -> HttpResponse:
    """The form; what it was sent is stored and thanked for. Over the hour's limit it comes back with its words."""
    found = published_or_taken_back(uid)
    if not found.is_public:
        return taken_back(request, found)
    form, status = ReportForm(request.POST if request.method == "POST" else None), 200
    if form.is_bound and (form.is_from_a_robot or form.is_valid()):
        try:
            if not form.is_from_a_robot:
                report_error(
                    found,
                    what=Fault(form.cleaned_data["what"]),
                    text=form.cleaned_data["text"],
                    language=name_language(),
                    address=client_ip(request),
                )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            status = 429 if getattr(refusal, "code", "") == TOO_MANY else 400
        else:
            return HttpResponseRedirect(f"{reverse('timeline:report', args=[found.uid])}?sent=1")
    context = {"event": PublicEvent(found), "form": form, "is_sent": "sent" in request.GET and not form.is_bound}
    response = render(request, "timeline/report.html", context, status=status)
    if status == 429:
        response["Retry-After"] = str(int(WINDOW.total_seconds()))
    return response
