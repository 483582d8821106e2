"""The reading desk against whatever a form may hold."""

from __future__ import annotations

import pytest
from django.urls import reverse

from crisis.events.vocabulary import Review
from tests.ingest.desk import desk, geneva, press

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
