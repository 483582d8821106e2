"""Storing an event whole or not at all; a rule the database holds comes back as its sentence."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from crisis.articles.models import Excerpt
from crisis.articles.writing import find_words, save_changed_article
from crisis.events.models import Event, EventRevision, Evidence, Meeting, Participation
from crisis.events.vocabulary import Kind, Role
from crisis.events.writing import Part, Record, Support, record_event, save_changed, save_valid
from tests.making import make_actor, make_article, make_event, make_reference

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_a_rule_the_database_refuses_is_told_in_a_sentence():
    event, actor = make_event(), make_actor()
    save_valid(Participation(event=event.event_ptr, role=Role.HOST, actor=actor))

    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        save_valid(Participation(event=event.event_ptr, role=Role.HOST, actor=actor))

    assert refusal.value.messages == ["This actor already has that role in the event."]
    assert Participation.objects.count() == 1


def test_a_refused_row_leaves_the_transaction_usable():
    event, reference = make_event(), make_reference()
    save_valid(Evidence(event=event.event_ptr, reference=reference))

    with pytest.raises(ValidationError):
        save_valid(Evidence(event=event.event_ptr, reference=reference))

    assert event.evidence.count() == 2


def test_a_change_that_breaks_a_rule_says_so_before_any_conflict():
    event = make_event()
    event.review, event.version = "merged", 7  # into nothing, and read at a version that never was

    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        save_changed(event)

    assert refusal.value.messages == ["A merged event leads to the one that survives it; no other does."]
    assert (event.version, Event.objects.get().version) == (7, 1)


def test_a_change_that_only_the_database_refuses_moves_nothing():
    event = make_event()
    event.review = "merged"  # into nothing

    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        save_changed(event)

    assert refusal.value.messages == ["A merged event leads to the one that survives it; no other does."]
    assert (event.version, Event.objects.get().version) == (1, 1)


def test_a_change_asks_the_database_no_question_a_rule(django_assert_num_queries):
    event = Meeting.objects.get(pk=make_event().pk)
    event.title_fr = "Rencontre à Genève, corrigée"

    with django_assert_num_queries(15):
        save_changed(event)


def test_an_event_is_stored_whole_or_not_at_all():
    actor = make_actor()
    twice = (Part(role=Role.HOST, actor=actor), Part(role=Role.HOST, actor=actor))
    fields = {"title_fr": "Rencontre", "title_en": "Meeting", "when": "2022-01-18"}
    record = Record(kind=Kind.MEETING, fields=fields, support=(Support(what=make_reference()),), parts=twice)

    with pytest.raises(ValidationError):
        record_event(record)

    assert (Event.objects.count(), Evidence.objects.count(), EventRevision.objects.count()) == (0, 0, 0)


def test_one_key_gives_one_permanent_name():
    first = make_event(key="seed:a")
    again = make_event(key="seed:a")

    assert first.uid != again.uid
    first.delete()
    assert make_event(key="seed:a").uid == first.uid


def test_a_stored_text_is_not_altered():
    article = make_article()
    article.text += " Un ajout."

    with pytest.raises(ValidationError) as refusal:
        save_changed_article(article)

    assert refusal.value.code == "text"


def test_looking_for_words_stores_nothing():
    article = make_article()

    start, end = find_words(article, "Le soir, ils sont repartis.")

    assert article.text[start:end] == "Le soir, ils sont repartis."
    assert not Excerpt.objects.exists()
