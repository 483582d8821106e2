"""The same evidence seen from an article, an actor, a place, a topic."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from crisis.articles.models import Article, Rights
from crisis.articles.passage import address_of, in_context
from crisis.events.models import Actor, Evidence, Place, Topic
from crisis.events.vocabulary import Review
from crisis.public.paging import page_of
from crisis.public.selection import Selection
from crisis.public.visibility import is_shown
from crisis.public.wording import badge_of, event_date

from .listing import grouped
from .subjects import companions, kind_of, other_names


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
    if not count and not is_shown(subject):
        raise Http404  # at the desk only, for a draft perhaps
    context = {
        "subject": subject,
        "selection": selection,
        "kind": kind_of(subject),
        "other_names": other_names(subject),
        "companions": companions(subject),
        "parameter": parameter,
        "groups": grouped(page.events, selection),
        "page": page,
        "count": count,
        "sentence": Selection().sentence(count),
        "timeline_address": selection.without_cursor.behind(reverse("timeline:timeline")),
        "print_address": selection.without_cursor.behind(reverse("timeline:print")),
    }
    return render(request, "timeline/subject.html", context)
