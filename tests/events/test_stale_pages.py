"""Pages that ask once more before they do something: what a colleague did in between is not run over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from crisis.desk.permissions import DeskRole
from crisis.desk.saved_filters import save_filter
from crisis.events.models import Event
from crisis.events.review import publish, retract
from crisis.events.vocabulary import Review
from tests.colleagues import said, sign_in
from tests.desk.forms import page, sent
from tests.events.versions import changed, first, version
from tests.making import make_editor, make_event, make_place, make_topic

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LIST = reverse("admin:events_event_changelist")


@pytest.fixture(autouse=True)
def _in_english(client: Client) -> Iterator[None]:
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


def hidden(response: Any) -> dict[str, list[str]]:
    """The hidden controls of a page, as a browser would send them."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="(\w*)">', response.content.decode()):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(value)
    return found


def test_a_version_is_not_restored_over_what_a_colleague_wrote_meanwhile(client: Client) -> None:
    sign_in(client)
    event = make_event(title_fr="Au début")
    changed(event, title_fr="Ensuite")
    sent = hidden(client.get(version(event, first(event))))
    changed(event, summary_fr="D'une collègue.")

    response = client.post(version(event, first(event)), sent)

    event.refresh_from_db()
    assert (event.title_fr, event.summary_fr) == ("Ensuite", "D'une collègue.")
    assert response.context["refusal"].code == "conflict"
    assert client.post(version(event, first(event)), hidden(response)).status_code == 302


def test_only_the_decision_that_was_shown_is_undone(client: Client) -> None:
    chief = sign_in(client, DeskRole.CHIEF)
    event = make_event()
    publish(event, by=chief)
    sent = hidden(client.get(reverse("admin:events_undo"), {"event": event.pk}))
    retract(event, by=chief, reason="Faux.")

    response = client.post(reverse("admin:events_undo"), sent, follow=True)

    assert Event.objects.get(pk=event.pk).review == Review.RETRACTED
    assert len(said(response)) == 1


@pytest.mark.parametrize("action", ["set_place", "add_topic", "set_status", "reject_events"])
def test_many_are_changed_only_as_they_were_shown(client: Client, action: str) -> None:
    sign_in(client)
    seen, moved = make_event(), make_event()
    answers = {"set_place": make_place().pk, "add_topic": make_topic().pk, "set_status": "denied"}
    chosen = {"action": action, "_selected_action": [seen.pk, moved.pk], "what": answers.get(action, "double")}
    sent = hidden(client.post(LIST, {**chosen, "_preview": "1"}))
    changed(moved, summary_fr="D'une collègue.")

    response = client.post(LIST, {**chosen, **sent, "_apply": "1"}, follow=True)

    assert [Event.objects.get(pk=event.pk).version for event in (seen, moved)] == [2, 2]
    assert [sentence.partition(":")[0].partition(" <a")[0] for sentence in said(response)] == [
        "Done to 1 event.",
        f"Not to “{moved.title}”",
    ]


def test_a_page_that_shows_what_would_be_done_shows_rows_as_they_are(client: Client) -> None:
    sign_in(client)
    event = make_event()
    chosen = {"action": "reject_events", "_selected_action": [event.pk], "what": "double", "_preview": "1"}

    shown = client.post(LIST, chosen)

    assert f"{event} (draft)" in shown.content.decode()
    assert hidden(shown)[f"version_{event.pk}"] == ["1"]


def test_what_a_contributor_wrote_over_a_draft_that_is_published_meanwhile_is_not_lost(client: Client) -> None:
    sign_in(client, DeskRole.CONTRIBUTOR)
    event = make_event()
    publish(event, by=None)

    response = client.post(
        page("meeting", event), sent(summary_fr="Une heure <b>d'écriture</b>", _publish="1", read_version=1)
    )

    event.refresh_from_db()
    assert response.status_code == 403
    assert ("Summary in French", "Une heure <b>d'écriture</b>") in response.context["written"]
    assert "Une heure &lt;b&gt;" in response.content.decode()
    assert (event.summary_fr, event.version) == ("", 2)


@pytest.mark.parametrize("is_deleted", [False, True])
def test_a_colleagues_selection_is_not_looked_into_through_its_history(client: Client, is_deleted: bool) -> None:
    sign_in(client)
    kept = save_filter(owner=make_editor(), listed="event", name="Privé", query="q=secret")
    pk, record = kept.pk, kept.history.get().history_id
    if is_deleted:
        kept.delete()

    answers = [
        client.get(reverse("admin:events_savedfilter_history", args=[pk])),
        client.get(reverse("admin:events_savedfilter_simple_history", args=[pk, record])),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
