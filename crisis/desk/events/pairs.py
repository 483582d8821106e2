"""Two events that may be one: merged, linked, or kept apart; from a list, or beside the event that one looks at."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crisis.events import review
from crisis.events.duplicates.pairs import forget_apart, keep_apart
from crisis.events.models import Event, NotDuplicate
from crisis.events.requests import parse_pk
from crisis.events.vocabulary import LinkKind, Review
from crisis.events.writing import link

from ..base import DeskAdmin
from ..pages import as_read, change_address, desk_page, saying_refusal
from ..permissions import LISTED_PAIRS, editor_of, may_forget_apart, may_keep_apart, may_link, may_merge_away, require
from ..templatetags.pairs import BACKWARDS


@admin.action(description=_("Merge two events…"), permissions=["merge_some"])
def merge_events(of: Any, request: HttpRequest, queryset: QuerySet[Event]) -> HttpResponse | None:
    """Shows the two and asks; on the answer, merges the one into the other."""
    chosen = list(Event.objects.with_evidence().filter(pk__in=queryset.values("pk")).order_by("pk"))
    if why_not := _refusal(request, chosen):
        messages.error(request, why_not)
        return None
    keep = request.POST.get("survivor", "")
    survivor = next((event for event in chosen if str(event.pk) == keep), None)
    if survivor:
        [event] = [event for event in chosen if event is not survivor]
        for one in chosen:
            as_read(one, request.POST.get(f"version_{one.pk}", ""))
        with saying_refusal(request):
            messages.success(request, merge_into(request, event, survivor))
            return None
    context: dict[str, Any] = {
        "events": chosen,
        "survivor": survivor or likely_survivor(chosen),
        "only_published": len({event.review for event in chosen}) == 2,
        "statuses_differ": len({event.status for event in chosen}) == 2,
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return desk_page(request, "events/merge", gettext("Merge two events"), of=of, **context)


def merge_into(request: HttpRequest, event: Event, survivor: Event) -> str:
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
        key=lambda it: (it.review == Review.PUBLISHED, it.is_reviewed, len(it.evidence.all()), -it.pk),
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
    if not any(may_merge_away(request, event) for event in chosen):
        return gettext("Two published events are merged by a chief editor: ask one, or link the two.")
    return ""


def decide_pair(of: Any, request: HttpRequest) -> HttpResponse:
    """POST `event`, `other` (numbers), `what` (attach, link, apart, forget), `next`; for a link its `link`.

    `event_version` and `other_version`, if sent, are what the editor saw: attaching what has changed
    since is refused. Answers with the way back, and a message.
    """
    event, other = (_seen(request, name) for name in ("event", "other"))
    decisions = {"attach": _attach, "link": _link, "apart": _keep_apart, "forget": _forget}
    decide = decisions.get(request.POST.get("what", ""))
    if decide is None:
        messages.error(request, gettext("Choose what to do with the two events."))
    else:
        with saying_refusal(request):
            messages.success(request, decide(request, event, other))
    way_back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(way_back, {request.get_host()}, require_https=request.is_secure()):
        way_back = change_address(event)
    return HttpResponseRedirect(way_back)


def _seen(request: HttpRequest, name: str) -> Event:
    event = get_object_or_404(Event, pk=parse_pk(request.POST.get(name, "")) or 0)
    return as_read(event, request.POST.get(f"{name}_version", ""))


def _attach(request: HttpRequest, event: Event, other: Event) -> str:
    """Folds the event into the other; the draft of the two, if only one is published."""
    if event.review == Review.PUBLISHED and other.review == Review.DRAFT:
        event, other = other, event
    require(may_merge_away(request, event))
    return merge_into(request, event, other)


def _link(request: HttpRequest, event: Event, other: Event) -> str:
    name = request.POST.get("link", "")
    if name.endswith(BACKWARDS):
        event, other = other, event
    try:
        kind = LinkKind(name.removesuffix(BACKWARDS))
    except ValueError as error:
        raise ValidationError(gettext("Say how the two events are linked.")) from error
    require(may_link(request, event))
    link(event, other, kind)
    names = {"event": event.title, "link": kind.label, "other": other.title}
    return gettext("Linked: “%(event)s” %(link)s “%(other)s”.") % names


def _keep_apart(request: HttpRequest, event: Event, other: Event) -> str:
    require(may_keep_apart(request))
    keep_apart(event, other, by=editor_of(request))
    sentence = gettext("“%(event)s” and “%(other)s” are not offered to each other again.")
    return sentence % {"event": event, "other": other}


def _forget(request: HttpRequest, event: Event, other: Event) -> str:
    require(may_forget_apart(request))
    forget_apart(event, other)
    return gettext("“%(event)s” and “%(other)s” may be offered to each other again.") % {"event": event, "other": other}


@admin.register(NotDuplicate)
class NotDuplicateAdmin(DeskAdmin):
    """The pairs kept apart: looked at, and forgotten where that was a mistake."""

    rules = LISTED_PAIRS
    list_display = ["first", "second", "by", "at"]
    list_select_related = ["first", "second", "by"]
    list_filter = ["by"]
    search_fields = ["first__title_fr", "first__title_en", "second__title_fr", "second__title_en"]
    fields: ClassVar[Any] = ["first", "second", "by", "at"]
    readonly_fields = fields

    def delete_model(self, request: HttpRequest, obj: NotDuplicate) -> None:
        forget_apart(obj.first, obj.second)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[NotDuplicate]) -> None:
        for pair in queryset:
            forget_apart(pair.first, pair.second)
