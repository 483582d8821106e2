"""What is done to the events that are ticked in a list: each on its own, refusals named, decisions with an “Undo”.

What needs an answer first goes over a page that says to which events it would be done, and to which not and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import KW_ONLY, dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

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
from crisis.events.past.decisions import Decision, may_undo, undo_last, undoable
from crisis.events.requests import parse_pk
from crisis.events.vocabulary import Status

from ..pages import MOST_UNDONE, as_read, change_address, desk_page, with_undo
from ..permissions import editor_of, may_change_kind, may_publish, require

MOST_AT_ONCE = 500
MOST_REFUSALS_SAID = 20
APPLY = "_apply"
PUBLISHED = ngettext_lazy("%(count)s event published.", "%(count)s events published.", "count")


@admin.action(description=_("Publish"), permissions=["publish"])
def publish_events(of: Any, request: HttpRequest, queryset: QuerySet[Event]) -> None:
    decide_each(request, queryset, lambda event: review.publish(event, by=editor_of(request)), PUBLISHED)


@admin.action(description=_("Retract…"), permissions=["retract"])
def retract_events(of: Any, request: HttpRequest, queryset: QuerySet[Event]) -> HttpResponse | None:
    """Asks for the reason first: readers will see it."""
    reason = request.POST.get("reason", "").strip()
    if not reason:
        if "reason" in request.POST:
            messages.error(request, gettext("Say why the event is retracted: readers will see it."))
        asked: dict[str, Any] = {"events": queryset, "checkbox": ACTION_CHECKBOX_NAME}
        return desk_page(request, "events/retract", gettext("Retract"), of=of, **asked)
    by, sentence = (
        editor_of(request),
        ngettext_lazy("%(count)s event retracted.", "%(count)s events retracted.", "count"),
    )
    decide_each(request, queryset, lambda event: review.retract(event, by=by, reason=reason), sentence)
    return None


def decide_each(request: HttpRequest, events: Iterable[Event], verb: Verb, sentence: Any) -> None:
    """Decides each; says in the sentence to how many, and offers to take it back; says of each other why not."""
    done = to_each(list(events), verb)
    for _event, why_not in done.refused:
        messages.error(request, why_not)
    if done.events:
        messages.success(request, with_undo(str(sentence % {"count": len(done.events)}), done.events))


def _asking(what: forms.Field) -> type[forms.Form]:
    """A form that asks one thing."""
    return type("AnswerForm", (forms.Form,), {"what": what})


_REASON = _asking(
    forms.CharField(
        label=_("Reason, for colleagues"),
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        max_length=500,
        required=False,
    )
)
_PLACE = _asking(forms.ModelChoiceField(Place.objects.all(), label=_("Place")))
_TOPIC = _asking(forms.ModelChoiceField(Topic.objects.all(), label=_("Topic")))
_STATUS = _asking(forms.ChoiceField(label=_("Status"), choices=Status.choices))


@dataclass(frozen=True, slots=True)
class BulkChange:
    """Something that can be done to many: what is asked first, and the verb that follows from the answer."""

    name: str
    offered: Any
    title: Promise
    form: type[forms.Form] | None
    verb: Callable[[Any, AbstractBaseUser], Verb]
    permission: str = "change_some"
    """Of the list's: who has it is offered this."""
    _: KW_ONLY
    is_decision: bool = False
    """Whether it can be undone as a decision is."""

    @property
    def is_optional(self) -> bool:
        """Whether it may go without an answer: then what it would do is shown at once."""
        return self.form is None or not self.form.base_fields["what"].required


def _whoever(verb: Callable[[Any], Verb]) -> Callable[[Any, AbstractBaseUser], Verb]:
    """A verb that does not tell who does it."""
    return lambda answer, _by: verb(answer)


BULK_CHANGES = (
    BulkChange("reject_events", _("Reject…"), _("Reject"), _REASON, reject_for, "publish", is_decision=True),
    BulkChange("set_place", _("Set the place…"), _("Set the place"), _PLACE, _whoever(set_place)),
    BulkChange("add_topic", _("Add a topic…"), _("Add a topic"), _TOPIC, _whoever(add_topic)),
    BulkChange("remove_topic", _("Remove a topic…"), _("Remove a topic"), _TOPIC, _whoever(remove_topic)),
    BulkChange("set_status", _("Set the status…"), _("Set the status"), _STATUS, _whoever(set_status)),
    BulkChange(
        "mark_as_reviewed",
        _("Mark as reviewed…"),
        _("Mark as reviewed"),
        None,
        lambda _answer, by: mark_as_reviewed(by),
        "publish",
        is_decision=True,
    ),
)


def _over_a_page(change: BulkChange) -> Any:
    """Asks and shows; once the answer is given and the page confirmed, does it and says what came of it."""

    @admin.action(description=change.offered, permissions=[change.permission])
    def changed(of: Any, request: HttpRequest, queryset: QuerySet[Event]) -> HttpResponse | None:
        pks = list(queryset.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(pks) > MOST_AT_ONCE:
            sentence = gettext("Choose at most %(most)s events at once, or filter the list first.")
            messages.error(request, sentence % {"most": MOST_AT_ONCE})
            return None
        events = list(Event.objects.filter(pk__in=pks).select_related("place").newest_first())
        is_answered = APPLY in request.POST or "_preview" in request.POST or change.is_optional
        form = change.form(request.POST if is_answered else None) if change.form else None
        done = None
        if form is None or form.is_valid():
            verb = _allowed(request, change.verb(form.cleaned_data["what"] if form else None, editor_of(request)))
            if APPLY in request.POST:
                for event in events:
                    as_read(event, request.POST.get(f"version_{event.pk}", ""))
                _say(request, to_each(events, verb), is_decision=change.is_decision)
                return None
            done = to_each(events, verb, dry_run=True)
        context: dict[str, Any] = {
            "form": form,
            "events": events,
            "done": done,
            "action": change.name,
            "apply": APPLY,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return desk_page(request, "events/bulk", change.title, of=of, **context)

    changed.__name__ = change.name
    return changed


DECISIONS = (publish_events, retract_events)
BULK = tuple(_over_a_page(change) for change in BULK_CHANGES)


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


# What was decided, taken back.


def undo_of(request: HttpRequest, event: Any) -> Decision | None:
    """The event's last decision, if whoever looks may undo it."""
    decision = undoable(event)
    return decision if decision is not None and may_undo(request.user, decision) else None


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest) -> HttpResponse:
    """Asks; a POST undoes the last decision of each event named, and says of each other why not."""
    given = request.POST if request.method == "POST" else request.GET
    named = [parse_pk(pk) for pk in given.getlist("event")[:MOST_UNDONE]]
    events = list(Event.objects.filter(pk__in=[pk for pk in named if pk is not None]).order_by("pk"))
    decisions = [(event, undo_of(request, event)) for event in events]
    if request.method != "POST":
        require(any(decision for _event, decision in decisions) or may_publish(request))
        return desk_page(request, "events/undo", gettext("Undo"), decisions=decisions)
    done = [event for event, decision in decisions if _undo(request, event, decision)]
    if done:
        sentence = ngettext("%(count)s decision undone.", "%(count)s decisions undone.", len(done))
        messages.success(request, sentence % {"count": len(done)})
    only = events[0] if len(events) == 1 else None
    return HttpResponseRedirect(change_address(only) if only else reverse("admin:events_event_changelist"))


def _undo(request: HttpRequest, event: Event, decision: Decision | None) -> bool:
    if decision is None and (standing := undoable(event)) is not None and not may_undo(request.user, standing):
        raise PermissionDenied
    seen = request.POST.getlist("decision")
    if decision is not None and seen and str(decision.pk) not in seen:
        sentence = gettext("“%(title)s”: somebody has decided otherwise since you opened this page. Look at it again.")
        messages.error(request, sentence % {"title": event})
        return False
    try:
        undo_last(event, by=editor_of(request))
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return False
    return True
