"""The reading desk against whatever a form may hold."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from crisis.articles.models import Article, Excerpt
from crisis.articles.writing import save_changed_article
from crisis.desk.permissions import DeskRole
from crisis.events.models import Event, Meeting
from crisis.events.review import publish
from crisis.events.vocabulary import Kind, Review
from crisis.events.writing import save_changed
from crisis.ingest.models import Proposal
from crisis.ingest.reading.drafting import of_event
from crisis.ingest.reading.rereading import read_again
from tests.colleagues import said, sign_in
from tests.desk.reading.pages import correction, desk, geneva, press, words
from tests.making import make_article, make_event, make_place, quote_words

pytestmark = pytest.mark.django_db

NO_NUMBERS = ["", "-1", "1.0", "1e3", "²", "٣", "9" * 30, "9" * 5000, "\x00", "1;drop", "😀"]


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_what_is_no_number_is_no_event(client, desk_editor, read_article, number):
    meeting = geneva()
    pair = {"what": "apart", "other": number}

    answers = [
        client.post(desk(read_article), {"what": "accept", "event": number}),
        client.post(reverse("admin:events_event_pair"), {**pair, "event": meeting.pk, "event_version": number}),
        client.get(desk(read_article), {"at": number, "correct": number}),
        client.get(reverse("admin:events_undo"), {"event": number}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 200, 200]


@pytest.mark.parametrize("number", ["9" * 18, "9" * 30, "9" * 5000])
def test_a_version_of_any_length_breaks_nothing(client, desk_editor, read_article, number):
    meeting = geneva()

    answers = [
        press(client, read_article, "accept_all", draft=[f"{meeting.pk}:{number}", f"{number}:1", "1:1:1", ":"]),
        press(client, read_article, "undo", meeting, version=number),
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert geneva().review == Review.DRAFT


@pytest.mark.parametrize("strength", [{"strength_min": 10, "strength_max": 2}, {"strength_min": 10**30}])
def test_a_new_event_that_storing_refuses_comes_back_as_it_was_sent(client, desk_editor, read_article, strength):
    before = Event.objects.count(), Excerpt.objects.count()

    response = press(
        client,
        read_article,
        "new",
        **words(kind="troop_movement", words="Nous sommes prêts", described="des soldats", **strength),
        publish="1",
    )

    form = response.context["new"]
    assert [form[name].value() for name in ("words", "described")] == ["Nous sommes prêts", "des soldats"]
    assert form.errors
    assert (Event.objects.count(), Excerpt.objects.count()) == before


def test_two_megabytes_of_words_are_refused_and_come_back(client, desk_editor, read_article):
    long = "é" * 1_000_000

    response = press(client, read_article, "new", **words(words=long))
    page = client.get(desk(read_article)).content.decode()

    assert list(response.context["new"].errors) == ["words"]
    assert response.context["new"]["words"].value() == long
    assert re.findall(
        r'<form method="post" enctype="multipart/form-data"[^>]*>\s+<input[^>]+>\s+<input[^>]+value="new"', page
    )


def test_a_refused_correction_does_not_forget_which_version_it_was_written_over(client, desk_editor, read_article):
    meeting = geneva()
    sent = correction(meeting, title_fr="Le second", described="x" * 201)
    meeting.title_fr = "Le premier"
    save_changed(meeting)

    press(client, read_article, "correct", meeting, **sent)
    movement = make_event(Kind.TROOP_MOVEMENT, support=(quote_words(read_article, "le porte-parole"),))
    refused = press(client, read_article, "correct", movement, **_figures(movement, version=7, strength_max=1))
    form = next(card.form for card in refused.context["cards"] if card.form)

    assert geneva().title_fr == "Le premier"
    assert form["version"].value() == "7"
    assert Event.objects.get(pk=movement.pk).version == 1


def _figures(movement, **changed):
    sent = {"title_fr": "Renforts", "title_en": "Reinforcements", "status": "occurred", "strength_min": 100, **changed}
    return {f"draft-{movement.pk}-{name}": value for name, value in sent.items()}


def test_what_was_typed_over_a_draft_that_is_published_meanwhile_is_not_lost(client, read_article):
    sign_in(client, DeskRole.CONTRIBUTOR)
    meeting = geneva()
    sent = correction(meeting, title_fr="Le titre de la stagiaire")
    publish(meeting, by=None)

    response = press(client, read_article, "correct", meeting, **sent)

    form = next(card.form for card in response.context["cards"] if card.form)
    assert form["title_fr"].value() == "Le titre de la stagiaire"
    assert form.non_field_errors()
    assert geneva().title_fr != "Le titre de la stagiaire"


def differing(article: Article) -> Meeting:
    """The meeting, published, and since read otherwise."""
    publish(geneva(), by=None)
    article.published = "2022-01-11"
    save_changed_article(article)
    read_again(article)
    return geneva()


def test_a_difference_is_not_taken_over_what_a_colleague_wrote_meanwhile(client, desk_editor, read_article):
    seen = differing(read_article)
    theirs = geneva()
    theirs.when = "2022-01-20"
    save_changed(theirs)

    response = press(client, read_article, "take", seen, name="when", note_fr="La dépêche est du 11.")

    card = next(card for card in response.context["cards"] if card.event.pk == seen.pk)
    assert geneva().when == "2022-01-20"
    assert len(said(response)) == 1
    assert (card.sent["note_fr"], card.ticked) == ("La dépêche est du 11.", ["when"])


def test_a_difference_whose_note_is_missing_stays_ticked_as_it_was(client, desk_editor, read_article):
    meeting = differing(read_article)

    response = press(client, read_article, "take", meeting, name="when", note_fr=" ")

    card = next(card for card in response.context["cards"] if card.event.pk == meeting.pk)
    assert card.ticked == ["when"]
    assert geneva().when == meeting.when
    assert geneva().version == meeting.version


@pytest.mark.parametrize("drafts", [1, 3])
def test_differences_cost_the_same_queries_however_many_drafts_have_them(
    client, desk_editor, drafts, django_assert_num_queries
):
    article = make_article()
    for passage in ("Les ministres", "mardi", "Le soir")[:drafts]:
        quoted = quote_words(article, passage)
        event = make_event(Kind.STATEMENT, support=(quoted,), quotes=(quoted,), place=make_place())
        values = of_event(event, article)
        read = {**values, "place": "kyiv", "status": "denied", "parts": [["speaker", "lavrov", ""]], "when_other": None}
        Proposal.objects.create(event_id=event.pk, article=article, adopted=values, latest=read)
    client.get(desk(article))

    with django_assert_num_queries(18):  # with the names of actors and of places
        shown = client.get(desk(article))

    assert [len(card.differences) for card in shown.context["cards"]] == [3] * drafts
