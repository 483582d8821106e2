"""What is done to the events that are ticked in a list: each on its own, refusals named, decisions with an “Undo”.

What needs an answer first goes over a page that says to which events it would be done, and to which not and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from crisis.events import review
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

from ..pages import Action, Allowed, action, as_read, with_undo
from ..permissions import editor_of, may_change_kind, may_change_some_kind, may_publish, may_retract

MOST_AT_ONCE = 500
MOST_REFUSALS_SAID = 20
APPLY = "_apply"


@action(_("Publish"), allowed=may_publish)
def publish_events(of: Any, request: HttpRequest, queryset: QuerySet[Event]) -> None:
    done = decide_each(request, queryset, lambda event: review.publish(event, by=editor_of(request)))
    say_decided(request, ngettext("%(count)s event published.", "%(count)s events published.", len(done)), done)


@action(_("Retract…"), allowed=may_retract)
def retract_events(of: Any, request: HttpRequest, queryset: QuerySet[Event]) -> TemplateResponse | None:
    """Asks for the reason first: readers will see it."""
    reason = request.POST.get("reason", "").strip()
    if not reason:
        if "reason" in request.POST:
            messages.error(request, gettext("Say why the event is retracted: readers will see it."))
        context = {
            **of.admin_site.each_context(request),
            "title": gettext("Retract"),
            "events": queryset,
            "checkbox": ACTION_CHECKBOX_NAME,
            "opts": queryset.model._meta,
        }
        return TemplateResponse(request, "desk/events/retract.html", context)
    by = editor_of(request)
    done = decide_each(request, queryset, lambda event: review.retract(event, by=by, reason=reason))
    say_decided(request, ngettext("%(count)s event retracted.", "%(count)s events retracted.", len(done)), done)
    return None


def decide_each(request: HttpRequest, events: Iterable[Event], verb: Verb) -> list[Event]:
    """Decides each; returns those it could be done to, and says of each other why not."""
    done = to_each(list(events), verb)
    for _event, why_not in done.refused:
        messages.error(request, why_not)
    return done.events


def say_decided(request: HttpRequest, sentence: str, events: list[Event]) -> None:
    """Tells how many, and offers to take it back."""
    if events:
        messages.success(request, with_undo(sentence % {"count": len(events)}, events))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkChange:
    """Something that can be done to many: what is asked first, and the verb that follows from the answer."""

    name: str
    offered: Promise
    title: Promise
    form: type[forms.Form] | None
    verb: Callable[[Any, AbstractBaseUser], Verb]
    allowed: Allowed = may_change_some_kind
    is_decision: bool = False
    """Whether it can be undone as a decision is."""


BULK_CHANGES = (
    BulkChange(
        name="reject_events",
        offered=_("Reject…"),
        title=_("Reject"),
        form=ReasonForm,
        verb=lambda reason, by: reject_for(reason, by),
        allowed=may_publish,
        is_decision=True,
    ),
    BulkChange(
        name="set_place",
        offered=_("Set the place…"),
        title=_("Set the place"),
        form=PlaceForm,
        verb=lambda place, _by: set_place(place),
    ),
    BulkChange(
        name="add_topic",
        offered=_("Add a topic…"),
        title=_("Add a topic"),
        form=TopicForm,
        verb=lambda topic, _by: add_topic(topic),
    ),
    BulkChange(
        name="remove_topic",
        offered=_("Remove a topic…"),
        title=_("Remove a topic"),
        form=TopicForm,
        verb=lambda topic, _by: remove_topic(topic),
    ),
    BulkChange(
        name="set_status",
        offered=_("Set the status…"),
        title=_("Set the status"),
        form=StatusForm,
        verb=lambda status, _by: set_status(Status(status)),
    ),
    BulkChange(
        name="mark_as_reviewed",
        offered=_("Mark as reviewed…"),
        title=_("Mark as reviewed"),
        form=None,
        verb=lambda _answer, by: mark_as_reviewed(by),
        allowed=may_publish,
        is_decision=True,
    ),
)


def _over_a_page(change: BulkChange) -> Action:
    """Asks and shows; once the answer is given and the page confirmed, does it and says what came of it."""

    @action(change.offered, allowed=change.allowed, name=change.name)
    def changed(of: Any, request: HttpRequest, queryset: QuerySet[Event]) -> TemplateResponse | None:
        pks = list(queryset.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(pks) > MOST_AT_ONCE:
            sentence = gettext("Choose at most %(most)s events at once, or filter the list first.")
            messages.error(request, sentence % {"most": MOST_AT_ONCE})
            return None
        events = list(Event.objects.filter(pk__in=pks).select_related("place").newest_first())
        is_answered = APPLY in request.POST or "_preview" in request.POST or change.form is ReasonForm
        form = change.form(request.POST if is_answered else None) if change.form else None
        if form is not None and not form.is_valid():
            return _page(of, request, change, form, events, None)
        answer = form.cleaned_data["what"] if form else None
        verb = _allowed(request, change.verb(answer, editor_of(request)))
        if APPLY not in request.POST:
            return _page(of, request, change, form, events, to_each(events, verb, dry_run=True))
        for event in events:
            as_read(event, request.POST.get(f"version_{event.pk}", ""))
        _say(request, to_each(events, verb), is_decision=change.is_decision)
        return None

    return changed


DECISIONS = (publish_events, retract_events)
BULK = tuple(_over_a_page(change) for change in BULK_CHANGES)


def _page(
    of: Any, request: HttpRequest, change: BulkChange, form: forms.Form | None, events: list[Event], done: Done | None
) -> TemplateResponse:
    context = {
        **of.admin_site.each_context(request),
        "title": change.title,
        "opts": of.opts,
        "form": form,
        "events": events,
        "done": done,
        "action": change.name,
        "apply": APPLY,
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "desk/events/bulk.html", context)


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
