"""Every rule within a row is held by the database itself: each is broken here behind the models' back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from crisis.desk.saved_filters import save_filter
from crisis.events.models import (
    Actor,
    ErrorReport,
    Event,
    EventLink,
    EventRevision,
    Evidence,
    Meeting,
    NotDuplicate,
    Participation,
    Place,
    Quotation,
    SavedFilter,
    Statement,
    Tagging,
    Topic,
    TroopMovement,
)
from crisis.events.vocabulary import Kind, LinkKind, Role
from crisis.events.writing import Part, link
from crisis.ingest.models import ArticleReading
from tests.making import (
    make_actor,
    make_article,
    make_editor,
    make_event,
    make_excerpt,
    make_place,
    make_reference,
    make_report,
    make_topic,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]

Break = Callable[[], Any]


def event_with(**fields: Any) -> Break:
    return lambda: Event.objects.filter(pk=make_event().pk).update(**fields)


def movement_with(**fields: Any) -> Break:
    return lambda: TroopMovement.objects.filter(pk=make_event(Kind.TROOP_MOVEMENT).pk).update(**fields)


def statement_with(**fields: Any) -> Break:
    return lambda: Statement.objects.filter(pk=make_event(Kind.STATEMENT).pk).update(**fields)


def meeting_with(**fields: Any) -> Break:
    return lambda: Meeting.objects.filter(pk=make_event().pk).update(**fields)


def twice(model: type[models.Model], fields: Callable[[], dict[str, Any]]) -> Break:
    def break_rule() -> None:
        given = fields()
        model._default_manager.bulk_create([model(**given), model(**given)])

    return break_rule


def evidence_with(**fields: Any) -> Break:
    return lambda: Evidence.objects.filter(event=make_event()).update(**fields)


def part_with(**fields: Any) -> Break:
    return lambda: Participation.objects.filter(event=make_event(Kind.STATEMENT)).update(**fields)


def report_with(**fields: Any) -> Break:
    return lambda: ErrorReport.objects.filter(pk=make_report().pk).update(**fields)


def saved_filter_with(**fields: Any) -> Break:
    return lambda: SavedFilter.objects.filter(pk=saved_filter().pk).update(**fields)


def saved_filter() -> SavedFilter:
    return save_filter(owner=User.objects.create_user("owner"), listed="event", name="Drafts", query="todo=drafts")


def same_name_twice() -> None:
    made = saved_filter()
    SavedFilter.objects.bulk_create([SavedFilter(owner=made.owner, listed="event", name=made.name, query="q=1")])


def linked_to_itself() -> None:
    row = event()
    EventLink.objects.bulk_create([EventLink(from_event=row, to_event=row, kind=LinkKind.ANSWERS)])


def linked(**fields: Any) -> Break:
    def broken() -> None:
        link(event(), event(), LinkKind.ANSWERS)
        EventLink.objects.update(**fields)

    return broken


def event() -> Event:
    return Event.objects.get(pk=make_event().pk)


def kept_apart_backwards() -> None:
    older, newer = event(), event()
    NotDuplicate.objects.create(first=newer, second=older, by=make_editor())


def revised(**fields: str) -> Break:
    return lambda: EventRevision.objects.filter(event_id=make_event().pk).update(**fields)


def merged_into_itself() -> None:
    row = event()
    Event.objects.filter(pk=row.pk).update(review="merged", merged_into=row)


def reading_without_a_version() -> None:
    ArticleReading.objects.bulk_create(
        [ArticleReading(article=make_article(), extractor="", language="fr", read_at=timezone.now())]
    )


def two_sided_evidence() -> None:
    Evidence.objects.filter(event=make_event()).update(excerpt=make_excerpt())


BREAKS: list[tuple[str, Break]] = [
    ("saved_filter_has_a_name", saved_filter_with(name="")),
    ("saved_filter_selects_something", saved_filter_with(query="")),
    ("saved_filter_name_is_used_once", same_name_twice),
    ("event_kind_is_known", event_with(kind="party")),
    ("event_has_a_permanent_name", event_with(uid="")),
    ("event_has_a_title_in_both_languages", event_with(title_fr="")),
    ("event_has_a_title_in_both_languages", event_with(title_en="")),
    ("event_does_not_end_before_it_starts", event_with(starts_on="2022-01-19", precision="interval")),
    ("event_date_is_known_or_left_empty", event_with(precision="unknown")),
    ("event_date_is_known_or_left_empty", event_with(when="")),
    ("event_date_is_known_or_left_empty", event_with(starts_on=None, ends_on=None, precision="open")),
    ("event_known_to_the_day_is_one_day_long", event_with(ends_on="2022-01-20")),
    ("event_only_an_open_date_lacks_an_end", event_with(ends_on=None, precision="month")),
    ("event_only_an_open_date_lacks_an_end", event_with(precision="open")),
    ("event_precision_is_known", event_with(precision="roughly")),
    ("event_status_is_known", event_with(status="maybe")),
    ("event_review_is_known", event_with(review="secret")),
    ("event_origin_is_known", event_with(origin="nowhere")),
    ("event_review_has_both_a_person_and_a_time", event_with(reviewed_at="2022-01-18T00:00Z")),
    ("event_merged_names_its_survivor", event_with(review="merged")),
    ("event_is_not_merged_into_itself", merged_into_itself),
    ("event_is_retracted_for_a_reason", event_with(review="retracted")),
    ("event_confidence_is_a_share", event_with(confidence=1.5)),
    ("event_version_counts_from_one", event_with(version=0)),
    ("meeting_format_is_known", meeting_with(format="seance")),
    ("troop_movement_is_of_a_known_sort", movement_with(movement="dance")),
    ("troop_movement_strength_runs_upwards", movement_with(strength_min=10, strength_max=9)),
    ("troop_movement_strength_is_somebody", movement_with(strength_max=0)),
    ("statement_mode_is_known", statement_with(mode="telepathic")),
    (
        "quotation_stands_once_in_a_statement",
        twice(Quotation, lambda: {"statement": make_event(Kind.STATEMENT), "excerpt": make_excerpt()}),
    ),
    ("evidence_is_one_excerpt_or_one_reference", two_sided_evidence),
    ("evidence_is_one_excerpt_or_one_reference", evidence_with(reference=None)),
    ("evidence_stance_is_known", evidence_with(stance="doubts")),
    (
        "evidence_excerpt_supports_an_event_once",
        twice(Evidence, lambda: {"event": event(), "excerpt": make_excerpt()}),
    ),
    (
        "evidence_reference_supports_an_event_once",
        twice(Evidence, lambda: {"event": event(), "reference": make_reference()}),
    ),
    ("participation_is_an_actor_or_a_description", part_with(description="")),
    ("participation_role_is_known", part_with(role="jester")),
    (
        "participation_actor_has_a_role_once",
        twice(Participation, lambda: {"event": event(), "actor": make_actor(), "role": Role.HOST}),
    ),
    (
        "participation_description_has_a_role_once",
        twice(Participation, lambda: {"event": event(), "description": "une source", "role": Role.HOST}),
    ),
    ("tagging_topic_stands_once_at_an_event", twice(Tagging, lambda: {"event": event(), "topic": make_topic()})),
    ("event_link_joins_two_events", linked_to_itself),
    ("event_link_kind_is_known", linked(kind="resembles")),
    (
        "event_link_is_made_once",
        twice(EventLink, lambda: {"from_event": event(), "to_event": event(), "kind": LinkKind.ANSWERS}),
    ),
    ("apart_pair_stands_in_order", kept_apart_backwards),
    ("apart_pair_stands_once", twice(NotDuplicate, lambda: {"first": event(), "second": event(), "by": make_editor()})),
    ("actor_is_named_in_both_languages", lambda: Actor.objects.filter(pk=make_actor().pk).update(name_en="")),
    ("actor_kind_is_known", lambda: Actor.objects.filter(pk=make_actor().pk).update(kind="ghost")),
    ("place_is_named_in_both_languages", lambda: Place.objects.filter(pk=make_place().pk).update(name_fr="")),
    (
        "place_has_both_coordinates_on_earth_or_neither",
        lambda: Place.objects.filter(pk=make_place().pk).update(latitude=91, longitude=0),
    ),
    (
        "place_has_both_coordinates_on_earth_or_neither",
        lambda: Place.objects.filter(pk=make_place().pk).update(latitude=46),
    ),
    ("error_report_names_a_known_fault", report_with(what="mood")),
    ("error_report_says_something", report_with(text="")),
    ("error_report_is_not_a_book", report_with(text="é" * 2001)),
    ("error_report_language_is_french_or_english", report_with(language="de")),
    ("error_report_is_dealt_with_by_a_person_at_a_time", report_with(handled_at="2022-01-18T00:00Z")),
    ("article_reading_names_its_extractor", reading_without_a_version),
    ("revision_review_is_known", revised(review="lost")),
    ("revision_decision_is_of_a_known_sort", revised(decision="draft")),
    ("topic_is_named_in_both_languages", lambda: Topic.objects.filter(pk=make_topic().pk).update(name_fr="")),
]


@pytest.mark.parametrize(("rule", "break_rule"), BREAKS)
def test_the_database_refuses(rule: str, break_rule: Break) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        break_rule()

    assert rule in str(refusal.value) or "UNIQUE" in str(refusal.value)


def test_every_constraint_is_tried() -> None:
    held = {
        constraint.name
        for app in ("events", "ingest")
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }

    assert {rule for rule, _break in BREAKS} == held


def test_every_constraint_speaks_to_the_editor() -> None:
    silent = [
        constraint.name
        for app in ("articles", "events", "ingest")
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]

    assert silent == []


def test_two_speakers_may_be_described_in_one_statement() -> None:
    statement = make_event(
        Kind.STATEMENT,
        parts=(
            Part(role=Role.SPEAKER, description="une responsable"),
            Part(role=Role.SPEAKER, description="un diplomate"),
        ),
    )

    assert [part.name for part in statement.participations.all()] == ["une responsable", "un diplomate"]
