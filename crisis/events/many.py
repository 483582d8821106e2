"""The same thing done to many events, each on its own: one that refuses stops none of the others.

Facts are changed of drafts only: a published event is corrected on its page, where readers are told.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .models import Event, Place, Topic
from .review import publish, reject
from .vocabulary import Review, Status
from .writing import save_changed, set_topics

Verb = Callable[[Event], None]
"""Does it to one event. Raises `ValidationError` where it cannot be done, and then changes nothing."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the events it was done to, and of each other why not."""

    events: list[Event]
    refused: list[tuple[Event, str]]


def to_each(events: list[Event], verb: Verb, *, dry_run: bool = False) -> Done:
    """Does it to each. A dry run takes everything back, and so refuses just what would be refused."""
    done: list[Event] = []
    refused: list[tuple[Event, str]] = []
    with transaction.atomic():
        for event in events:
            try:
                with transaction.atomic():
                    verb(copy(event) if dry_run else event)  # what is taken back is not left in the rows shown
            except ValidationError as refusal:
                refused.append((event, " ".join(refusal.messages)))
            else:
                done.append(event)
        if dry_run:
            transaction.set_rollback(True)
    return Done(done, refused)


def set_place(place: Place | None) -> Verb:
    return _set("place", place)


def set_status(status: Status) -> Verb:
    return _set("status", status)


def add_topic(topic: Topic) -> Verb:
    return _retag(lambda topics: topics | {topic})


def remove_topic(topic: Topic) -> Verb:
    return _retag(lambda topics: topics - {topic})


def _set(column: str, value: object) -> Verb:
    """The event is saved at the version at which it was chosen."""

    def verb(event: Event) -> None:
        _refuse_facts(event)
        _refuse_done(getattr(event, column) == value)
        row = event.as_kind
        row.version = event.version
        setattr(row, column, value)
        save_changed(row)

    return verb


def _retag(change: Callable[[set[Topic]], set[Topic]]) -> Verb:
    def verb(event: Event) -> None:
        _refuse_facts(event)
        topics = {tagging.topic for tagging in event.taggings.select_related("topic")}
        _refuse_done(change(topics) == topics)
        set_topics(event, sorted(change(topics), key=lambda topic: topic.slug))

    return verb


def mark_as_reviewed(by: AbstractBaseUser) -> Verb:
    def verb(event: Event) -> None:
        if event.review != Review.PUBLISHED:
            raise ValidationError(_("It is not published: publish it, which reviews it."), code="not-public")
        _refuse_done(event.is_reviewed)
        publish(event, by=by)

    return verb


def reject_for(reason: str, by: AbstractBaseUser) -> Verb:
    def verb(event: Event) -> None:
        _refuse_done(event.review == Review.REJECTED and event.review_reason == reason)
        reject(event, by=by, reason=reason)

    return verb


def _refuse_facts(event: Event) -> None:
    if event.review == Review.DRAFT:
        return
    if event.review == Review.PUBLISHED:
        raise ValidationError(
            _("It is published: it is corrected on its own page, with a note to readers."), code="public"
        )
    raise ValidationError(_("It is %(review)s."), code="wrong-state", params={"review": Review(event.review).label})


def _refuse_done(is_done: bool) -> None:
    if is_done:
        raise ValidationError(_("It is so already."), code="done")
