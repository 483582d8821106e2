"""The read-only API: the page's own selections, as data. What readers may not see is not here either."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI
from ninja.errors import HttpError

from crisis.articles.dates import later
from crisis.events.density import bin_end, binned_by, counted_by_day, span_of, step_for
from crisis.events.models import Actor, Event, Evidence, Participation, Place, Topic
from crisis.events.paging import page_of
from crisis.events.permalinks import public_or_retracted
from crisis.events.selection import Selection
from crisis.events.vocabulary import Review

PERIODS = {"day": "P1D", "week": "P7D", "month": "P1M", "year": "P1Y"}

api = NinjaAPI(
    title="The Ukraine crisis, from the source",
    version="1",
    urls_namespace="api",
    docs_url=None,  # its page would ask another host for scripts
    description="Selections take the same parameters as the page: kind, actor, place, topic, status, source, "
    "evidence, reviewed (each repeatable), from, to (EDTF), q, sort, cursor.",
)


@api.get("/events", summary="Events of a selection, fifty a page")
def events(request: HttpRequest) -> dict[str, Any]:
    selection = Selection.parse(request.GET)
    page = page_of(selection)
    onward = f"{reverse('api:events')}?{page.next}" if page.next is not None else None
    return {
        "items": [_event(event) for event in page.events],
        "count": selection.events().count(),
        "next": onward,
    }


@api.get("/events/{slug:uid}", summary="One event; where it was merged, the one that survives")
def event(request: HttpRequest, uid: str) -> dict[str, Any]:
    found = public_or_retracted(uid)
    if found is None:
        raise HttpError(404, "There is no such event.")
    if found.review == Review.RETRACTED:
        raise HttpError(410, found.review_reason)
    return _event(Event.objects.with_evidence().get(pk=found.pk))


@api.get("/density", summary="How many events of a selection began when, by kind (half-open days)")
def density(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    counts = counted_by_day(Selection.parse(request.GET).events())
    span = span_of(counts)
    step = step_for(*span) if span else "day"
    bins = sorted(binned_by(step, counts).items())
    return {
        "step": PERIODS[step],
        "bins": [
            {
                "from": first.isoformat(),
                "to": later(bin_end(first, step), timedelta(days=1)).isoformat(),
                "kind": kind,
                "count": number,
            }
            for (first, kind), number in bins
        ],
    }


def _event(event: Event) -> dict[str, Any]:
    """Asks nothing of the database where the event was fetched `with_evidence`."""
    return {
        "uid": event.uid,
        "url": reverse("permalink", args=[event.uid]),
        "kind": event.kind,
        "status": event.status,
        "title": {"fr": event.title_fr, "en": event.title_en},
        "summary": {"fr": event.summary_fr, "en": event.summary_en},
        "when": event.when or None,
        "starts_on": event.starts_on,
        "ends_on": event.ends_on,
        "precision": event.precision,
        "place": _named(event.place),
        "actors": [_part(part) for part in event.participations.all()],
        "reviewed": event.is_reviewed,
        "evidence": [_support(evidence) for evidence in event.evidence.all()],
    }


def _named(subject: Actor | Place | Topic | None) -> dict[str, Any] | None:
    return {"slug": subject.slug, "name": {"fr": subject.name_fr, "en": subject.name_en}} if subject else None


def _part(part: Participation) -> dict[str, Any]:
    if part.actor:
        return {**(_named(part.actor) or {}), "role": part.role}
    return {"slug": None, "name": part.description, "role": part.role}


def _support(evidence: Evidence) -> dict[str, Any]:
    if evidence.excerpt:
        article = evidence.excerpt.article
        return {
            "stance": evidence.stance,
            "text": evidence.excerpt.words,
            "publisher": article.source.name,
            "title": article.title,
            "url": article.url or None,
        }
    reference = evidence.reference
    return {
        "stance": evidence.stance,
        "text": None,
        "publisher": reference.source.name if reference else None,
        "title": reference.title if reference else None,
        "url": (reference.url or None) if reference else None,
    }
