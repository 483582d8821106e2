"""Where the desk's pages send what an editor decides about a draft and an event that looks like it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from crisis.articles.sent import whole_number
from crisis.events.models import Event
from crisis.events.pairing import forget_apart, keep_apart
from crisis.events.vocabulary import LinkKind, Review
from crisis.events.writing import link

from ..templatetags.pairs import BACKWARDS
from .addresses import change_address
from .deciding import as_read, editor_of, may_change
from .merging import fold, may_fold


class Pairing:
    """Adds `admin:events_event_pair` to the page of all events."""

    def get_urls(self) -> list[URLPattern]:
        view = admin.site.admin_view(require_POST(decide_pair))
        urls: Any = super().get_urls()  # type: ignore[misc]
        return [path("pair/", view, name="events_event_pair"), *urls]


def decide_pair(request: HttpRequest) -> HttpResponse:
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
        try:
            messages.success(request, decide(request, event, other))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
    way_back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(way_back, {request.get_host()}, require_https=request.is_secure()):
        way_back = change_address(event)
    return HttpResponseRedirect(way_back)


def _seen(request: HttpRequest, name: str) -> Event:
    event = get_object_or_404(Event, pk=whole_number(request.POST.get(name, "")) or 0)
    return as_read(event, request.POST.get(f"{name}_version", ""))


def _attach(request: HttpRequest, event: Event, other: Event) -> str:
    """Folds the event into the other; the draft of the two, if only one is published."""
    if event.review == Review.PUBLISHED and other.review == Review.DRAFT:
        event, other = other, event
    _require(may_fold(request, event))
    return fold(request, event, other)


def _link(request: HttpRequest, event: Event, other: Event) -> str:
    name = request.POST.get("link", "")
    if name.endswith(BACKWARDS):
        event, other = other, event
    try:
        kind = LinkKind(name.removesuffix(BACKWARDS))
    except ValueError as error:
        raise ValidationError(gettext("Say how the two events are linked.")) from error
    _require(request.user.has_perm("events.add_eventlink") and may_change(request, event))
    link(event, other, kind)
    names = {"event": event.title, "link": kind.label, "other": other.title}
    return gettext("Linked: “%(event)s” %(link)s “%(other)s”.") % names


def _keep_apart(request: HttpRequest, event: Event, other: Event) -> str:
    _require(request.user.has_perm("events.add_apart"))
    keep_apart(event, other, by=editor_of(request))
    return gettext("“%(event)s” and “%(other)s” are not offered to each other again.") % {
        "event": event,
        "other": other,
    }


def _forget(request: HttpRequest, event: Event, other: Event) -> str:
    _require(request.user.has_perm("events.delete_apart"))
    forget_apart(event, other)
    return gettext("“%(event)s” and “%(other)s” may be offered to each other again.") % {"event": event, "other": other}


def _require(is_allowed: bool) -> None:
    if not is_allowed:
        raise PermissionDenied
