"""What a merger gives to the survivor, where permalinks lead, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from crisis.events.audit import faults
from crisis.events.models import Apart, ErrorReport, Event, Evidence, Participation, Statement, Tagging
from crisis.events.pairing import apart, keep_apart
from crisis.events.permalinks import public_or_retracted
from crisis.events.review import merge, publish, reject, retract
from crisis.events.vocabulary import Kind, LinkKind, Review, Role, Stance
from crisis.events.writing import Part, link, save_changed
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

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor()


def again(event: Event) -> Any:
    """The event as it is stored now."""
    return Event.objects.get(pk=event.pk).as_kind


def leads_to(event: Event) -> str | None:
    found = public_or_retracted(event.uid)
    return found.uid if found else None


def parts(event: Event) -> list[tuple[str, str]]:
    return [(part.role, part.name) for part in Participation.objects.filter(event_id=event.pk)]


# Evidence, permalinks


def test_a_draft_is_attached_with_its_evidence_and_leads_to_the_survivor(editor):
    known, draft = make_event(published=True), make_event(support=(make_excerpt(),))
    [words] = draft.evidence.all()

    merge(draft, into=known, by=editor)

    assert [(e.excerpt, e.stance) for e in known.evidence.all()] == [(None, "reports"), (words.excerpt, words.stance)]
    assert (again(draft).review, again(draft).merged_into_id, again(draft).reviewed_by) == ("merged", known.pk, editor)
    assert leads_to(draft) == known.uid


def test_a_merged_event_goes_on_saying_what_it_rested_on(editor):
    known, draft = make_event(published=True), make_event(support=(make_excerpt(),))

    merge(draft, into=known, by=editor)

    assert draft.evidence.count() == 1


def test_the_stance_of_evidence_is_kept(editor):
    known, draft = make_event(published=True), make_event()
    Evidence.objects.filter(event_id=draft.pk).update(stance=Stance.DENIES)

    merge(draft, into=known, by=editor)

    assert known.evidence.last().stance == Stance.DENIES


def test_both_permalinks_of_two_published_events_lead_to_the_survivor(client, editor):
    survivor, double = make_event(published=True), make_event(published=True)

    merge(double, into=survivor, by=editor)

    for uid in (survivor.uid, double.uid):
        answer = client.get(f"/e/{uid}/", follow=True)
        assert (answer.status_code, answer.redirect_chain[-1][0].split("/")[3]) == (200, survivor.uid)


def test_a_draft_in_a_draft_is_found_nowhere_until_the_survivor_is_public(client, editor):
    first, second = make_event(), make_event()
    merge(second, into=first, by=editor)
    before = [client.get(f"/e/{event.uid}/").status_code for event in (first, second)]

    publish(again(first), by=editor)

    assert before == [404, 404]
    assert (leads_to(first), leads_to(second)) == (first.uid, first.uid)


def test_a_survivor_taken_back_takes_its_doubles_along(client, editor):
    survivor, double = make_event(published=True), make_event(published=True)
    merge(double, into=survivor, by=editor)

    retract(again(survivor), by=editor, reason="L'agence a annulé sa dépêche.")

    assert client.get(f"/e/{double.uid}/", follow=True).status_code == 410


# What else is carried over


def test_the_survivor_gains_what_it_lacks(editor):
    survivor = make_event(published=True, when="")
    double = make_event(
        place=make_place(),
        when="2022-01-21",
        when_text="vendredi",
        format="visit",
        topics=(make_topic(),),
        summary_fr="Bref.",
    )

    merge(double, into=survivor, by=editor)

    kept = again(survivor)
    assert (kept.when, kept.when_text, str(kept.starts_on), kept.precision) == (
        "2022-01-21",
        "vendredi",
        "2022-01-21",
        "day",
    )
    assert (kept.place, kept.format, kept.summary_fr) == (make_place(), "visit", "Bref.")
    assert [tagging.topic for tagging in Tagging.objects.filter(event_id=survivor.pk)] == [make_topic()]


def test_nothing_the_survivor_says_is_overwritten(editor):
    says = {
        "when": "2022-01-20",
        "place": make_place(),
        "format": "phone",
        "status": "occurred",
        "summary_fr": "Le sien.",
    }
    survivor = make_event(published=True, topics=(make_topic(),), **says)
    other = {
        "when": "2022-01-21",
        "place": make_place("vienna"),
        "format": "visit",
        "status": "scheduled",
        "summary_en": "Its.",
    }
    double = make_event(published=True, topics=(make_topic(),), when_text="vendredi", **other)
    before = [again(survivor).version, *(getattr(again(survivor), name) for name in (*says, "title_fr", "when_text"))]

    merge(double, into=survivor, by=editor)

    kept = again(survivor)
    assert [kept.version, *(getattr(kept, name) for name in (*says, "title_fr", "when_text"))] == before
    assert (kept.summary_en, Tagging.objects.filter(event_id=survivor.pk).count()) == ("", 1)


def test_figures_are_taken_over_together_or_not_at_all(editor):
    told = make_event(Kind.TROOP_MOVEMENT, published=True, strength_min=100_000)
    silent = make_event(Kind.TROOP_MOVEMENT, published=True)

    for survivor in (told, silent):
        merge(make_event(Kind.TROOP_MOVEMENT, strength_min=1000, strength_max=2000), into=survivor, by=editor)

    assert (again(told).strength_min, again(told).strength_max) == (100_000, None)
    assert (again(silent).strength_min, again(silent).strength_max) == (1000, 2000)


@pytest.mark.parametrize(
    ("there", "comes", "expected"),
    [
        ([(Role.PARTICIPANT, "kerry")], [(Role.PARTICIPANT, "lavrov")], ["participant Kerry", "participant Lavrov"]),
        ([(Role.PARTICIPANT, "blinken")], [(Role.HOST, "blinken")], ["participant Blinken"]),
        ([(Role.FORCE, "emd")], [(Role.FORCE, "ru"), (Role.CLAIMED_BY, "us")], ["force Emd", "claimed_by Us"]),
        ([(Role.SPEAKER, "price")], [(Role.SPEAKER, "une responsable")], ["speaker Price"]),
        ([(Role.PARTICIPANT, "blinken")], [(Role.HOST, "un hôte")], ["participant Blinken", "host un hôte"]),
        ([], [(Role.HOST, "un hôte"), (Role.HOST, "une hôte")], ["host un hôte", "host une hôte"]),
    ],
)  # fmt: skip
def test_actors_are_added_who_do_not_stand_there_yet(there, comes, expected, editor):
    def named(given):
        return tuple(
            Part(role=role, description=who) if " " in who else Part(role=role, actor=make_actor(who))
            for role, who in given
        )

    survivor, double = make_event(published=True, parts=named(there)), make_event(parts=named(comes))

    merge(double, into=survivor, by=editor)

    assert [f"{role} {name}" for role, name in parts(survivor)] == expected
    assert len(parts(double)) == len(comes)


def test_quotations_of_a_statement_are_carried_over_once(editor):
    article = make_article()
    mardi, soir = make_excerpt(article), make_excerpt(article, "Le soir, ils sont repartis.")
    survivor = make_event(Kind.STATEMENT, published=True, quotes=(mardi,))

    merge(make_event(Kind.STATEMENT, quotes=(mardi, soir)), into=survivor, by=editor)

    assert [one.excerpt for one in Statement.objects.get(pk=survivor.pk).quotations.all()] == [mardi, soir]


def test_open_reports_go_to_the_survivor_and_closed_ones_stay(editor):
    survivor, double = make_event(published=True), make_event(published=True)
    still_open, closed = make_report(double), make_report(double)
    ErrorReport.objects.filter(pk=closed.pk).update(handled_by=editor, handled_at="2022-02-01T00:00Z")

    merge(double, into=survivor, by=editor)

    assert list(ErrorReport.objects.order_by("pk").values_list("event_id", flat=True)) == [survivor.pk, double.pk]
    assert [was.event_id for was in still_open.history.all()] == [survivor.pk, double.pk]


def test_the_survivor_is_found_by_what_it_gained(editor):
    survivor = make_event(published=True)

    merge(make_event(parts=(Part(role=Role.HOST, actor=make_actor("parmelin")),)), into=survivor, by=editor)

    assert "parmelin" in again(survivor).search_text


# Pairs kept apart


def test_a_pair_is_kept_apart_once_in_whatever_order(editor):
    older, newer = make_event(), make_event()

    made = [keep_apart(newer, older, by=editor), keep_apart(older, newer, by=make_editor("autre"))]

    assert (made[0], made[0].first_id, made[0].second_id, made[0].by) == (made[1], older.pk, newer.pk, editor)
    assert Apart.history.count() == 1


def test_an_event_is_not_kept_apart_from_itself(editor):
    event = make_event()

    with pytest.raises(ValidationError) as refusal:
        keep_apart(event, Event.objects.get(pk=event.pk), by=editor)

    assert refusal.value.code == "itself"


def test_whom_a_merged_event_was_kept_apart_from_its_survivor_is_too(editor):
    double, other, survivor = (make_event(published=True) for _number in range(3))
    keep_apart(double, other, by=editor)
    keep_apart(double, survivor, by=editor)

    merge(double, into=survivor, by=editor)

    assert [(pair.first_id, pair.second_id) for pair in Apart.objects.all()] == [(other.pk, survivor.pk)]
    assert apart(double, survivor) is None


# What is refused


@pytest.mark.parametrize(
    ("event", "into", "code"),
    [
        (Review.PUBLISHED, Review.DRAFT, "wrong-state"),
        (Review.DRAFT, Review.REJECTED, "wrong-state"),
        (Review.DRAFT, Review.RETRACTED, "wrong-state"),
        (Review.DRAFT, Review.MERGED, "wrong-state"),
        (Review.REJECTED, Review.PUBLISHED, "wrong-state"),
        (Review.RETRACTED, Review.PUBLISHED, "wrong-state"),
        (Review.MERGED, Review.PUBLISHED, "wrong-state"),
    ],
)
def test_states_that_do_not_go_together_are_refused_and_nothing_is_written(event, into, code, editor):
    merged, survivor = (in_state(review, editor) for review in (event, into))

    with pytest.raises(ValidationError) as refusal:
        merge(merged, into=survivor, by=editor)

    assert refusal.value.code == code
    assert (again(merged).review, survivor.evidence.count()) == (event, 1)


def in_state(review: Review, editor: User) -> Event:
    event = make_event(published=review.was_public)
    if review == Review.MERGED:
        merge(event, into=make_event(published=True), by=editor)
    elif review == Review.REJECTED:
        reject(event, by=editor)
    elif review == Review.RETRACTED:
        retract(event, by=editor, reason="Faux.")
    return Event.objects.get(pk=event.pk)


@pytest.mark.parametrize("changed", [0, 1])
def test_what_a_colleague_changed_meanwhile_is_not_merged_unseen(changed, editor):
    pair = [Event.objects.get(pk=make_event(published=True).pk) for _number in range(2)]
    theirs = again(pair[changed])
    theirs.title_fr = "Changé entre-temps"
    save_changed(theirs)

    with pytest.raises(ValidationError) as refusal:
        merge(pair[0], into=pair[1], by=editor)

    assert refusal.value.code == "conflict"
    assert again(pair[0]).review == Review.PUBLISHED


# The audit


def test_the_audit_says_nothing_of_a_draft_that_waits_in_a_draft(editor):
    first, second = make_event(), make_event()
    merge(second, into=first, by=editor)
    waiting = list(faults())

    reject(again(first), by=editor)

    assert (waiting, list(faults())) == ([], [])


def test_the_audit_names_a_public_event_that_leads_to_a_draft(editor):
    survivor, double = make_event(published=True), make_event(published=True)
    merge(double, into=survivor, by=editor)
    Event.objects.filter(pk=survivor.pk).update(review=Review.DRAFT)

    assert len(list(faults())) == 1


def test_what_has_no_history_counts_as_having_been_public(editor):
    survivor, double = make_event(), make_event()
    merge(double, into=survivor, by=editor)
    type(double).history.filter(id=double.pk, review=Review.DRAFT).delete()

    assert len(list(faults())) == 1


def test_every_row_a_merger_writes_leaves_history(editor):
    survivor = make_event(Kind.STATEMENT, published=True)
    double = make_event(
        Kind.STATEMENT,
        published=True,
        place=make_place(),
        topics=(make_topic(),),
        quotes=(make_excerpt(),),
        support=(make_excerpt(), make_reference()),
        parts=(Part(role=Role.INVOLVED, actor=make_actor()),),
    )
    other = make_event(published=True)
    link(double, other, LinkKind.ANNOUNCES)
    keep_apart(double, other, by=editor)
    report = make_report(double)

    merge(double, into=survivor, by=editor)

    survivor = again(survivor)
    ties = [survivor.evidence, survivor.quotations, survivor.participations, survivor.taggings, survivor.links]
    assert [tie.count() for tie in ties] == [3, 1, 2, 1, 1]
    rows = [row for tie in ties for row in tie.all()] + [*Apart.objects.all(), report, survivor, again(double)]
    for row in rows:
        row.refresh_from_db()
        was = row.history.latest().instance
        assert {f.attname: getattr(was, f.attname) for f in kept(was)} == {
            f.attname: getattr(row, f.attname) for f in kept(was)
        }


def kept(was: Any) -> list[Any]:
    return [f for f in was._meta.concrete_fields if f.name not in {"search_text", "sender", "changed_at"}]
