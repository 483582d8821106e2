"""Made-up events: many, valid, the same each time, and never among real ones by accident."""

from __future__ import annotations

import re

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from crisis.articles.writing import faults as faults_of_articles
from crisis.articles.writing import source_named
from crisis.events.audit import faults as faults_of_events
from crisis.events.models import Event
from crisis.events.search.matching import document
from crisis.events.vocabulary import Kind, Status
from tests.making import make_article
from tests.sizes import SYNTHETIC_EVENTS
from tools.synthetic_data import AGENCY
from tools.synthetic_data.invention import LAST

pytestmark = pytest.mark.django_db


def made() -> list[tuple[str, str, str, str]]:
    return list(Event.objects.order_by("uid").values_list("uid", "title_fr", "title_en", "when"))


def test_adds_published_events_that_hold_every_rule() -> None:
    call_command("make_synthetic", events=90, seed=7)

    assert Event.objects.public().count() == 90
    assert [*faults_of_articles(), *faults_of_events()] == []
    for event in Event.objects.with_evidence()[:20]:
        assert event.search_text == document(event)


@pytest.mark.slow
def test_a_sentence_says_no_more_than_its_event() -> None:
    call_command("make_synthetic", events=SYNTHETIC_EVENTS, seed=7)

    told = [(event, event.evidence.get()) for event in Event.objects.with_evidence()]
    dated = [
        bool(re.search(r" le \d", item.excerpt.words))
        for event, item in told
        if event.precision in {"month", "unknown"}
    ]
    done = [
        "a eu lieu" in item.excerpt.words
        for event, item in told
        if event.kind != Kind.STATEMENT and event.status != Status.OCCURRED
    ]
    stances = {(event.status, item.stance) for event, item in told}

    assert (set(dated), set(done)) == ({False}, {False})
    assert stances == {
        ("occurred", "reports"),
        ("scheduled", "announces"),
        ("announced", "announces"),
        ("cancelled", "reports"),
        ("denied", "denies"),
    }
    assert not Event.objects.filter(ends_on__gt=LAST).exists()


def test_the_same_seed_makes_the_same_events() -> None:
    with transaction.atomic():
        call_command("make_synthetic", events=50, seed=7)
        first = made()
        transaction.set_rollback(True)
    assert made() == []

    call_command("make_synthetic", events=20, seed=7)
    call_command("make_synthetic", events=30, seed=7)

    assert made() == first


def test_a_second_run_goes_on_where_the_first_ended() -> None:
    call_command("make_synthetic", events=30, seed=7)
    before = made()

    call_command("make_synthetic", events=20, seed=7)

    assert len(made()) == 50
    assert set(before) < set(made())


def test_refuses_a_database_with_real_articles_unless_forced() -> None:
    make_article(source=source_named(AGENCY))  # its publisher's name does not make it one of these

    with pytest.raises(CommandError):
        call_command("make_synthetic", events=5)
    assert not Event.objects.exists()

    call_command("make_synthetic", events=5, force=True)
    assert Event.objects.count() == 5


def test_refuses_a_number_that_is_none() -> None:
    with pytest.raises(CommandError):
        call_command("make_synthetic", events=0)
