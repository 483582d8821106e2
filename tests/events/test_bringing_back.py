"""What was deleted at the desk, and the way back to it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crisis.articles.models import Article
from crisis.events.models import Event, EventLink, Evidence, Meeting, Participation, Tagging
from crisis.events.vocabulary import LinkKind, Review, Role
from crisis.events.writing import Part, add_evidence, add_part, link
from tests.colleagues import sign_in
from tests.events.versions import first, version
from tests.making import make_article, make_event, make_reference, make_topic

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def tie_version(event: Event, record: Any) -> str:
    tie = record.instance_type._meta.model_name
    return reverse("admin:events_meeting_tie_history", args=[event.pk, tie, record.history_id])


def test_a_deleted_draft_comes_back_with_all_that_hung_on_it(client: Client) -> None:
    sign_in(client)
    event = make_event(topics=(make_topic(),), parts=(Part(role=Role.HOST, description="la Suisse"),))
    link(event, make_event(), LinkKind.CONTINUES)
    support = [str(row) for row in event.evidence.all()]
    client.post(reverse("admin:events_meeting_delete", args=[event.pk]), {"post": "yes"})
    gone = Meeting.history.filter(id=event.pk).latest()
    listed = client.get(reverse("admin:events_meeting_history", args=[event.pk]))

    client.post(version(event, gone))

    back = Meeting.objects.get(uid=event.uid)
    assert (gone.history_type, listed.status_code, back.review) == ("-", 200, Review.DRAFT)
    assert [str(row) for row in back.evidence.all()] == support
    assert (Participation.objects.count(), Tagging.objects.count(), EventLink.objects.count()) == (1, 1, 1)
    assert back.history.latest().history_type == "+"


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


def test_deleted_evidence_comes_back_to_its_event(client: Client) -> None:
    sign_in(client)
    event = make_event()
    evidence = add_evidence(event, make_reference())
    pk = evidence.pk
    evidence.delete()
    gone = Evidence.history.filter(id=pk).latest()

    client.post(tie_version(event, gone))

    assert Evidence.objects.get(pk=pk).event_id == event.pk
    assert Evidence.history.filter(id=pk).latest().history_type == "+"
    assert Event.objects.get(pk=event.pk).version == 2


def test_an_actor_of_a_public_event_does_not_come_back_in_silence(client: Client) -> None:
    sign_in(client)
    event = make_event(published=True)
    part = add_part(event, Part(role=Role.HOST, description="la Suisse"))
    pk = part.pk
    part.delete()
    gone = tie_version(event, Participation.history.filter(id=pk).latest())

    silent = client.post(gone, {"is_typing_only": "on"})
    count = Participation.objects.count()
    client.post(gone, {"note_en": "Switzerland was the host."})

    assert (silent.status_code, count, Participation.objects.count()) == (200, 0, 1)


def test_a_tie_that_moved_to_another_event_stays_there(client: Client) -> None:
    sign_in(client)
    event, other = make_event(), make_event()
    made = link(event, make_event(), LinkKind.CONTINUES)
    before = first(made)
    EventLink.objects.filter(pk=made.pk).update(from_event=other.pk)

    answer = client.post(tie_version(event, before))

    assert (answer.status_code, EventLink.objects.get().from_event_id) == (200, other.pk)


def test_a_version_of_another_event_is_not_found(client: Client) -> None:
    sign_in(client)
    event, other = make_event(), make_event()

    answers = [
        client.get(version(event, first(other))),
        client.get(tie_version(event, Evidence.history.filter(event_id=other.pk).latest())),
        client.get(reverse("admin:events_meeting_history", args=[999_999])),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
