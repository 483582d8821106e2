"""The same evidence seen from an article, an actor, a place, a topic; and what this site is."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Min, Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from crisis.articles.models import Article, Reference, Rights
from crisis.events.models import Actor, Event, Evidence, Place, Topic
from crisis.events.paging import page_of
from crisis.events.selection import Selection
from crisis.events.vocabulary import Kind, Review

from .listing import grouped
from .panel import badge_of
from .passage import address_of, in_context
from .sentences import sentence_of
from .wording import event_date


@require_safe
def article(request: HttpRequest, number: int) -> HttpResponse:
    """All the passages of an article that support a published event, in the order they stand in."""
    found = get_object_or_404(Article.objects.select_related("source", "agency"), pk=number)
    evidence = (
        Evidence.objects.filter(excerpt__article=found, event__review=Review.PUBLISHED)
        .select_related("event")
        .order_by("excerpt__start", "excerpt__end", "pk")
    )
    passages: dict[int, dict[str, Any]] = {}
    for item in evidence:
        if item.excerpt is None:
            continue
        entry = passages.setdefault(
            item.excerpt.pk,
            {"passage": in_context(item.excerpt), "address": address_of(item.excerpt), "events": []},
        )
        entry["events"].append(
            {"event": item.event, "date": event_date(item.event), "badge": badge_of(item.event)},
        )
    if not passages:
        raise Http404
    context = {"article": found, "passages": passages.values(), "is_full": found.rights == Rights.FULL}
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
    context = {
        "subject": subject,
        "selection": selection,
        "parameter": parameter,
        "groups": grouped(page.events, selection),
        "page": page,
        "count": count,
        "sentence": sentence_of(Selection(), count),
        "timeline_address": f"{reverse('timeline:timeline')}?{selection.without_cursor.query_string}",
    }
    return render(request, "timeline/subject.html", context)


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
        **{kind.value: Count("pk", filter=Q(kind=kind)) for kind in Kind},
    )
    shown = Q(evidence__event__review=Review.PUBLISHED)
    context = {
        "numbers": numbers,
        "kinds": [(kind.plural, numbers[kind.value]) for kind in Kind],
        "articles": Article.objects.filter(Q(excerpts__evidence__event__review=Review.PUBLISHED)).distinct().count(),
        "references": Reference.objects.filter(shown).distinct().count(),
    }
    return render(request, "timeline/about.html", context)
