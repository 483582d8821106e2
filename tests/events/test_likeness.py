"""Which events are offered as the same as one, which never are, and what is suggested."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from crisis.events.duplicates.likeness import counterparts
from crisis.events.duplicates.pairs import forget_apart, keep_apart
from crisis.events.models import Event
from crisis.events.review import reject
from crisis.events.vocabulary import ActorKind, Kind, LinkKind, Review, Role, Status, Suggestion
from crisis.events.writing import Part, link
from tests.making import (
    TEXT,
    make_actor,
    make_article,
    make_editor,
    make_event,
    make_excerpt,
    make_place,
    make_reference,
    quote_words,
)

pytestmark = pytest.mark.django_db

FRIDAY = "2022-01-21"


def meeting(*who: str, **fields: Any) -> Event:
    """A meeting of Blinken and Lavrov in Geneva on a Friday, unless told otherwise."""
    parts = tuple(Part(role=Role.PARTICIPANT, actor=make_actor(slug)) for slug in who or ("blinken", "lavrov"))
    given = {"place": make_place(), "when": FRIDAY, "support": (make_reference(),), "parts": parts, **fields}
    return make_event(given.pop("kind", Kind.MEETING), **given)


def said(speaker: str, *named: str, **fields: Any) -> Event:
    parts = (
        Part(role=Role.SPEAKER, actor=make_actor(speaker)),
        *(Part(role=Role.INVOLVED, actor=make_actor(slug)) for slug in named),
    )
    return make_event(Kind.STATEMENT, **{"when": FRIDAY, "parts": parts, **fields})


def found(event: Event) -> list[Event]:
    return [Event.objects.get(pk=one.event.pk) for one in counterparts(event)]


def test_a_second_report_of_a_meeting_is_found_with_the_reasons():
    first, second = meeting(), meeting()

    with translation.override("en"):
        [one] = counterparts(second)

    assert one.event.pk == first.pk
    assert one.reasons == ("same day", "2 actors in common: Blinken, Lavrov", "same place: Geneva")
    assert (one.suggested, one.score, one.is_linked) == (Suggestion.ATTACH, 1.0, False)


@pytest.mark.parametrize(
    ("when", "other", "is_found"),
    [
        (FRIDAY, "2022-01-22", False),
        (FRIDAY, "2022-01-19/2022-01-21", True),
        (FRIDAY, "2022-01", True),
        (FRIDAY, "2022-01-23~", True),  # about the 23rd may be the 21st
        (FRIDAY, "2022-01-25~", False),
        (FRIDAY, "[2022-01-14,2022-01-21]", True),
        ("2022-01-18", "[2022-01-14,2022-01-21]", False),  # between the days of the set, on neither
        ("2022-01-20", "../2022-01-21", True),
        (FRIDAY, "2022-01-20/..", True),
        ("2021-06-01", "../2022-01-21", False),  # an open start reaches back 120 days
    ],
)
def test_days_must_overlap(when, other, is_found):
    event, candidate = meeting(when=when), meeting(when=other)

    assert (found(event) == [candidate.event_ptr], found(candidate) == [event.event_ptr]) == (is_found, is_found)


def test_an_event_without_a_date_is_compared_with_those_of_any_day():
    undated, dated = meeting(when=""), meeting()

    assert (found(undated), found(dated)) == ([dated.event_ptr], [])


@pytest.mark.parametrize(
    ("who", "is_found"),
    [
        (("blinken", "lavrov"), True),
        (("lavrov", "blinken", "borrell"), True),
        (("lavrov",), True),
        (("baerbock",), False),
        (("baerbock", "borrell"), False),
    ],
)
def test_somebody_who_met_must_be_in_both(who, is_found):
    event, other = meeting(), meeting(*who)

    assert (found(event) == [other.event_ptr]) == is_found


def test_somebody_only_named_beside_does_not_make_two_meetings_one():
    named = (
        Part(role=Role.PARTICIPANT, actor=make_actor("scholz")),
        Part(role=Role.INVOLVED, actor=make_actor("blinken")),
    )
    event = meeting()
    meeting(parts=named)

    assert found(event) == []


def test_a_state_stands_for_its_minister():
    germany = make_actor("de", kind=ActorKind.STATE, country="DE")
    make_actor("baerbock", country="DE")
    event = meeting(parts=(Part(role=Role.PARTICIPANT, actor=germany),))
    other = meeting("baerbock")

    assert found(event) == [other.event_ptr]


@pytest.mark.parametrize(
    ("slug", "fields", "is_found"),
    [
        ("vienna", {"kind": "city", "country": "AT"}, False),
        ("bern", {"kind": "city", "country": "CH"}, False),
        ("switzerland", {"kind": "country", "country": "CH"}, True),
        ("austria", {"kind": "country", "country": "AT"}, True),  # no town: nothing is said against it
    ],
)
def test_nobody_meets_in_two_towns(slug, fields, is_found):
    geneva = make_place(kind="city", country="CH")
    event = meeting(place=geneva)
    other = meeting(place=make_place(slug, name_fr=slug, name_en=slug, **fields))

    assert (found(event) == [other.event_ptr]) == is_found


def test_a_call_is_no_visit_and_two_calls_may_be_one():
    call, same = (meeting(format="phone", place=None) for _number in range(2))
    meeting(format="in_person")

    assert found(call) == [same.event_ptr]


@pytest.mark.parametrize(
    ("status", "other", "suggested", "backwards"),
    [
        (Status.OCCURRED, Status.OCCURRED, Suggestion.ATTACH, False),
        (Status.SCHEDULED, Status.ANNOUNCED, Suggestion.ATTACH, False),
        (Status.SCHEDULED, Status.OCCURRED, Suggestion.FULFILS, True),
        (Status.OCCURRED, Status.ANNOUNCED, Suggestion.FULFILS, False),
        (Status.CANCELLED, Status.SCHEDULED, Suggestion.CANCELS, False),
        (Status.SCHEDULED, Status.CANCELLED, Suggestion.CANCELS, True),
        (Status.CANCELLED, Status.OCCURRED, Suggestion.NONE, False),
        (Status.DENIED, Status.OCCURRED, Suggestion.NONE, False),
    ],
)
def test_the_statuses_make_the_suggestion(status, other, suggested, backwards):
    event = meeting(status=status)
    meeting(status=other)

    [one] = counterparts(event)

    assert (one.suggested, one.backwards) == (suggested, backwards)


@pytest.mark.parametrize("kind", [Kind.TROOP_MOVEMENT, Kind.STATEMENT])
def test_another_kind_is_another_event(kind):
    event = meeting()
    meeting(kind=kind)

    assert found(event) == []


@pytest.mark.parametrize("review", [Review.REJECTED, Review.MERGED, Review.RETRACTED])
def test_what_is_gone_is_not_offered(review):
    event, other = meeting(), meeting()
    survivor = make_event().pk if review == Review.MERGED else None
    Event.objects.filter(pk=other.pk).update(review=review, review_reason="Faux.", merged_into=survivor)

    assert found(event) == []


def test_a_rejected_draft_still_finds_what_it_may_have_been():
    event, other = meeting(), meeting()
    reject(event, by=None)

    assert found(event) == [other.event_ptr]


def test_what_was_kept_apart_is_not_offered_until_that_is_forgotten():
    event, other = meeting(), meeting()
    keep_apart(other, event, by=make_editor())
    apart = [found(event), found(other)]

    forget_apart(event, other)

    assert (apart, found(event), found(other)) == ([[], []], [other.event_ptr], [event.event_ptr])


def test_what_is_linked_already_says_how():
    planned, held = meeting(status=Status.SCHEDULED), meeting()
    link(held, planned, LinkKind.FULFILS)

    with translation.override("en"):
        [[from_planned], [from_held]] = [counterparts(planned), counterparts(held)]

    assert (from_planned.links, from_held.links) == (("fulfilled by",), ("fulfils",))


def test_one_speaker_says_several_things_a_day():
    event = said("fomine", title_fr="Fomine : ces manœuvres repoussent une agression", title_en="a")
    same = said("fomine", title_fr="Les manœuvres visent une agression extérieure", title_en="b", place=make_place())
    other = said("fomine", title_fr="Fomine reçoit les attachés militaires", title_en="c", place=make_place())

    suggested = {one.event.pk: one.suggested for one in counterparts(event)}

    assert suggested == {same.pk: Suggestion.ATTACH, other.pk: Suggestion.NONE}


@pytest.mark.parametrize(
    ("when", "named", "expected"),
    [
        ("2022-01-22", ("biden",), [(Suggestion.ANSWERS, True)]),
        ("2022-01-26", ("biden",), []),  # too late for an answer
        ("2022-01-20", ("biden",), []),  # nobody answers beforehand
        ("2022-01-22", (), []),
    ],
)
def test_a_statement_answers_only_whom_it_names_within_days(when, named, expected):
    event = said("biden")
    said("zelensky", *named, when=when)

    assert [(one.suggested, one.backwards) for one in counterparts(event)] == expected


def test_the_words_that_announce_a_meeting_are_those_of_a_statement():
    excerpt = make_excerpt()
    planned = meeting(status=Status.SCHEDULED, support=(excerpt,))
    saying = said("price", support=(excerpt,))

    [one], [back] = counterparts(saying), counterparts(planned)

    assert (one.event.pk, one.suggested, one.backwards) == (planned.pk, Suggestion.ANNOUNCES, False)
    assert (back.event.pk, back.suggested, back.backwards) == (saying.pk, Suggestion.ANNOUNCES, True)


def test_the_same_words_in_another_article_count():
    texts = [TEXT.format(place) for place in ("à Paris", "à Kiev")]
    first, second = (quote_words(make_article(text), "Le soir, ils sont repartis.") for text in texts)
    event, other = (meeting("blinken", "x", when="2022-01", place=None, support=(one,)) for one in (first, second))

    with translation.override("en"):
        [one] = counterparts(event)

    assert (one.event.pk, one.reasons[-1]) == (other.pk, "the same words are its evidence")


def test_the_likeliest_comes_first_and_no_more_than_asked():
    event = meeting()
    month = meeting(when="2022-01")
    day = meeting()
    meeting("blinken", when="2022-01", place=None)

    assert found(event)[:2] == [day.event_ptr, month.event_ptr]
    assert len(counterparts(event, limit=1)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_costs_the_same_questions_however_many_are_found(count, django_assert_num_queries):
    for slug in ("blinken", "lavrov"):
        make_actor(slug, country="CH")
    event = Event.objects.get(pk=meeting().pk)
    for _number in range(count):
        meeting()

    with django_assert_num_queries(11):
        assert len(counterparts(event)) == count
