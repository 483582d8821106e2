"""The pages beside the timeline: an article, an actor, a place, a topic, a selection on paper; what this site is."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from crisis.articles.dates import day_in_words
from crisis.articles.models import Article, Reference, Rights
from crisis.events.kinds import KINDS
from crisis.events.models import Actor, Event, Evidence, Place, Topic
from crisis.events.models.subjects import Named
from crisis.events.querysets import EventQuerySet
from crisis.events.reporting import MOST_FROM_ONE
from crisis.public.event.listing import by_month, passages_of, public_articles
from crisis.public.event.public_event import PublicEvent
from crisis.public.filters import subject_filter_of
from crisis.public.filters.subjects import publishers
from crisis.public.paging import page_of
from crisis.public.selection import Selection
from crisis.public.site import Site
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
def subject(request: HttpRequest, slug: str, model: type[Actor | Place | Topic]) -> HttpResponse:
    """An actor, a place or a topic, with its published events, fifty a page."""
    subject = get_object_or_404(model, slug=slug)
    parameter = subject_filter_of(model).name
    query = QueryDict(mutable=True)
    query[parameter] = subject.slug
    query["cursor"] = request.GET.get("cursor", "")
    selection = Selection.parse(query)
    events, page = selection.events(), page_of(selection)
    count = events.count()
    if not count and not is_shown(subject):
        raise Http404  # at the desk only, for a draft perhaps
    context = {
        "subject": subject,
        "selection": selection,
        "kind": kind_of(subject),
        "other_names": other_names(subject),
        "companions": companions(subject, events),
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
    site = Site.of_page(request)
    context = {
        "selection": selection,
        "entries": [PublicEvent(event) for event in events[:MOST_PRINTED]],
        "origin": site.origin,
        "sentence": selection.sentence(count),
        "left_out": max(count - MOST_PRINTED, 0),
        "most": MOST_PRINTED,
        "today": day_in_words(timezone.now().date()),
        "timeline_path": timeline_path(selection),
        "timeline_address": site.timeline(selection),
    }
    return render(request, "timeline/print.html", context)


def kind_of(subject: Named) -> str:
    match subject:
        case Actor():
            return str(subject.get_kind_display())
        case Place():
            return str(PLACE_KINDS.get(subject.kind) or subject.kind or _("place"))
        case _:
            return str(_("topic"))


def other_names(subject: Named) -> list[str]:
    """The name in the other language, and what articles call it besides."""
    names = [subject.name_fr, subject.name_en]
    if isinstance(subject, Actor | Place):
        names += [line.strip() for line in subject.aliases.splitlines()]
    return [name for name in dict.fromkeys(names) if name and name != subject.name]


def companions(subject: Named, events: EventQuerySet) -> list[tuple[Actor, int]]:
    """The actors of most of its `events`, itself left out, each with how many."""
    counts = subject_filter_of(Actor).count(events)
    actors = [actor for actor in Actor.objects.in_bulk(list(counts)).values() if actor != subject]
    actors.sort(key=lambda actor: (-counts[actor.pk], actor.slug))
    return [(actor, counts[actor.pk]) for actor in actors[:MOST_COMPANIONS]]


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Method, sources, limits, and the numbers as they are now."""
    public = Event.objects.public()
    numbers = public.aggregate(
        all=Count("pk"),
        reviewed=Count("pk", filter=Q(reviewed_at__isnull=False)),
        undated=Count("pk", filter=Q(starts_on=None, ends_on=None)),
        first=Min("starts_on"),
        last=Max("ends_on"),
        **{kind.code: Count("pk", filter=Q(kind=kind.code)) for kind in KINDS},
    )
    context = {
        "numbers": numbers,
        "kinds": [(str(kind.plural), numbers[kind.code]) for kind in KINDS],
        "articles": public_articles().count(),
        "publishers": publishers(),
        "references": Reference.objects.filter(pk__in=Evidence.objects.public().values("reference")).count(),
    }
    return render(request, "timeline/about.html", context)


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Who publishes the site and where it stands, as far as the operator has said."""
    context = {
        "publisher": settings.SITE_PUBLISHER,
        "publisher_address": settings.SITE_PUBLISHER_ADDRESS,
        "director": settings.SITE_DIRECTOR,
        "host": settings.SITE_HOST_NAME,
        "host_address": settings.SITE_HOST_ADDRESS,
        "email": settings.CONTACT_EMAIL,
    }
    return render(request, "timeline/legal.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "timeline/privacy.html", {"email": settings.CONTACT_EMAIL, "most_reports": MOST_FROM_ONE})


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "timeline/contact.html", {"email": settings.CONTACT_EMAIL})
