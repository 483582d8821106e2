"""What an event was, and the way back to it: as a whole, deleted or not."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from crisis.articles.models import Article
from crisis.events.models import Event, EventRevision, Meeting, Participation
from crisis.events.past.content import content_of, fetch_for_content, public
from crisis.events.past.decisions import restore
from crisis.events.vocabulary import Kind, LinkKind, Review, Role
from crisis.events.writing import (
    Part,
    link,
    save_changed,
    set_evidence,
    set_links,
    set_participants,
    set_quotations,
    set_topics,
)
from tests.colleagues import sign_in
from tests.events.versions import first, revisions, version
from tests.making import make_actor, make_article, make_event, make_excerpt, make_place, make_reference, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_a_deleted_draft_comes_back_with_all_that_hung_on_it(client: Client) -> None:
    chief = sign_in(client)
    event = make_event(topics=(make_topic(),), parts=(Part(role=Role.HOST, description="la Suisse"),))
    link(event, make_event(), LinkKind.CONTINUES)
    before = public(content_of(fetch_for_content(event.pk)))
    client.post(reverse("admin:events_meeting_delete", args=[event.pk]), {"post": "yes"})
    gone = revisions(event).last()
    listed = client.get(reverse("admin:events_meeting_history", args=[event.pk]))

    client.post(version(event, gone))

    back = Meeting.objects.get(uid=event.uid)
    after = public(content_of(fetch_for_content(back.pk)))
    assert (gone.is_deletion, gone.by, listed.status_code, back.review) == (True, chief, 200, Review.DRAFT)
    assert {name: len(items) for name, items in after.items()} == {name: len(items) for name, items in before.items()}
    assert (back.links.count(), back.version) == (1, 2)


def test_a_deleted_articles_text_is_not_made_up(client: Client) -> None:
    sign_in(client)
    article = make_article()
    pk = article.pk
    article.delete()
    gone = Article.history.filter(id=pk).latest()
    article.pk = pk

    answer = client.post(version(article, gone, "articles_article"))

    assert answer.status_code == 200
    assert not Article.objects.exists()


def test_an_event_is_restored_as_a_whole() -> None:
    excerpt, other = make_excerpt(), make_event()
    event = make_event(
        Kind.STATEMENT,
        support=(excerpt, make_reference()),
        parts=(Part(role=Role.SPEAKER, actor=make_actor("lavrov")), Part(role=Role.INVOLVED, description="un témoin")),
        topics=(make_topic(),),
        quotes=(excerpt,),
        place=make_place(),
        medium="la radio",
    )
    link(event, other, LinkKind.ANSWERS)
    was = revisions(event).last()
    event.title_fr, event.place, event.medium = "Autre", None, ""
    save_changed(event)
    set_evidence(event, [])
    set_participants(event, [])
    set_topics(event, [])
    set_quotations(event, [])
    set_links(event, [])

    restore(Event.objects.get(pk=event.pk), was)

    last = revisions(event).last()
    told = [{name: [plain(item) for item in items] for name, items in one.content.items()} for one in (was, last)]
    assert told[0] == told[1]
    assert (last.number, revisions(event).count()) == (8, 9)


def plain(item: object) -> object:
    """Without the keys of rows, which are new ones."""
    return {key: value for key, value in item.items() if key != "row"} if isinstance(item, dict) else item


def test_restoring_what_stands_is_refused() -> None:
    event = make_event()

    with pytest.raises(ValidationError) as refusal:
        restore(event, revisions(event).last())

    assert refusal.value.code == "nothing"
    assert (Event.objects.get(pk=event.pk).version, revisions(event).count()) == (1, 1)


def test_what_names_something_that_is_gone_is_not_restored() -> None:
    event = make_event(place=make_place())
    event.place = None
    save_changed(event)
    make_place().delete()

    with pytest.raises(ValidationError) as refusal:
        restore(event, first(event))

    assert refusal.value.code == "gone"
    assert Event.objects.get(pk=event.pk).version == 2


def test_an_actor_returns_to_a_public_event_with_a_word_to_readers(client: Client) -> None:
    sign_in(client)
    event = make_event(published=True, parts=(Part(role=Role.HOST, description="la Suisse"),))
    was = revisions(event).last()
    set_participants(Event.objects.get(pk=event.pk), [])

    silent = client.post(version(event, was), {"is_typing_only": "on"})
    count = Participation.objects.count()
    client.post(version(event, was), {"note_en": "Switzerland was the host."})

    assert (silent.status_code, count, Participation.objects.count()) == (200, 0, 1)
    assert EventRevision.objects.exclude(note_fr="", note_en="").get().note_en == "Switzerland was the host."


def test_a_version_of_another_event_is_not_found(client: Client) -> None:
    sign_in(client)
    event, other = make_event(), make_event()

    answers = [
        client.get(version(event, first(other))),
        client.get(reverse("admin:events_meeting_history", args=[999_999])),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
