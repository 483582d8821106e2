"""The reading desk: drafts corrected in place, and events made of words of the text."""

from __future__ import annotations

import pytest

from crisis.articles.writing import save_changed_article
from crisis.events.models import Actor, Event, Place, Statement
from crisis.events.vocabulary import Mode, Review, Role
from crisis.events.writing import save_changed
from crisis.ingest.reading.rereading import read_again
from tests.desk.reading.pages import TEXT, correction, desk, geneva, press, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_a_correction_is_stored_and_stays_when_the_article_is_read_again(client, desk_editor, read_article):
    meeting = geneva()

    press(
        client,
        read_article,
        "correct",
        meeting,
        **correction(meeting, when="2022-01-20", title_en="Blinken–Lavrov, Geneva"),
    )
    read_article.published = "2022-01"
    save_changed_article(read_article)
    read_again(read_article)

    assert (geneva().when, geneva().title_en, geneva().review) == ("2022-01-20", "Blinken–Lavrov, Geneva", Review.DRAFT)
    assert {part.actor.slug for part in geneva().participations.all()} == {"blinken", "lavrov"}


def test_a_correction_changes_actors_of_the_first_role_and_leaves_the_others(client, desk_editor, read_article):
    meeting = geneva()
    kept = [part.pk for part in meeting.participations.exclude(role=Role.PARTICIPANT)]
    baerbock = Actor.objects.get(slug="baerbock")

    press(
        client, read_article, "correct", meeting, **correction(meeting, actors=[baerbock.pk], described="une diplomate")
    )

    parts = geneva().participations.filter(role=Role.PARTICIPANT)
    assert [part.actor.slug if part.actor else part.description for part in parts] == ["baerbock", "une diplomate"]
    assert [part.pk for part in geneva().participations.exclude(role=Role.PARTICIPANT)] == kept


def test_correcting_and_publishing_is_one_press(client, desk_editor, read_article):
    meeting = geneva()

    press(client, read_article, "correct", meeting, **correction(meeting, when="2022-01-20"), publish="1")

    assert (geneva().when, geneva().review) == ("2022-01-20", Review.PUBLISHED)


def test_a_correction_that_breaks_a_rule_comes_back_as_it_was_sent(client, desk_editor, read_article):
    meeting = geneva()

    response = press(client, read_article, "correct", meeting, **correction(meeting, when="bientôt", title_fr="Gardé"))

    form = next(card.form for card in response.context["cards"] if card.form)
    assert list(form.errors) == ["when"]
    assert form["title_fr"].value() == "Gardé"
    assert geneva().title_fr != "Gardé"


def test_of_two_corrections_the_second_is_shown_both_and_loses_neither(client, desk_editor, read_article):
    meeting = geneva()
    sent = correction(meeting, title_fr="Le second")
    meeting.title_fr = "Le premier"
    save_changed(meeting)

    response = press(client, read_article, "correct", meeting, **sent)
    page = response.content.decode()
    form = next(card.form for card in response.context["cards"] if card.form)
    again = press(
        client, read_article, "correct", geneva(), **{**sent, f"draft-{meeting.pk}-version": form["version"].value()}
    )

    assert ("Le second" in page, "The first" in page or meeting.title in page) == (True, True)
    assert "Somebody else changed this event" in " ".join(form.non_field_errors())
    assert geneva().title_fr == "Le second"
    assert again.status_code == 200


def test_the_other_reading_of_a_date_is_one_press(client, desk_editor, read_article):
    meeting = geneva()
    card = next(card for card in client.get(desk(read_article)).context["cards"] if card.event.pk == meeting.pk)

    press(client, read_article, "other_date", meeting)

    assert card.other_date
    assert geneva().when == card.other_date


def test_words_become_a_statement_with_its_quotation(client, desk_editor, read_article):
    start = TEXT.index("« Nous sommes prêts »")
    end = TEXT.index("porte-parole.") + len("porte-parole.")
    before = Event.objects.count()

    press(client, read_article, "new", **words(words=TEXT[start:end], start=start, end=end))

    statement = Statement.objects.latest("pk")
    assert Event.objects.count() == before + 1
    assert [item.excerpt.words for item in statement.evidence.all()] == [TEXT[start:end]]
    assert [quotation.excerpt.words for quotation in statement.quotations.all()] == ["Nous sommes prêts"]
    assert (statement.mode, statement.when, statement.review) == (Mode.DIRECT, "", Review.DRAFT)
    assert statement.title_fr == "Un porte-parole : « Nous sommes prêts »"
    assert [(part.role, part.description) for part in statement.participations.all()] == [
        ("speaker", "un porte-parole")
    ]


@pytest.mark.parametrize(
    ("kind", "title"),
    [("meeting", "Rencontre Blinken à Kiev"), ("troop_movement", "Mouvements de troupes d'Antony Blinken à Kiev")],
)
def test_words_are_entitled_from_who_and_where(client, desk_editor, read_article, kind, title):
    blinken, kyiv = Actor.objects.get(slug="blinken"), Place.objects.get(slug="kyiv")
    given = {"kind": kind, "actors": [blinken.pk], "described": "", "place": kyiv.pk}

    press(client, read_article, "new", **words(words="Antony Blinken rencontrera Volodymyr Zelensky à Kiev", **given))

    made = Event.objects.latest("pk")
    assert (made.kind, made.when) == (kind, "")
    assert made.title_fr in {title, "Réunion : Blinken à Kiev"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"words": "Ces mots n'y sont pas."}, "words"),
        ({"words": "Antony Blinken"}, "words"),  # stands there twice: which?
        ({"words": ""}, "words"),
        ({"words": "mardi", "when": "hier"}, "when"),
        ({"words": "mardi", "described": ""}, "actors"),
    ],
)
def test_words_that_cannot_be_used_come_back_with_the_reason(client, desk_editor, read_article, given, field):
    before = Event.objects.count()

    response = press(client, read_article, "new", **words(**given))

    assert list(response.context["new"].errors) == [field]
    assert response.context["new"]["words"].value() == given["words"]
    assert Event.objects.count() == before


def test_words_selected_where_they_stand_twice_are_those_selected(client, desk_editor, read_article):
    start = TEXT.rindex("Antony Blinken")

    press(client, read_article, "new", **words(words="Antony Blinken", start=start, end=start + len("Antony Blinken")))

    assert Statement.objects.latest("pk").evidence.get().excerpt.start == start
