"""Who may decide what at the desk; publishing and retracting from a list, each event on its own, refusals named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from crisis.articles.sent import whole_number
from crisis.events import review
from crisis.events.kinds import kind_of
from crisis.events.many import Verb, to_each
from crisis.events.models import Event
from crisis.events.vocabulary import Review
from crisis.public.shown import is_shown

MOST_UNDONE = 200
"""Events that one link may name."""


def editor_of(request: HttpRequest) -> AbstractBaseUser:
    """Who is signed in; the desk's pages are open to nobody else."""
    if not isinstance(request.user, AbstractBaseUser):
        raise PermissionDenied
    return request.user


def may_publish(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.has_perm("events.publish_event")


def may_retract(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.has_perm("events.retract_event")


def may_change_kind(request: HttpRequest, kind: str) -> bool:
    return request.user.is_active and request.user.has_perm(kind_of(kind).permission("change"))


def may_change(request: HttpRequest, event: Event) -> bool:
    """Drafts are open to all who write; what was published or rejected to those who decide that; what was merged or
    taken back stays as it is."""
    if event.review == Review.DRAFT:
        return True
    return event.review in {Review.PUBLISHED, Review.REJECTED} and may_publish(request)


class OnceShown:
    """For pages of what events rest on: once readers see it, it is changed and deleted by those who may publish."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_change_permission(request, obj)  # type: ignore[misc]
        return allowed and (obj is None or may_publish(request) or not is_shown(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)  # type: ignore[misc]
        return allowed and (obj is None or may_publish(request) or not is_shown(obj))


def as_read(event: Event, version: str) -> Event:
    """The event at the version that was on the page, so that a colleague's change in between is noticed."""
    read = whole_number(version)
    if read is not None:
        event.version = read
    return event


def with_undo(sentence: str, events: Iterable[Event]) -> SafeString | str:
    """The sentence with a link that offers to take back what it tells of."""
    named = [("event", event.pk) for event in events]
    if not named or len(named) > MOST_UNDONE:
        return sentence
    address = f"{reverse('admin:events_undo')}?{urlencode(named)}"
    return format_html('{} <a href="{}">{}</a>', sentence, address, gettext("Undo"))


class Deciding:
    """The actions of every list of events."""

    actions: Any = ["publish_events", "retract_events"]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request)

    def has_retract_permission(self, request: HttpRequest) -> bool:
        return may_retract(request)

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish_events(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        done = decide_each(request, queryset, lambda event: review.publish(event, by=editor_of(request)))
        say_decided(request, ngettext("%(count)s event published.", "%(count)s events published.", len(done)), done)

    @admin.action(description=_("Retract…"), permissions=["retract"])
    def retract_events(self, request: HttpRequest, queryset: QuerySet[Event]) -> TemplateResponse | None:
        """Asks for the reason first: readers will see it."""
        reason = request.POST.get("reason", "").strip()
        if not reason:
            if "reason" in request.POST:
                messages.error(request, gettext("Say why the event is retracted: readers will see it."))
            context = {
                **admin.site.each_context(request),
                "title": gettext("Retract"),
                "events": queryset,
                "checkbox": ACTION_CHECKBOX_NAME,
                "opts": queryset.model._meta,
            }
            return TemplateResponse(request, "admin/events/retract.html", context)
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
