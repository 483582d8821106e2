"""The reading desk: what is shown, what each button does, and who may press it."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from crisis.articles.models import Article
from crisis.articles.writing import save_changed_article
from crisis.events.models import Actor, Event, Meeting, Place, Statement
from crisis.events.vocabulary import Kind, Mode, Review, Role
from crisis.events.writing import save_changed
from crisis.ingest.people import DeskRole
from crisis.ingest.rereading import read_again
from tests.events.desk import sign_in
from tests.making import make_article, make_event, make_excerpt, make_report, quote_words

pytestmark = pytest.mark.django_db

TEXT = (
    "Rencontre à Genève\r\n\r\n"
    "Antony Blinken rencontrera Sergueï Lavrov vendredi à Genève, a annoncé mardi le département d'État.\r\n\r\n"
    "« Nous sommes prêts », a ajouté le porte-parole. "
    "Mercredi, Antony Blinken rencontrera Volodymyr Zelensky à Kiev.\r\n"
)


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def editor(client) -> User:
    return sign_in(client, DeskRole.EDITOR)


@pytest.fixture
def article(db: None) -> Article:
    call_command("load_gazetteer")
    article = make_article(TEXT, published="2022-01-18")
    read_again(article)
    return article


def desk(article: Article) -> str:
    return reverse("admin:articles_article_desk", args=[article.pk])


def geneva() -> Meeting:
    return Meeting.objects.get(place__slug="geneva")


def press(client, article: Article, what: str, event: Event | None = None, **sent):
    about = {"event": event.pk, "version": event.version} if event else {}
    return client.post(desk(article), {"what": what, **about, **sent}, follow=True)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def correction(event: Event, **changed):
    """What a browser sends of the short form."""
    role = {Kind.MEETING: Role.PARTICIPANT, Kind.STATEMENT: Role.SPEAKER}[Kind(event.kind)]
    parts = event.participations.filter(role=role)
    sent = {
        "title_fr": event.title_fr,
        "title_en": event.title_en,
        "when": event.when,
        "when_text": event.when_text,
        "status": event.status,
        "place": event.place_id or "",
        "actors": [part.actor_id for part in parts if part.actor_id],
        "described": "\n".join(part.description for part in parts if part.description),
        "version": event.version,
        **changed,
    }
    return {f"draft-{event.pk}-{name}": value for name, value in sent.items()}


def words(**given):
    sent = {"kind": "statement", "words": "", "status": "occurred", "described": "un porte-parole", **given}
    return {f"new-{name}": value for name, value in sent.items()}


def test_the_whole_text_is_shown_with_the_drafts_marked_in_it(client, editor, article):
    page = client.get(desk(article)).content.decode()

    pieces = re.findall(r'data-start="(\d+)"[^>]*>([^<]*)<', page)
    unescaped = {int(start): text.replace("&#x27;", "'").replace("&quot;", '"') for start, text in pieces}
    assert all(TEXT[start : start + len(text)] == text for start, text in unescaped.items())
    assert sum(map(len, unescaped.values())) == len(TEXT.replace("\r\n", ""))
    assert page.count('<li class="card') == Event.objects.count() >= 3


def test_the_page_costs_the_same_queries_however_many_drafts(client, editor, django_assert_max_num_queries):
    article = make_article()
    for number in range(3):
        make_event(support=(quote_words(article, ["Les ministres", "mardi", "Le soir"][number]),))
    client.get(desk(article))

    with django_assert_max_num_queries(22):
        client.get(desk(article))


def test_accepting_publishes_and_goes_on_to_the_next_draft(client, editor, article):
    meeting = geneva()

    response = press(client, article, "accept", meeting)

    meeting.refresh_from_db()
    assert (meeting.review, meeting.reviewed_by) == (Review.PUBLISHED, editor)
    [(address, _status)] = response.redirect_chain
    waiting = {f"{desk(article)}#draft-{pk}" for pk in Event.objects.drafts().values_list("pk", flat=True)}
    assert address in waiting


def test_rejecting_keeps_a_draft_from_readers_until_it_is_made_a_draft_again(client, editor, article):
    press(client, article, "reject", geneva(), reason="déjà connue")
    rejected = geneva()

    press(client, article, "reopen", rejected)

    assert (rejected.review, rejected.review_reason) == (Review.REJECTED, "déjà connue")
    assert (geneva().review, geneva().reviewed_by) == (Review.DRAFT, None)


def test_all_drafts_are_published_at_once_and_those_that_cannot_be_are_named(client, editor, article):
    bare = make_event(support=(make_excerpt(article, "le département d'État"),), title_en="Changed meanwhile")
    drafts = list(Event.objects.drafts())
    sent = [f"{event.pk}:{event.version}" for event in drafts]
    bare.summary_fr = "Une collègue écrit."
    save_changed(bare)

    response = press(client, article, "accept_all", draft=sent)

    assert list(Event.objects.drafts()) == [bare.event_ptr]
    assert len(drafts) - 1 == Event.objects.public().count()
    assert any("Somebody else changed this event" in sentence for sentence in said(response))


def test_all_drafts_are_rejected_at_once(client, editor, article):
    sent = [f"{event.pk}:{event.version}" for event in Event.objects.drafts()]

    press(client, article, "reject_all", draft=sent)

    assert set(Event.objects.values_list("review", flat=True)) == {Review.REJECTED}


def test_a_correction_is_stored_and_stays_when_the_article_is_read_again(client, editor, article):
    meeting = geneva()

    press(
        client, article, "correct", meeting, **correction(meeting, when="2022-01-20", title_en="Blinken–Lavrov, Geneva")
    )
    article.published = "2022-01"
    save_changed_article(article)
    read_again(article)

    assert (geneva().when, geneva().title_en, geneva().review) == ("2022-01-20", "Blinken–Lavrov, Geneva", Review.DRAFT)
    assert {part.actor.slug for part in geneva().participations.all()} == {"blinken", "lavrov"}


def test_a_correction_changes_actors_of_the_first_role_and_leaves_the_others(client, editor, article):
    meeting = geneva()
    kept = [part.pk for part in meeting.participations.exclude(role=Role.PARTICIPANT)]
    baerbock = Actor.objects.get(slug="baerbock")

    press(client, article, "correct", meeting, **correction(meeting, actors=[baerbock.pk], described="une diplomate"))

    parts = geneva().participations.filter(role=Role.PARTICIPANT)
    assert [part.actor.slug if part.actor else part.description for part in parts] == ["baerbock", "une diplomate"]
    assert [part.pk for part in geneva().participations.exclude(role=Role.PARTICIPANT)] == kept


def test_correcting_and_publishing_is_one_press(client, editor, article):
    meeting = geneva()

    press(client, article, "correct", meeting, **correction(meeting, when="2022-01-20"), publish="1")

    assert (geneva().when, geneva().review) == ("2022-01-20", Review.PUBLISHED)


def test_a_correction_that_breaks_a_rule_comes_back_as_it_was_sent(client, editor, article):
    meeting = geneva()

    response = press(client, article, "correct", meeting, **correction(meeting, when="bientôt", title_fr="Gardé"))

    form = next(card.form for card in response.context["cards"] if card.form)
    assert list(form.errors) == ["when"]
    assert form["title_fr"].value() == "Gardé"
    assert geneva().title_fr != "Gardé"


def test_of_two_corrections_the_second_is_shown_both_and_loses_neither(client, editor, article):
    meeting = geneva()
    sent = correction(meeting, title_fr="Le second")
    meeting.title_fr = "Le premier"
    save_changed(meeting)

    response = press(client, article, "correct", meeting, **sent)
    page = response.content.decode()
    form = next(card.form for card in response.context["cards"] if card.form)
    again = press(
        client, article, "correct", geneva(), **{**sent, f"draft-{meeting.pk}-version": form["version"].value()}
    )

    assert ("Le second" in page, "The first" in page or meeting.title in page) == (True, True)
    assert "Somebody else changed this event" in " ".join(form.non_field_errors())
    assert geneva().title_fr == "Le second"
    assert again.status_code == 200


def test_the_other_reading_of_a_date_is_one_press(client, editor, article):
    meeting = geneva()
    card = next(card for card in client.get(desk(article)).context["cards"] if card.event.pk == meeting.pk)

    press(client, article, "other_date", meeting)

    assert card.other_date
    assert geneva().when == card.other_date


def test_words_become_a_statement_with_its_quotation(client, editor, article):
    start = TEXT.index("« Nous sommes prêts »")
    end = TEXT.index("porte-parole.") + len("porte-parole.")
    before = Event.objects.count()

    press(client, article, "new", **words(words=TEXT[start:end], start=start, end=end))

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
def test_words_are_entitled_from_who_and_where(client, editor, article, kind, title):
    blinken, kyiv = Actor.objects.get(slug="blinken"), Place.objects.get(slug="kyiv")
    given = {"kind": kind, "actors": [blinken.pk], "described": "", "place": kyiv.pk}

    press(client, article, "new", **words(words="Antony Blinken rencontrera Volodymyr Zelensky à Kiev", **given))

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
def test_words_that_cannot_be_used_come_back_with_the_reason(client, editor, article, given, field):
    before = Event.objects.count()

    response = press(client, article, "new", **words(**given))

    assert list(response.context["new"].errors) == [field]
    assert response.context["new"]["words"].value() == given["words"]
    assert Event.objects.count() == before


def test_words_selected_where_they_stand_twice_are_those_selected(client, editor, article):
    start = TEXT.rindex("Antony Blinken")

    press(client, article, "new", **words(words="Antony Blinken", start=start, end=start + len("Antony Blinken")))

    assert Statement.objects.latest("pk").evidence.get().excerpt.start == start


def test_a_difference_is_taken_or_kept(client, editor, article):
    meeting = geneva()
    meeting.when, meeting.title_en = "2022-01-20", "Ours"
    save_changed(meeting)
    article.published = "2022-01-11"
    save_changed_article(article)
    read_again(article)
    offered = next(card for card in client.get(desk(article)).context["cards"] if card.event.pk == meeting.pk)

    press(client, article, "take", meeting, name="when")

    assert [difference.name for difference in offered.differences] == ["when"]
    assert (geneva().when, geneva().title_en) == ("2022-01-14", "Ours")


def test_readers_reports_stand_beside_the_event(client, editor, article):
    meeting = geneva()
    press(client, article, "accept", meeting)
    make_report(Event.objects.get(pk=meeting.pk), text="C'était un jeudi.")

    page = client.get(desk(article)).content.decode()

    assert "C&#x27;était un jeudi." in page


def test_an_article_of_which_nothing_was_read_says_what_to_do(client, editor):
    page = client.get(desk(make_article("Il pleut.\n"))).content.decode()

    assert "Nothing was found in this article yet" in page


def test_a_contributor_corrects_and_adds_but_decides_nothing(client, article):
    sign_in(client, DeskRole.CONTRIBUTOR)
    meeting = geneva()
    page = client.get(desk(article)).content.decode()
    drafts = [f"{event.pk}:{event.version}" for event in Event.objects.drafts()]

    refused = [
        press(client, article, "accept", meeting).status_code,
        press(client, article, "reject", meeting).status_code,
        press(client, article, "accept_all", draft=drafts).status_code,
        press(client, article, "reject_all", draft=drafts).status_code,
    ]
    press(client, article, "correct", meeting, **correction(meeting, when="2022-01-20"), publish="1")
    press(client, article, "new", **words(words="a annoncé mardi le département d'État"), publish="1")

    assert refused == [403, 403, 403, 403]
    assert 'value="accept"' not in page
    assert geneva().when == "2022-01-20"
    assert set(Event.objects.values_list("review", flat=True)) == {Review.DRAFT}


@pytest.mark.parametrize("what", ["accept", "correct", "take"])
def test_an_event_of_another_article_is_not_touched(client, editor, article, what):
    other = make_event()

    response = press(client, article, what, other)

    assert response.status_code == 404
    assert Event.objects.get(pk=other.pk).version == 1


def test_nobody_reads_at_the_desk_without_signing_in(client, article):
    response = client.get(desk(article))

    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")
