"""An event in schema.org's words, for search engines and assistants: who reports it stands in every one of them.

A meeting or a troop movement is an `Event`, exact words are a `Quotation`, and what is denied is a `Claim`.
"""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst

from crisis.articles.dates import date_in_words, parse_days
from crisis.articles.models import Article
from crisis.edtf import exactly_known
from crisis.events.vocabulary import ActorKind, Kind, MeetingFormat, Mode, Role, Status
from crisis.public.record import Cited, Name, Passage, Record, Support, Where, Who
from crisis.public.site import Site, urn_of
from crisis.public.wording import strength_in_words

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


def thing_of(record: Record, site: Site, page: str) -> Thing:
    """The event as the page at that address shows it, in the language that is active."""
    if record.status == Status.DENIED:
        told = _claim(record, site)
    elif record.kind == Kind.STATEMENT:
        told = _statement(record, site)
    else:
        told = _event(record, site)
    whole = {
        "@context": CONTEXT,
        **told,
        "@id": urn_of(record.uid),
        "url": site.permalink(record.uid),
        "mainEntityOfPage": page,
        "name": _said(record.title, site),
        "description": _description(record, site),
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


def _event(record: Record, site: Site) -> Thing:
    day = exactly_known(record.days)
    status = _STATUSES.get(Status(record.status))
    attendance = _ATTENDANCE.get(str(record.details.get("format")))
    return {
        "@type": "Event",
        "startDate": day,
        "endDate": day,
        "eventStatus": f"{CONTEXT}/{status}" if status else None,
        "eventAttendanceMode": f"{CONTEXT}/{attendance}" if attendance else None,
        "location": _place(record.place, site),
        **{name: _actors(record, role, site) for role, name in _ROLES.items()},
        "subjectOf": [*_figures(record, site), *(_evidence(support) for support in record.support)],
    }


def _statement(record: Record, site: Site) -> Thing:
    """Exact words where they are held; else a work of which only the sense is known."""
    speakers = _actors(record, Role.SPEAKER, site)
    told: Thing = {
        "creator": speakers,
        "dateCreated": exactly_known(record.days),
        "contentLocation": _place(record.place, site),
        "citation": [_publication(support) for support in record.support],
    }
    if record.details.get("mode") != Mode.DIRECT or not record.quotes:
        return {"@type": "CreativeWork", **told, "citation": [_evidence(support) for support in record.support]}
    words, *others = (_quotation(quote) for quote in record.quotes)
    return {**told, **words, "spokenByCharacter": speakers, "hasPart": others}


def _claim(record: Record, site: Site) -> Thing:
    """Somebody says so and somebody says no: neither is asserted."""
    return {
        "@type": "Claim",
        "text": _said(record.title, site),
        "claimant": _actors(record, Role.CLAIMED_BY, site) or _actors(record, Role.SPEAKER, site),
        "appearance": [_publication(support) for support in record.support],
    }


def _figures(record: Record, site: Site) -> list[Thing]:
    """How many soldiers, according to whom."""
    words = strength_in_words(*record.strength)
    if not words:
        return []
    return [
        {
            "@type": "Claim",
            "text": words,
            "claimant": _actors(record, Role.CLAIMED_BY, site),
            "appearance": [_publication(support) for support in record.support],
        }
    ]


def _evidence(support: Support) -> Thing:
    return _quotation(support.passage) if support.passage else _publication(support)


def _quotation(passage: Passage) -> Thing:
    return {
        "@type": "Quotation",
        "text": passage.words,
        "inLanguage": passage.language,
        "isPartOf": _article(passage),
    }


def _publication(support: Support) -> Thing:
    if support.passage:
        return _article(support.passage)
    cited = support.cited or Cited(publisher="", publisher_slug="", title="", url="")
    return {
        "@type": "CreativeWork",  # a communiqué, a chronology, an article: which of them is not held here
        "name": cited.title,
        "publisher": _publisher(cited.publisher),
        "url": cited.url,
    }


def _article(passage: Passage) -> Thing:
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


def _actors(record: Record, role: Role, site: Site) -> list[Thing]:
    """Those with a name. Of those only described nobody knows whether they are one or many."""
    return [_actor(who, site) for who in record.actors if who.role == role and who.name.slug]


def _actor(who: Who, site: Site) -> Thing:
    return {
        "@type": _TYPES[ActorKind(who.kind)],
        "name": _said(who.name, site),
        "url": site.named("actor", who.name.slug),
    }


def _place(where: Where | None, site: Site) -> Thing | None:
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


def _description(record: Record, site: Site) -> str:
    """With the date in words, which tell its doubt."""
    summary = _said(record.summary, site)
    return " ".join(filter(None, [f"{capfirst(date_in_words(record.days))}.", summary]))


def _said(name: Name, site: Site) -> str:
    return name.in_(site.language)


def _without_gaps(told: Any) -> Any:
    """What is not known is not mentioned."""
    if isinstance(told, dict):
        kept = {name: _without_gaps(value) for name, value in told.items()}
        return {name: value for name, value in kept.items() if value not in (None, "", [])}
    return [_without_gaps(item) for item in told] if isinstance(told, list) else told
