"""One thing done to the events that are ticked, after a page that says to which, and to which not and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from crisis.events.kinds import KINDS
from crisis.events.many import (
    Done,
    Verb,
    add_topic,
    mark_as_reviewed,
    reject_for,
    remove_topic,
    set_place,
    set_status,
    to_each,
)
from crisis.events.models import Event, Place, Topic
from crisis.events.vocabulary import Status

from .deciding import as_read, editor_of, may_change_kind, may_publish, with_undo

MOST_AT_ONCE = 500
MOST_REFUSALS_SAID = 20
APPLY = "_apply"


class PlaceForm(forms.Form):
    what = forms.ModelChoiceField(Place.objects.all(), label=_("Place"))


class TopicForm(forms.Form):
    what = forms.ModelChoiceField(Topic.objects.all(), label=_("Topic"))


class StatusForm(forms.Form):
    what = forms.ChoiceField(label=_("Status"), choices=Status.choices)


class ReasonForm(forms.Form):
    what = forms.CharField(
        label=_("Reason, for colleagues"),
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        max_length=500,
        required=False,
    )


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done to many: what is asked first, and the verb that follows from the answer."""

    title: Promise
    form: type[forms.Form] | None
    verb: Callable[[Any, AbstractBaseUser], Verb]
    is_decision: bool = False
    """Whether it can be undone as a decision is."""


ACTS = {
    "reject_events": Act(_("Reject"), ReasonForm, lambda reason, by: reject_for(reason, by), is_decision=True),
    "set_place": Act(_("Set the place"), PlaceForm, lambda place, _by: set_place(place)),
    "add_topic": Act(_("Add a topic"), TopicForm, lambda topic, _by: add_topic(topic)),
    "remove_topic": Act(_("Remove a topic"), TopicForm, lambda topic, _by: remove_topic(topic)),
    "set_status": Act(_("Set the status"), StatusForm, lambda status, _by: set_status(Status(status))),
    "mark_as_reviewed": Act(_("Mark as reviewed"), None, lambda _answer, by: mark_as_reviewed(by), is_decision=True),
}


class Bulk(admin.ModelAdmin):  # type: ignore[type-arg]
    """The actions of every list of events that go over a page of their own."""

    actions: Any = [*ACTS]

    def has_bulk_permission(self, request: HttpRequest) -> bool:
        """Who may change events of any kind; of which, is asked of each event."""
        return any(may_change_kind(request, kind) for kind in KINDS.codes)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request)

    @admin.action(description=_("Reject…"), permissions=["publish"])
    def reject_events(self, request: HttpRequest, queryset: QuerySet[Event]) -> TemplateResponse | None:
        return self._over_a_page("reject_events", request, queryset)

    @admin.action(description=_("Set the place…"), permissions=["bulk"])
    def set_place(self, request: HttpRequest, queryset: QuerySet[Event]) -> TemplateResponse | None:
        return self._over_a_page("set_place", request, queryset)

    @admin.action(description=_("Add a topic…"), permissions=["bulk"])
    def add_topic(self, request: HttpRequest, queryset: QuerySet[Event]) -> TemplateResponse | None:
        return self._over_a_page("add_topic", request, queryset)

    @admin.action(description=_("Remove a topic…"), permissions=["bulk"])
    def remove_topic(self, request: HttpRequest, queryset: QuerySet[Event]) -> TemplateResponse | None:
        return self._over_a_page("remove_topic", request, queryset)

    @admin.action(description=_("Set the status…"), permissions=["bulk"])
    def set_status(self, request: HttpRequest, queryset: QuerySet[Event]) -> TemplateResponse | None:
        return self._over_a_page("set_status", request, queryset)

    @admin.action(description=_("Mark as reviewed…"), permissions=["publish"])
    def mark_as_reviewed(self, request: HttpRequest, queryset: QuerySet[Event]) -> TemplateResponse | None:
        return self._over_a_page("mark_as_reviewed", request, queryset)

    def _over_a_page(self, name: str, request: HttpRequest, queryset: QuerySet[Event]) -> TemplateResponse | None:
        """Asks and shows; once the answer is given and the page confirmed, does it and says what came of it."""
        act = ACTS[name]
        pks = list(queryset.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(pks) > MOST_AT_ONCE:
            sentence = gettext("Choose at most %(most)s events at once, or filter the list first.")
            messages.error(request, sentence % {"most": MOST_AT_ONCE})
            return None
        events = list(Event.objects.filter(pk__in=pks).select_related("place").newest_first())
        is_answered = APPLY in request.POST or "_preview" in request.POST or act.form is ReasonForm
        form = act.form(request.POST if is_answered else None) if act.form else None
        if form is not None and not form.is_valid():
            return self._page(request, act, name, form, events, None)
        answer = form.cleaned_data["what"] if form else None
        verb = _allowed(request, act.verb(answer, editor_of(request)))
        if APPLY not in request.POST:
            return self._page(request, act, name, form, events, to_each(events, verb, dry_run=True))
        for event in events:
            as_read(event, request.POST.get(f"version_{event.pk}", ""))
        _say(request, to_each(events, verb), is_decision=act.is_decision)
        return None

    def _page(
        self,
        request: HttpRequest,
        act: Act,
        name: str,
        form: forms.Form | None,
        events: list[Event],
        done: Done | None,
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": act.title,
            "opts": self.opts,
            "form": form,
            "events": events,
            "done": done,
            "action": name,
            "apply": APPLY,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/events/bulk.html", context)


def _allowed(request: HttpRequest, verb: Verb) -> Verb:
    """The verb, refused for a kind of event that this person may not change."""

    def asked(event: Event) -> None:
        if not may_change_kind(request, event.kind):
            raise ValidationError(_("You may not change events of this kind."), code="forbidden")
        verb(event)

    return asked


def _say(request: HttpRequest, done: Done, *, is_decision: bool) -> None:
    if count := len(done.events):
        sentence = ngettext("Done to %(count)s event.", "Done to %(count)s events.", count) % {"count": count}
        messages.success(request, with_undo(sentence, done.events) if is_decision else sentence)
    for event, reason in done.refused[:MOST_REFUSALS_SAID]:
        messages.warning(request, gettext("Not to “%(title)s”: %(why)s") % {"title": event, "why": reason})
    if (more := len(done.refused) - MOST_REFUSALS_SAID) > 0:
        sentence = ngettext("Nor to %(count)s other.", "Nor to %(count)s others.", more)
        messages.warning(request, sentence % {"count": more})
