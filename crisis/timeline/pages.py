"""The same events as other pages show them: of an article, an actor, a place, a topic; and a selection on paper."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from crisis.articles.dates import day_in_words
from crisis.articles.models import Article, Rights
from crisis.events.models import Actor, Participation, Place, Tagging, Topic
from crisis.public.event.listing import by_month, passages_of
from crisis.public.event.public_event import PublicEvent
from crisis.public.paging import page_of
from crisis.public.selection import Selection
from crisis.public.visibility import is_shown

from .workspace import timeline_path

MOST_PRINTED = 1000
MOST_COMPANIONS = 8

PLACE_KINDS = {
    "airbase": _("air base"),
    "airfield": _("airfield"),
    "airport": _("airport"),
    "border": _("border"),
    "building": _("building"),
    "cape": _("cape"),
    "city": _("city"),
    "continent": _("continent"),
    "country": _("country"),
    "island": _("island"),
    "military_base": _("military base"),
    "port": _("port"),
    "railway_station": _("railway station"),
    "region": _("region"),
    "sea": _("sea"),
    "sea_area": _("sea area"),
    "strait": _("strait"),
    "town": _("town"),
    "training_ground": _("training ground"),
    "village": _("village"),
}
"""The words the gazetteer uses. What an editor writes besides is shown as written."""


@dataclass(frozen=True, slots=True)
class Companion:
    """An actor of the same events, and of how many."""

    actor: Actor
    count: int


@require_safe
def article(request: HttpRequest, number: int) -> HttpResponse:
    """All the passages of an article that support a public event, in the order they stand in."""
    found = get_object_or_404(Article.objects.select_related("source", "agency"), pk=number)
    passages = passages_of(found)
    if not passages:
        raise Http404
    context = {"article": found, "passages": passages, "is_full": found.rights == Rights.FULL}
    return render(request, "timeline/article.html", context)


@require_safe
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    return _subject(request, "actor", get_object_or_404(Actor, slug=slug))


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    return _subject(request, "place", get_object_or_404(Place, slug=slug))


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    return _subject(request, "topic", get_object_or_404(Topic, slug=slug))


def _subject(request: HttpRequest, parameter: str, subject: Actor | Place | Topic) -> HttpResponse:
    """Its published events, fifty a page."""
    query = QueryDict(mutable=True)
    query[parameter] = subject.slug
    query["cursor"] = request.GET.get("cursor", "")
    selection = Selection.parse(query)
    page = page_of(selection)
    count = selection.events().count()
    if not count and not is_shown(subject):
        raise Http404  # at the desk only, for a draft perhaps
    context = {
        "subject": subject,
        "selection": selection,
        "kind": kind_of(subject),
        "other_names": other_names(subject),
        "companions": companions(subject),
        "parameter": parameter,
        "groups": by_month(page.events, selection),
        "page": page,
        "count": count,
        "sentence": Selection().sentence(count),
        "timeline_address": timeline_path(selection.without_cursor),
        "print_address": selection.without_cursor.behind(reverse("timeline:print")),
    }
    return render(request, "timeline/subject.html", context)


@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """At most a thousand events; the page says so where there are more. Those without a date come last."""
    selection = Selection.parse(request.GET).without_cursor
    in_order = selection.events().as_a_chronology()
    events = list(in_order.with_evidence()[: MOST_PRINTED + 1])
    count = selection.events().count() if len(events) > MOST_PRINTED else len(events)
    timeline = timeline_path(selection)
    context = {
        "selection": selection,
        "entries": [PublicEvent(event) for event in events[:MOST_PRINTED]],
        "origin": request.build_absolute_uri("/").rstrip("/"),
        "sentence": selection.sentence(count),
        "left_out": max(count - MOST_PRINTED, 0),
        "most": MOST_PRINTED,
        "today": day_in_words(timezone.now().date()),
        "timeline_path": timeline,
        "timeline_address": request.build_absolute_uri(timeline),
    }
    return render(request, "timeline/print.html", context)


def kind_of(subject: Actor | Place | Topic) -> str:
    match subject:
        case Actor():
            return str(subject.get_kind_display())
        case Place():
            return str(PLACE_KINDS.get(subject.kind) or subject.kind or _("place"))
        case _:
            return str(_("topic"))


def other_names(subject: Actor | Place | Topic) -> list[str]:
    """The name in the other language, and what articles call it besides."""
    names = [subject.name_fr, subject.name_en]
    if not isinstance(subject, Topic):
        names += [line.strip() for line in subject.aliases.splitlines()]
    return [name for name in dict.fromkeys(names) if name and name != subject.name]


def companions(subject: Actor | Place | Topic) -> list[Companion]:
    """The actors of most of its published events, itself left out."""
    parts = Participation.objects.public().filter(actor__isnull=False)
    match subject:
        case Actor():
            there = Participation.objects.filter(actor=subject).values("event")
            parts = parts.filter(event__in=there).exclude(actor=subject)
        case Place():
            parts = parts.filter(event__place=subject)
        case _:
            parts = parts.filter(event__in=Tagging.objects.filter(topic=subject).values("event"))
    rows = (
        parts.order_by()
        .values_list("actor", "actor__slug")
        .annotate(events=Count("event", distinct=True))
        .order_by("-events", "actor__slug")[:MOST_COMPANIONS]
    )
    counts = {pk: count for pk, _slug, count in rows}
    actors = Actor.objects.in_bulk(list(counts))
    return [Companion(actors[pk], count) for pk, count in counts.items()]
