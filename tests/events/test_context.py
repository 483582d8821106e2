"""The chronology: what its rows become, and that loading it again changes nothing."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from crisis.articles.models import Reference
from crisis.events.audit import faults
from crisis.events.models import Event, EventRevision, Meeting, Statement, TroopMovement
from crisis.events.vocabulary import Kind, MeetingFormat, Origin, Review, Role
from crisis.events.writing import uid_for

pytestmark = pytest.mark.database


def the(row: str) -> Event:
    return Event.objects.get(uid=uid_for(f"context:{row}"))


@pytest.mark.slow
class TestTheLoadedChronology(TestCase):
    """Loaded once for all of these: it takes seconds."""

    @classmethod
    def setUpTestData(cls) -> None:
        call_command("load_gazetteer", stdout=StringIO())
        call_command("load_context", stdout=StringIO())

    def test_the_chronology_is_published_by_the_machine_with_references_only(self):
        events = Event.objects.public()

        assert events.count() == 249
        assert {kind: events.filter(kind=kind).count() for kind in Kind} == {
            Kind.MEETING: 105,
            Kind.TROOP_MOVEMENT: 36,
            Kind.STATEMENT: 108,
        }
        assert set(events.values_list("origin", "reviewed_by")) == {(Origin.IMPORTED, None)}
        assert not events.filter(evidence__reference=None).exists()
        assert list(faults()) == []

    def test_calls_have_no_venue(self):
        calls = Meeting.objects.filter(format__in=[MeetingFormat.PHONE, MeetingFormat.VIDEO])

        assert calls.count() == 34
        assert not calls.filter(place__isnull=False).exists()

    def test_every_figure_says_who_gives_it(self):
        figures = TroopMovement.objects.exclude(strength_min=None, strength_max=None)

        assert figures.count() == 16
        assert not figures.exclude(participations__role=Role.CLAIMED_BY).exists()
        assert [part.name for part in the("F176").participations.filter(role=Role.CLAIMED_BY)] == ["Otan"]

    def test_an_approximate_day_stays_approximate(self):
        assert (the("F082").when, the("F082").precision) == ("2022-01-10~", "approximate")

    def test_a_row_becomes_an_event_with_its_people_topics_and_sources(self):
        event = the("F107")

        assert (event.title_fr, event.when, event.place.slug) == (
            "Rencontre Blinken-Lavrov à Genève",
            "2022-01-21",
            "geneva",
        )
        assert sorted(part.actor.slug for part in event.participations.all()) == ["blinken", "lavrov"]
        assert {tagging.topic.name_fr for tagging in event.taggings.all()} == {"garanties de sécurité", "Otan"}
        assert event.evidence.count() == 2
        assert "lavrov" in event.search_text

    def test_no_statement_of_the_chronology_shows_words_that_are_not_held(self):
        assert not Statement.objects.filter(quotations__isnull=False).exists()

    def test_loading_again_changes_nothing(self):
        before = (Event.objects.count(), Reference.objects.count(), EventRevision.objects.count())

        with CaptureQueriesContext(connection) as queries:
            call_command("load_context", stdout=StringIO())

        assert len(queries) <= 6
        assert (Event.objects.count(), Reference.objects.count(), EventRevision.objects.count()) == before

    def test_a_retracted_row_stays_retracted(self):
        event = the("F107")
        Event.objects.filter(pk=event.pk).update(review=Review.RETRACTED, review_reason="Faux.")

        call_command("load_context", stdout=StringIO())

        assert the("F107").review == Review.RETRACTED


@pytest.mark.django_db
def test_without_the_gazetteer_it_says_what_to_do():
    with pytest.raises(CommandError, match="load_gazetteer"):
        call_command("load_context")

    assert not Event.objects.exists()


def test_every_source_of_the_file_has_publisher_title_and_address(root: Path):
    with (root / "fixtures" / "context_events.csv").open(encoding="utf-8", newline="") as lines:
        sources = [source.split(" | ") for row in csv.DictReader(lines) for source in row["sources"].split(" || ")]

    assert {len(source) for source in sources} == {3}
    assert all(url.startswith(("https://", "http://")) for _publisher, _title, url in sources)
