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
from crisis.public.event.public_event import PublicActor, PublicEvent, PublicName, PublicPlace
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
        told = _claim(event, site)
    elif not kind_of(event.kind).actions:
        told = _statement(event, site)
    else:
        told = _event(event, site)
    whole = {
        "@context": CONTEXT,
        **told,
        "@id": urn_of(event.uid),
        "url": site.permalink(event.uid),
        "mainEntityOfPage": page,
        "name": _said(event.title, site),
        "description": _description(event, site),
    }
    thing: Thing = _without_gaps(whole)
    return thing


def page_about(article: Article, page: str) -> Thing:
    """The page is not the article: it is about it, and leads to it where it can still be read."""
    told: Thing = _without_gaps(
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
    return told


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
        "subjectOf": [*_figures(event, site), *(_evidence(support) for support in event.evidence)],
    }


def _statement(event: PublicEvent, site: Site) -> Thing:
    """Exact words where they are held; else a work of which only the sense is known."""
    speakers = _actors(event, Role.SPEAKER, site)
    told: Thing = {
        "creator": speakers,
        "dateCreated": exactly_known(event.days),
        "contentLocation": _place(event.place, site),
        "citation": [_publication(support) for support in event.evidence],
    }
    if event.details.get("mode") != Mode.DIRECT or not event.quotes:
        return {"@type": "CreativeWork", **told, "citation": [_evidence(support) for support in event.evidence]}
    words, *others = (_quotation(quote) for quote in event.quotes)
    return {**told, **words, "spokenByCharacter": speakers, "hasPart": others}


def _claim(event: PublicEvent, site: Site) -> Thing:
    """Somebody says so and somebody says no: neither is asserted."""
    return {
        "@type": "Claim",
        "text": _said(event.title, site),
        "claimant": _actors(event, Role.CLAIMED_BY, site) or _actors(event, Role.SPEAKER, site),
        "appearance": [_publication(support) for support in event.evidence],
    }


def _figures(event: PublicEvent, site: Site) -> list[Thing]:
    """How many soldiers, according to whom."""
    return [
        {
            "@type": "Claim",
            "text": words,
            "claimant": _actors(event, Role.CLAIMED_BY, site),
            "appearance": [_publication(evidence) for evidence in event.evidence],
        }
        for words in event.leading
    ]


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
        "name": _said(who.name, site),
        "url": site.named("actor", who.name.slug),
    }


def _place(where: PublicPlace | None, site: Site) -> Thing | None:
    if where is None:
        return None
    is_point = where.latitude is not None and not where.is_approximate
    return {
        "@type": "Place",
        "name": _said(where.name, site),
        "url": site.named("place", where.name.slug),
        "geo": {"@type": "GeoCoordinates", "latitude": where.latitude, "longitude": where.longitude}
        if is_point
        else None,
    }


def _description(event: PublicEvent, site: Site) -> str:
    """With the date in words, which tell its doubt."""
    summary = _said(event.summary, site)
    return " ".join(filter(None, [f"{capfirst(event.date)}.", summary]))


def _said(name: PublicName, site: Site) -> str:
    return name.in_(site.language)


def _without_gaps(told: Any) -> Any:
    """What is not known is not mentioned."""
    if isinstance(told, dict):
        kept = {name: _without_gaps(value) for name, value in told.items()}
        return {name: value for name, value in kept.items() if value not in (None, "", [])}
    return [_without_gaps(item) for item in told] if isinstance(told, list) else told


def dataset_of(site: Site) -> dict[str, Any]:
    """In the language that is active (one question)."""
    known = Event.objects.public().aggregate(first=Min("starts_on"), last=Max("ends_on"), changed=Max("changed_at"))
    told: dict[str, Any] = {
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
    }
    if settings.DATA_LICENCE:
        told["license"] = settings.DATA_LICENCE
    if settings.SITE_PUBLISHER:
        told["creator"] = told["publisher"] = {"@type": "Organization", "name": settings.SITE_PUBLISHER}
    if known["changed"]:
        told["dateModified"] = known["changed"].isoformat(timespec="seconds")
    if known["first"] and known["last"]:
        told["temporalCoverage"] = f"{known['first'].isoformat()}/{known['last'].isoformat()}"
    return told
