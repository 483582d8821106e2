"""What was said before, and what readers are told about it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from crisis.desk.permissions import DeskRole
from crisis.events.models import Event, EventRevision, Meeting
from crisis.events.past.content import changed_names, changes, in_words, snapshot
from crisis.events.past.corrections import Notice
from crisis.events.past.revisions import revising
from crisis.events.vocabulary import Kind, LinkKind, Review, Role
from crisis.events.writing import Part, link, save_changed
from crisis.public.event.versions import corrections_of
from tests.colleagues import sign_in
from tests.desk.forms import WORDS, errors, page, sent
from tests.making import (
    add_part,
    make_actor,
    make_article,
    make_correction,
    make_event,
    make_excerpt,
    make_place,
    make_reference,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor")


def kept(event: Event) -> dict[str, object]:
    """The row of its evidence and its columns, as the page of the desk sends them back."""
    [evidence] = event.evidence.all()
    row = {
        "id": evidence.pk,
        "event": event.pk,
        "publisher": evidence.reference.source.name,
        "reference_title": evidence.reference.title,
        "reference_url": evidence.reference.url,
    }
    return {
        "rows": {"evidence": [row]},
        "read_version": event.version,
        "title_fr": event.title_fr,
        "title_en": event.title_en,
    }


def test_the_facts_are_all_that_readers_see_in_either_language() -> None:
    actor = make_actor("lavrov", name_fr="Sergueï Lavrov", name_en="Sergey Lavrov")
    article = make_article(source=make_reference(publisher="AFP").source)
    event = make_event(
        title_fr="Une rencontre",
        title_en="A meeting",
        when="2022-01-21",
        when_text="vendredi",
        place=make_place(),
        format="in_person",
        parts=(Part(role=Role.PARTICIPANT, actor=actor), Part(role=Role.HOST, description="la Suisse")),
        topics=(make_topic(),),
        support=(make_excerpt(article),),
    )
    link(event, make_event(published=True, title_en="Another"), LinkKind.ANSWERS)

    with override("en"):
        told = in_words(snapshot(event))

    assert told == {
        "title_fr": ("Une rencontre",),
        "title_en": ("A meeting",),
        "when": ("2022-01-21",),
        "when_text": ("vendredi",),
        "status": ("occurred",),
        "place": ("Geneva",),
        "format": ("in person",),
        "parts": ("Sergey Lavrov (participant)", "la Suisse (host)"),
        "evidence": (f"“{WORDS}” (AFP, Titre d'essai; reports)",),
        "topics": ("NATO",),
        "links": ("answers “Another”",),
    }


@pytest.mark.parametrize(
    ("kind", "fields", "fact"),
    [
        (Kind.TROOP_MOVEMENT, {"strength_min": 100_000}, ("strength", ("at least 100,000",))),
        (Kind.TROOP_MOVEMENT, {"strength_min": 10, "strength_max": 20}, ("strength", ("10 – 20",))),
        (Kind.TROOP_MOVEMENT, {"movement": "build_up"}, ("movement", ("build-up",))),
        (Kind.STATEMENT, {"medium": "CNN"}, ("medium", ("CNN",))),
    ],
)
def test_each_kind_tells_its_own(kind: Kind, fields: dict[str, object], fact: tuple[str, tuple[str, ...]]) -> None:
    event = make_event(kind, **fields)

    with override("en"):
        told = in_words(snapshot(event))

    assert told[fact[0]] == fact[1]


def test_only_what_differs_is_a_change_and_order_is_none() -> None:
    event = make_event(parts=(Part(role=Role.HOST, description="a"), Part(role=Role.HOST, description="b")))
    before = snapshot(event)
    after = {**before, "parts": before["parts"][::-1], "when": ["2022-01-19"]}

    with override("en"):
        [change] = changes(before, after)

    assert (change.label, change.before, change.after) == ("date", ("2022-01-18",), ("2022-01-19",))
    assert changed_names(before, after) == {"when"}


def test_a_correction_keeps_before_and_after_in_both_languages() -> None:
    correction = make_correction(place=make_place("kyiv", name_fr="Kiev", name_en="Kyiv"))
    [*_earlier, before] = EventRevision.objects.filter(event_id=correction.event_id, pk__lt=correction.pk)

    with override("fr"):
        [here] = changes(before.content, correction.content)
    with override("en"):
        [there] = changes(before.content, correction.content)

    assert (here.after, there.after) == (("Kiev",), ("Kyiv",))
    assert Event.objects.get(pk=correction.event_id).corrected_at == correction.at


def test_a_note_is_shown_in_the_readers_language_else_in_the_other() -> None:
    one, both = make_correction(note_fr="Faux."), make_correction(note_fr="Faux.", note_en="Wrong.")

    with override("en"):
        shown = [(correction.note, correction.language) for correction in (one, both)]

    assert shown == [("Faux.", "fr"), ("Wrong.", "en")]


def test_nothing_is_corrected_that_did_not_change(editor: User) -> None:
    event = make_event(published=True)

    with revising(event, by=editor, notice=Notice(note_fr="Faux.")):
        save_changed(event)

    assert not EventRevision.objects.exclude(note_fr="", note_en="").exists()
    assert Event.objects.get(pk=event.pk).corrected_at is None


def test_a_new_name_of_an_actor_is_no_correction_of_the_event(editor: User) -> None:
    actor = make_actor("lavrov")
    event = make_event(published=True, parts=(Part(role=Role.HOST, actor=actor),))
    actor.name_fr = "Autrement nommé"
    actor.save()

    make_correction(event)

    [correction] = corrections_of(Event.objects.get(pk=event.pk))
    assert [change.name for change in correction.changes] == ["when"]


@pytest.mark.parametrize(
    ("fields", "notice", "code"),
    [
        ({"title_fr": "Autre"}, Notice(), "no-note"),
        ({"title_fr": "Autre"}, Notice(is_typing_only=True), None),
        ({"when": "2022-01-19"}, Notice(is_typing_only=True), "not-typing"),
        ({"status": "denied"}, Notice(is_typing_only=True), "not-typing"),
        ({"format": "video"}, Notice(is_typing_only=True), "not-typing"),
        ({"when": "2022-01-19"}, Notice(note_en="Wrong."), None),
        ({"when": "2022-01-19"}, Notice(note_en="  "), "no-note"),
    ],
)
def test_a_claim_never_changes_in_silence(editor: User, fields: dict[str, str], notice: Notice, code: str | None):
    event = make_event(published=True)

    try:
        with revising(event, by=editor, notice=notice):
            for name, value in fields.items():
                setattr(event, name, value)
            save_changed(event)
        refused = None
    except ValidationError as refusal:
        refused = refusal.code

    assert refused == code


def test_an_actor_is_not_added_in_silence(editor: User) -> None:
    event = make_event(published=True)
    with pytest.raises(ValidationError) as refusal, revising(event, by=editor, notice=Notice(is_typing_only=True)):
        add_part(event, Part(role=Role.HOST, description="la Suisse"))

    assert refusal.value.code == "not-typing"


def test_a_draft_changes_without_a_word(editor: User) -> None:
    event = make_event()

    with revising(event, by=editor, notice=Notice()):
        event.when = "2022-01-19"
        save_changed(event)

    assert not EventRevision.objects.exclude(note_fr="", note_en="").exists()


def test_the_desk_asks_for_a_note_and_loses_nothing(client: Client) -> None:
    sign_in(client)
    client.cookies["django_language"] = "en"
    event = make_event(published=True)

    refused = client.post(page("meeting", event), sent(**{**kept(event), "when": "2022-01-19"}))
    stored = Meeting.objects.get(pk=event.pk)
    form = sent(**{**kept(event), "when": "2022-01-19", "note_en": "It was a Wednesday."})
    client.post(page("meeting", event), form)

    assert "Write a correction note in French or in English" in errors(refused)
    assert refused.context["adminform"].form["when"].value() == "2022-01-19"
    assert stored.when == "2022-01-18"
    before, correction = [*EventRevision.objects.filter(event_id=event.pk)][-2:]
    assert (correction.note_en, before.content["when"], correction.content["when"]) == (
        "It was a Wednesday.",
        ["2022-01-18"],
        ["2022-01-19"],
    )
    assert correction.why == "It was a Wednesday."


def test_a_typing_error_is_noted_in_the_history_only(client: Client) -> None:
    sign_in(client)
    event = make_event(published=True)

    form = sent(**{**kept(event), "title_fr": "Événement corrigé", "is_typing_only": "on"})
    client.post(page("meeting", event), form)

    assert Meeting.objects.get(pk=event.pk).title_fr == "Événement corrigé"
    assert not EventRevision.objects.exclude(note_fr="", note_en="").exists()
    assert EventRevision.objects.latest("pk").why == "typing error only: no note to readers"


@pytest.mark.parametrize("role", list(DeskRole))
def test_who_corrects_is_who_may_publish(client: Client, role: DeskRole) -> None:
    sign_in(client, role)
    event = make_event(published=True)

    form = sent(**{**kept(event), "when": "2022-01-19", "note_en": "Wrong."})
    client.post(page("meeting", event), form)

    assert EventRevision.objects.exclude(note_fr="", note_en="").exists() == (role != DeskRole.CONTRIBUTOR)
    assert Event.objects.get(pk=event.pk).review == Review.PUBLISHED


def test_saving_what_the_page_showed_asks_for_no_note(client: Client) -> None:
    sign_in(client)
    event = make_event(published=True)

    response = client.post(page("meeting", event), sent(**kept(event)))

    assert response.status_code == 302
    assert not EventRevision.objects.exclude(note_fr="", note_en="").exists()
