"""The reading desk: what is shown, what each button decides, and who may press it."""

from __future__ import annotations

import re

import pytest

from crisis.articles.writing import save_changed_article
from crisis.desk.permissions import DeskRole
from crisis.events.models import Event, EventRevision
from crisis.events.review import publish
from crisis.events.vocabulary import Review, Role
from crisis.events.writing import Part, save_changed
from crisis.ingest.reading.rereading import read_again
from tests.colleagues import said, sign_in
from tests.desk.reading.pages import TEXT, correction, desk, geneva, press, words
from tests.making import make_article, make_event, make_excerpt, make_report, quote_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

QUERIES = 15


def test_the_whole_text_is_shown_with_the_drafts_marked_in_it(client, desk_editor, read_article):
    page = client.get(desk(read_article)).content.decode()

    pieces = re.findall(r'data-start="(\d+)"[^>]*>([^<]*)<', page)
    unescaped = {int(start): text.replace("&#x27;", "'").replace("&quot;", '"') for start, text in pieces}
    assert all(TEXT[start : start + len(text)] == text for start, text in unescaped.items())
    assert sum(map(len, unescaped.values())) == len(TEXT.replace("\r\n", ""))
    assert page.count('<li class="card') == Event.objects.count() >= 3


@pytest.mark.parametrize("drafts", [1, 3])
def test_the_page_costs_the_same_queries_however_many_drafts(client, desk_editor, drafts, django_assert_num_queries):
    article = make_article()
    for words_of_it in ("Les ministres", "mardi", "Le soir")[:drafts]:
        make_event(support=(quote_words(article, words_of_it),), published=words_of_it != "Les ministres")
    client.get(desk(article))

    with django_assert_num_queries(QUERIES):
        client.get(desk(article))


def test_what_is_known_already_is_told_of_the_draft_one_is_at(client, desk_editor, read_article):
    meeting = geneva()
    known = make_event(
        published=True,
        when=meeting.when,
        place=meeting.place,
        parts=tuple(Part(role=Role.PARTICIPANT, actor=part.actor) for part in meeting.participations.all()),
    )

    page = client.get(f"{desk(read_article)}?at={meeting.pk}")

    [told] = [card for card in page.context["cards"] if card.counterparts is not None]
    assert told.event.pk == meeting.pk
    assert [counterpart.event.pk for counterpart in told.counterparts] == [known.pk]


def test_accepting_publishes_and_goes_on_to_the_next_draft(client, desk_editor, read_article):
    meeting = geneva()

    response = press(client, read_article, "accept", meeting)

    meeting.refresh_from_db()
    assert (meeting.review, meeting.reviewed_by) == (Review.PUBLISHED, desk_editor)
    [(address, _status)] = response.redirect_chain
    waiting = {f"{desk(read_article)}?at={pk}#draft-{pk}" for pk in Event.objects.drafts().values_list("pk", flat=True)}
    assert address in waiting


def test_rejecting_keeps_a_draft_from_readers_until_that_is_undone(client, desk_editor, read_article):
    press(client, read_article, "reject", geneva(), reason="déjà connue")
    rejected = geneva()

    press(client, read_article, "undo", rejected)

    assert (rejected.review, rejected.review_reason) == (Review.REJECTED, "déjà connue")
    assert (geneva().review, geneva().reviewed_by) == (Review.DRAFT, None)


def test_publishing_is_undone_at_the_desk(client, desk_editor, read_article):
    press(client, read_article, "accept", geneva())

    press(client, read_article, "undo", geneva())

    assert (geneva().review, geneva().reviewed_by) == (Review.DRAFT, None)


def test_all_drafts_are_published_at_once_and_those_that_cannot_be_are_named(client, desk_editor, read_article):
    bare = make_event(support=(make_excerpt(read_article, "le département d'État"),), title_en="Changed meanwhile")
    drafts = list(Event.objects.drafts())
    sent = [f"{event.pk}:{event.version}" for event in drafts]
    bare.summary_fr = "Une collègue écrit."
    save_changed(bare)

    response = press(client, read_article, "accept_all", draft=sent)

    assert list(Event.objects.drafts()) == [bare.event_ptr]
    assert len(drafts) - 1 == Event.objects.public().count()
    assert any("Somebody else changed this event" in sentence for sentence in said(response))


def test_all_drafts_are_rejected_at_once(client, desk_editor, read_article):
    sent = [f"{event.pk}:{event.version}" for event in Event.objects.drafts()]

    press(client, read_article, "reject_all", draft=sent)

    assert set(Event.objects.values_list("review", flat=True)) == {Review.REJECTED}


def test_a_difference_is_taken_or_kept(client, desk_editor, read_article):
    meeting = geneva()
    meeting.when, meeting.title_en = "2022-01-20", "Ours"
    save_changed(meeting)
    read_article.published = "2022-01-11"
    save_changed_article(read_article)
    read_again(read_article)
    offered = next(card for card in client.get(desk(read_article)).context["cards"] if card.event.pk == meeting.pk)

    press(client, read_article, "take", meeting, name="when")

    assert [difference.name for difference in offered.differences] == ["when"]
    assert (geneva().when, geneva().title_en) == ("2022-01-14", "Ours")


def test_readers_are_told_when_a_published_event_takes_a_difference_over(client, desk_editor, read_article):
    press(client, read_article, "accept", geneva())
    read_article.published = "2022-01-11"
    save_changed_article(read_article)
    read_again(read_article)

    silent = press(client, read_article, "take", geneva(), name="when")
    before = geneva().when
    press(client, read_article, "take", geneva(), name="when", note_fr="La dépêche est du 11 janvier.")

    assert "Write a correction note" in " ".join(said(silent))
    assert (before, geneva().when) == ("2022-01-21", "2022-01-14")
    assert EventRevision.objects.exclude(note_fr="", note_en="").get().note_fr == "La dépêche est du 11 janvier."


def test_readers_reports_stand_beside_the_event(client, desk_editor, read_article):
    meeting = geneva()
    press(client, read_article, "accept", meeting)
    make_report(Event.objects.get(pk=meeting.pk), text="C'était un jeudi.")

    page = client.get(desk(read_article)).content.decode()

    assert "C&#x27;était un jeudi." in page


def test_an_article_without_events_says_what_to_do(client, desk_editor):
    article = make_article("Il pleut.\n")
    unread = client.get(desk(article)).content.decode()
    read = press(client, article, "read").content.decode()

    assert ("has not been read yet" in unread, "nothing was found in it" in unread) == (True, False)
    assert ("has not been read yet" in read, "nothing was found in it" in read) == (False, True)
    assert ("Read and propose drafts" in unread, "Read and propose drafts" in read) == (True, False)


def test_what_is_decided_leads_on_to_the_next_article_with_drafts(client, desk_editor, read_article):
    other = make_article("Autre dépêche.\n", title="Another dispatch")
    draft = make_event(support=(make_excerpt(other, "Autre dépêche."),))
    waiting = client.get(desk(read_article)).context["following"]

    for event in Event.objects.filter(evidence__excerpt__article=read_article).distinct():
        press(client, read_article, "reject", event)
    decided = client.get(desk(read_article)).content.decode()
    publish(draft, by=None)
    last = client.get(desk(read_article)).content.decode()

    assert waiting is None
    assert "Everything here is decided" in decided
    assert f'<a href="{desk(other)}">Next article with drafts: Another dispatch</a>' in decided
    assert "No other draft awaits you." in last


def test_a_contributor_corrects_and_adds_but_decides_nothing(client, read_article):
    sign_in(client, DeskRole.CONTRIBUTOR)
    meeting = geneva()
    page = client.get(desk(read_article)).content.decode()
    drafts = [f"{event.pk}:{event.version}" for event in Event.objects.drafts()]

    refused = [
        press(client, read_article, "accept", meeting).status_code,
        press(client, read_article, "reject", meeting).status_code,
        press(client, read_article, "accept_all", draft=drafts).status_code,
        press(client, read_article, "reject_all", draft=drafts).status_code,
    ]
    press(client, read_article, "correct", meeting, **correction(meeting, when="2022-01-20"), publish="1")
    press(client, read_article, "new", **words(words="a annoncé mardi le département d'État"), publish="1")

    assert refused == [403, 403, 403, 403]
    assert 'value="accept"' not in page
    assert geneva().when == "2022-01-20"
    assert set(Event.objects.values_list("review", flat=True)) == {Review.DRAFT}


@pytest.mark.parametrize("what", ["accept", "correct", "take"])
def test_an_event_of_another_article_is_not_touched(client, desk_editor, read_article, what):
    other = make_event()

    response = press(client, read_article, what, other)

    assert response.status_code == 404
    assert Event.objects.get(pk=other.pk).version == 1


def test_nobody_reads_at_the_desk_without_signing_in(client, read_article):
    response = client.get(desk(read_article))

    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "x"])
def test_a_number_that_is_none_is_refused_in_peace(client, desk_editor, read_article, number):
    draft = geneva()

    lost = client.post(desk(read_article), {"what": "accept", "event": number, "version": "1"})
    accepted = client.post(desk(read_article), {"what": "accept", "event": draft.pk, "version": number})

    assert (lost.status_code, accepted.status_code) == (404, 302)
