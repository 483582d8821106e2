"""“Merge two events…”: both side by side, which one is kept, what becomes of the other, then the question."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crisis.events import review
from crisis.events.models import Event
from crisis.events.vocabulary import Review

from .deciding import Deciding, as_read, editor_of, may_publish


def may_merge(request: HttpRequest) -> bool:
    """Whether two published events may be made one: a permalink that readers hold changes what it shows."""
    return request.user.is_active and request.user.has_perm("events.merge_event")


def may_fold(request: HttpRequest, event: Event) -> bool:
    """Whether it may be folded into another: a draft by those who publish, a published event by those who merge."""
    return may_merge(request) if event.review == Review.PUBLISHED else may_publish(request)


class Merging(Deciding):
    """The actions of every list of events, with the one that takes two."""

    actions: Any = [*Deciding.actions, "merge_events"]

    class Media:
        css = {"all": ["css/pairs.css"]}

    def has_fold_permission(self, request: HttpRequest) -> bool:
        return may_publish(request) or may_merge(request)

    @admin.action(description=_("Merge two events…"), permissions=["fold"])
    def merge_events(self, request: HttpRequest, queryset: QuerySet[Event]) -> TemplateResponse | None:
        """Shows the two and asks; on the answer, merges the one into the other."""
        chosen = list(Event.objects.with_evidence().filter(pk__in=queryset.values("pk")).order_by("pk"))
        if refusal := _refusal(request, chosen):
            messages.error(request, refusal)
            return None
        keep = request.POST.get("survivor", "")
        survivor = next((event for event in chosen if str(event.pk) == keep), None)
        if survivor:
            [event] = [event for event in chosen if event is not survivor]
            if self._merge(request, event, survivor):
                return None
        context = {
            **admin.site.each_context(request),
            "title": gettext("Merge two events"),
            "events": chosen,
            "survivor": survivor or likely_survivor(chosen),
            "only_published": len({event.review for event in chosen}) == 2,
            "statuses_differ": len({event.status for event in chosen}) == 2,
            "checkbox": ACTION_CHECKBOX_NAME,
            "opts": queryset.model._meta,
        }
        return TemplateResponse(request, "admin/events/merge.html", context)

    def _merge(self, request: HttpRequest, event: Event, survivor: Event) -> bool:
        """Merges what was seen; says why not, if not."""
        for one in (event, survivor):
            as_read(one, request.POST.get(f"version_{one.pk}", ""))
        try:
            messages.success(request, fold(request, event, survivor))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return False
        return True


def fold(request: HttpRequest, event: Event, survivor: Event) -> str:
    """Merges the one into the other; returns what has become of the two."""
    was_public = event.review == Review.PUBLISHED
    review.merge(event, into=survivor, by=editor_of(request))
    sentence = gettext("“%(event)s” is merged into “%(survivor)s”, which has its evidence now.")
    if was_public:
        sentence += " " + gettext("Both permalinks lead there.")
    return sentence % {"event": event.title, "survivor": survivor.title}


def likely_survivor(events: list[Event]) -> Event:
    """The published one, or the one a person has reviewed, or that more supports, or the older."""
    return max(
        events,
        key=lambda event: (
            event.review == Review.PUBLISHED,
            event.is_reviewed,
            len(event.evidence.all()),
            -event.pk,
        ),
    )


def _refusal(request: HttpRequest, chosen: list[Event]) -> str:
    """Why these cannot be merged, as far as it can be told before one is chosen; empty if they can."""
    if len(chosen) != 2:
        return gettext("Select exactly two events to merge; %(count)s are selected.") % {"count": len(chosen)}
    if len({event.kind for event in chosen}) == 2:
        return gettext("Only events of one kind can be merged.")
    for event in chosen:
        if event.review not in {Review.DRAFT, Review.PUBLISHED}:
            state: dict[str, Any] = {"title": event.title, "review": event.get_review_display()}
            return gettext("“%(title)s” is %(review)s: that cannot be done to it now.") % state
    if not any(may_fold(request, event) for event in chosen):
        return gettext("Two published events are merged by a chief editor: ask one, or link the two.")
    return ""
