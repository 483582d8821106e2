"""Events and the whole data set in schema.org's words, for search engines, assistants and catalogues.

Who reports it stands in every event. A meeting or a troop movement is an `Event`, exact words are a `Quotation`, and
what is denied is a `Claim`.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Max, Min
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from crisis.articles.dates import parse_days
from crisis.articles.models import Article
from crisis.edtf import exactly_known
from crisis.events.kinds import kind_of
from crisis.events.models import Event
from crisis.events.vocabulary import ActorKind, MeetingFormat, Mode, Role, Status
from crisis.public.event.evidence import PublicEvidence, PublicPassage, PublicReference
from crisis.public.event.public_event import PublicActor, PublicEvent, PublicPlace
from crisis.public.selection import Selection
from crisis.public.site import Site, urn_of

from ..exports.formats import FORMATS

CONTEXT = "https://schema.org"
Thing = dict[str, Any]

_TYPES = {
    ActorKind.PERSON: "Person",
    ActorKind.STATE: "GovernmentOrganization",  # its `Country` is a place, and places do not meet
    ActorKind.ORGANISATION: "Organization",
    ActorKind.FORCE: "Organization",
}
_STATUSES = {Status.SCHEDULED: "EventScheduled", Status.CANCELLED: "EventCancelled"}
"""That something occurred, was only announced or is denied has no name there, and none is made up."""
_ATTENDANCE: dict[str, str] = {
    MeetingFormat.IN_PERSON: "OfflineEventAttendanceMode",
    MeetingFormat.VISIT: "OfflineEventAttendanceMode",
    MeetingFormat.PHONE: "OnlineEventAttendanceMode",
    MeetingFormat.VIDEO: "OnlineEventAttendanceMode",
}
_ROLES = {
    Role.PARTICIPANT: "attendee",
    Role.INVOLVED: "contributor",
    Role.HOST: "organizer",
    Role.FORCE: "performer",
}


def thing_of(event: PublicEvent, site: Site, page: str) -> Thing:
    """The event as the page at that address shows it, in the language that is active."""
    if event.status == Status.DENIED:
        claimed_by = Role.CLAIMED_BY if _actors(event, Role.CLAIMED_BY, site) else Role.SPEAKER
        told = _claim(event, site, str(event.title), claimed_by)
    elif not kind_of(event.kind).actions:
        told = _statement(event, site)
    else:
        told = _event(event, site)
    return _without_gaps(
        {
            "@context": CONTEXT,
            **told,
            "@id": urn_of(event.uid),
            "url": site.permalink(event.uid),
            "mainEntityOfPage": page,
            "name": str(event.title),
            "description": f"{capfirst(event.date)}. {event.summary}".strip(),  # the words of a date tell its doubt
        }
    )


def page_about(article: Article, page: str) -> Thing:
    """The page is not the article: it is about it, and leads to it where it can still be read."""
    return _without_gaps(
        {
            "@context": CONTEXT,
            "@type": "WebPage",
            "url": page,
            "about": {
                "@type": "NewsArticle",
                "headline": article.title,
                "inLanguage": article.language,
                "datePublished": exactly_known(article.days),
                "publisher": _publisher(article.source.name),
                "sourceOrganization": _publisher(article.agency_name),
                "url": article.url,
            },
        }
    )


def _event(event: PublicEvent, site: Site) -> Thing:
    day = exactly_known(event.days)
    status = _STATUSES.get(Status(event.status))
    attendance = _ATTENDANCE.get(str(event.details.get("format")))
    return {
        "@type": "Event",
        "startDate": day,
        "endDate": day,
        "eventStatus": f"{CONTEXT}/{status}" if status else None,
        "eventAttendanceMode": f"{CONTEXT}/{attendance}" if attendance else None,
        "location": _place(event.place, site),
        **{name: _actors(event, role, site) for role, name in _ROLES.items()},
        "subjectOf": [
            *(_claim(event, site, words, Role.CLAIMED_BY) for words in event.leading),  # how many, according to whom
            *map(_evidence, event.evidence),
        ],
    }


def _statement(event: PublicEvent, site: Site) -> Thing:
    """Exact words where they are held; else a work of which only the sense is known."""
    speakers = _actors(event, Role.SPEAKER, site)
    told: Thing = {
        "creator": speakers,
        "dateCreated": exactly_known(event.days),
        "contentLocation": _place(event.place, site),
    }
    if event.details.get("mode") != Mode.DIRECT or not event.quotes:
        return {"@type": "CreativeWork", **told, "citation": [*map(_evidence, event.evidence)]}
    words, *others = map(_quotation, event.quotes)
    citation = [*map(_publication, event.evidence)]
    return {**told, "citation": citation, **words, "spokenByCharacter": speakers, "hasPart": others}


def _claim(event: PublicEvent, site: Site, words: str, claimed_by: Role) -> Thing:
    """Somebody says so, and of what is denied somebody says no: neither is asserted."""
    return {
        "@type": "Claim",
        "text": words,
        "claimant": _actors(event, claimed_by, site),
        "appearance": [*map(_publication, event.evidence)],
    }


def _evidence(support: PublicEvidence) -> Thing:
    return _quotation(support.passage) if support.passage else _publication(support)


def _quotation(passage: PublicPassage) -> Thing:
    return {
        "@type": "Quotation",
        "text": passage.words,
        "inLanguage": passage.language,
        "isPartOf": _article(passage),
    }


def _publication(support: PublicEvidence) -> Thing:
    if support.passage:
        return _article(support.passage)
    cited = support.cited or PublicReference(publisher="", publisher_slug="", title="", url="")
    return {
        "@type": "CreativeWork",  # a communiqué, a chronology, an article: which of them is not held here
        "name": cited.title,
        "publisher": _publisher(cited.publisher),
        "url": cited.url,
    }


def _article(passage: PublicPassage) -> Thing:
    return {
        "@type": "NewsArticle",
        "headline": passage.title,
        "inLanguage": passage.language,
        "datePublished": exactly_known(parse_days(passage.published)),
        "publisher": _publisher(passage.publisher),
        "sourceOrganization": _publisher(passage.agency),
        "url": passage.url,
    }


def _publisher(name: str) -> Thing | None:
    return {"@type": "Organization", "name": name} if name else None


def _actors(event: PublicEvent, role: Role, site: Site) -> list[Thing]:
    """Those with a name. Of those only described nobody knows whether they are one or many."""
    return [_actor(who, site) for who in event.actors if who.role == role and who.name.slug]


def _actor(who: PublicActor, site: Site) -> Thing:
    return {
        "@type": _TYPES[ActorKind(who.kind)],
        "name": str(who.name),
        "url": site.named("actor", who.name.slug),
    }


def _place(where: PublicPlace | None, site: Site) -> Thing | None:
    if where is None:
        return None
    is_point = where.latitude is not None and not where.is_approximate
    return {
        "@type": "Place",
        "name": str(where.name),
        "url": site.named("place", where.name.slug),
        "geo": {"@type": "GeoCoordinates", "latitude": where.latitude, "longitude": where.longitude}
        if is_point
        else None,
    }


def _without_gaps(thing: Thing) -> Thing:
    """What is not known is not mentioned."""

    def told(value: Any) -> Any:
        if isinstance(value, list):
            return [told(item) for item in value]
        return _without_gaps(value) if isinstance(value, dict) else value

    kept = {name: told(value) for name, value in thing.items()}
    return {name: value for name, value in kept.items() if value not in (None, "", [])}


def dataset_of(site: Site) -> Thing:
    """In the language that is active (one question)."""
    known = Event.objects.public().aggregate(first=Min("starts_on"), last=Max("ends_on"), changed=Max("changed_at"))
    publisher = _publisher(settings.SITE_PUBLISHER)
    is_dated = known["first"] and known["last"]
    told: Thing = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": f"{site.at('/')}#dataset",
        "name": _("The Ukraine crisis, from the source"),
        "description": _(
            "Meetings, troop movements and statements before the invasion of Ukraine, each with the sentence of the "
            "article that reports it or a reference, and with how sure its date is. Excerpts belong to their "
            "publishers; the licence is for the wording of this project: titles, summaries, dates."
        ),
        "url": site.page("sharing:data"),
        "inLanguage": ["fr", "en"],
        "isAccessibleForFree": True,
        "measurementTechnique": _("press articles read by rules and by editors"),
        "about": {"@type": "Thing", "name": _("The Ukraine crisis")},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": str(form.label),
                "encodingFormat": form.media_type,
                "contentUrl": site.export(form.ending, Selection()),
            }
            for form in FORMATS.values()
        ],
        "license": settings.DATA_LICENCE,
        "creator": publisher,
        "publisher": publisher,
        "dateModified": known["changed"] and known["changed"].isoformat(timespec="seconds"),
        "temporalCoverage": is_dated and f"{known['first'].isoformat()}/{known['last'].isoformat()}",
    }
    return _without_gaps(told)
