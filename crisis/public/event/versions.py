"""An event's past as readers are told it: each version that they saw, and what each correction changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from crisis.articles.dates import day_in_words, edtf_in_words
from crisis.articles.models import Article
from crisis.events.models import Event, EventLink, EventRevision
from crisis.events.past.content import Change, Content, alike, articles_in, as_event, changes, hold, public
from crisis.events.past.corrections import corrections_among
from crisis.events.vocabulary import Review, name_language

from ..permalinks import public_or_retracted

OF_A_LANGUAGE = {"title_fr": "fr", "summary_fr": "fr", "title_en": "en", "summary_en": "en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionSpan:
    """A version that readers saw, and for how long."""

    number: int
    since: datetime
    until: datetime | None
    """`None` for the one that stands."""
    revision: int
    """The last of its revisions, by primary key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    span: VersionSpan
    event: Any
    """The event with all that hung on it. It is never saved."""
    content: Content
    """The same as readers were told it, without links to what they may not see today."""


def public_versions(event: Event) -> list[VersionSpan]:
    """Oldest first. What an editor took back to a draft is no longer shown, nor is anything before it.

    Empty for an event without a past, and for one that readers may not see now.
    """
    revisions = EventRevision.objects.filter(event_id=event.pk, is_deletion=False).order_by("pk")
    told = list(revisions.values_list("number", "review", "at", "pk"))
    hidden = [at for at, (_number, review, *_rest) in enumerate(told) if not Review(review).was_public]
    told = told[hidden[-1] + 1 :] if hidden else told
    spans: list[VersionSpan] = []
    for at, (number, review, since, _pk) in enumerate(told):
        if review != Review.PUBLISHED or (spans and spans[-1].number == number):
            continue
        until = next((date for other, _review, date, _pk in told[at + 1 :] if other != number), None)
        last = max(pk for other, _review, _date, pk in told if other == number)
        spans.append(VersionSpan(number=number, since=since, until=until, revision=last))
    return spans


def version_of(uid: str, number: int) -> Version | None:
    """The event of exactly that name as readers saw it then; `None` where they did not, or may no longer.

    An event that was merged still has its own versions, as long as what it was merged into is public.
    """
    event = Event.objects.filter(uid=uid).first()
    leads_to = public_or_retracted(uid)
    if event is None or leads_to is None or not leads_to.is_public:
        return None
    span = next((span for span in public_versions(event) if span.number == number), None)
    return _as_of(span) if span else None


def _as_of(span: VersionSpan) -> Version:
    revision = EventRevision.objects.get(pk=span.revision)
    content = revision.content
    articles = Article.objects.only("text").in_bulk(articles_in(content))
    event = as_event(revision, articles)
    earlier = EventRevision.objects.filter(event_id=revision.event_id, pk__lte=revision.pk)
    hold(event, "revisions", earlier)
    event.corrected_at = max((one.at for one in earlier if one.is_correction and not one.is_undone), default=None)
    links, backlinks = content.get("links", []), content.get("backlinks", [])
    seen = _seen([item["id"] for item in (*links, *backlinks)], span.until)
    shown, back = ([(item, seen[item["id"]]) for item in told if item["id"] in seen] for told in (links, backlinks))
    hold(event, "links", [EventLink(kind=item["kind"], to_event=other) for item, other in shown])
    hold(event, "backlinks", [EventLink(kind=item["kind"], from_event=other) for item, other in back])
    named = [{**item, "review": Review.PUBLISHED, "fr": other.title_fr, "en": other.title_en} for item, other in shown]
    told = public({**content, "links": named})
    return Version(span=span, event=event, content=told)


def _seen(pks: Iterable[int], until: datetime | None) -> dict[int, Any]:
    """Of these events those that readers may see now and saw then, each as it was called then.

    What was only a draft then, or was taken back to one since, had a name that nobody is shown.
    """
    shown = Event.objects.public().in_bulk(set(pks))
    seen: dict[int, Any] = dict(shown)  # what was made in bulk has no past: it is given as it stands
    for revision in EventRevision.objects.filter(event_id__in=shown, is_deletion=False):
        pk, was_public = revision.event_id, Review(revision.review).was_public
        if until is None or revision.at < until:
            seen[pk] = as_event(revision) if revision.review == Review.PUBLISHED else None
        elif not was_public or seen[pk] is shown[pk]:  # taken back since, or not there yet
            seen[pk] = None
    return {pk: event for pk, event in seen.items() if event is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """One correction, in the reader's language where the desk wrote in it."""

    day: str
    note: str
    language: str
    changes: tuple[Change, ...]


def corrections_of(event: Event) -> list[Corrected]:
    """The latest first. Asks the database only where there is one."""
    if event.corrected_at is None:
        return []
    found = corrections_among(list(event.revisions.all()))
    told = [(made, public(alike(before.content, made.content)), public(made.content)) for made, before in found]
    named = {link["uid"] for _made, *contents in told for content in contents for link in content.get("links", [])}
    seen = set(Event.objects.public().filter(uid__in=named).values_list("uid", flat=True)) if named else set()

    def shown(content: Content) -> Content:
        """Without links to what readers may no longer see."""
        return {**content, "links": [link for link in content.get("links", []) if link["uid"] in seen]}

    return [
        Corrected(
            day=day_in_words(made.at.date()),
            note=made.note,
            language=made.language,
            changes=readable(changes(shown(before), shown(after))),
        )
        for made, before, after in told
    ]


def readable(found: tuple[Change, ...]) -> tuple[Change, ...]:
    """Dates in words. A title of the other language is left out where something else changed too."""
    here = name_language()
    own = [change for change in found if OF_A_LANGUAGE.get(change.name, here) == here]
    return tuple(
        replace(change, before=tuple(map(edtf_in_words, change.before)), after=tuple(map(edtf_in_words, change.after)))
        if change.name == "when"
        else change
        for change in own or found
    )
