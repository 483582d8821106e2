"""The desk: who publishes, rejects and retracts, and what stays as it is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from crisis.desk.permissions import DeskRole
from crisis.events.models import Event, EventRevision
from crisis.events.vocabulary import Kind, Review
from tests.colleagues import sign_in
from tests.desk.forms import WORDS, errors, page, sent
from tests.making import make_article, make_event, make_excerpt, make_reference

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_an_event_without_evidence_is_not_published_and_nothing_is_lost(client):
    sign_in(client)

    response = client.post(page("meeting"), sent(title_fr="Un titre long à écrire", _publish="1"))

    assert "at least one excerpt or one reference" in errors(response)
    assert response.context["adminform"].form["title_fr"].value() == "Un titre long à écrire"
    assert not Event.objects.exists()


def test_a_draft_without_evidence_may_wait(client):
    sign_in(client)

    client.post(page("meeting"), sent())

    assert Event.objects.get().review == Review.DRAFT


def test_the_last_evidence_of_a_public_event_stays(client):
    sign_in(client)
    event = make_event(published=True)
    [evidence] = event.evidence.all()
    row = {
        "id": evidence.pk,
        "event": event.pk,
        "publisher": "Journal d'essai",
        "reference_title": evidence.reference.title,
        "DELETE": "on",
    }

    response = client.post(page("meeting", event), sent(rows={"evidence": [row]}, read_version=event.version))

    assert "keeps at least one excerpt" in errors(response)
    assert list(event.evidence.all()) == [evidence]


def test_what_is_no_row_of_the_list_is_not_found(client):
    sign_in(client)

    response = client.post("/admin/events/event/", {"action": "publish_events", "_selected_action": "x"})

    assert response.status_code == 404


def test_a_contributor_writes_drafts_only(client):
    sign_in(client, DeskRole.CONTRIBUTOR)
    rows = {"evidence": [{"article": make_article().pk, "words": WORDS}]}
    published = make_event(published=True)

    client.post(page("meeting"), sent(rows=rows, _publish="1"))
    changed = client.post(page("meeting", published), sent(title_fr="Autre", read_version=published.version))
    client.post(
        reverse("admin:events_event_changelist"),
        {"action": "publish_events", "_selected_action": Event.objects.values_list("pk", flat=True)},
    )

    assert list(Event.objects.public()) == [published.event_ptr]
    assert changed.status_code == 403


@pytest.mark.parametrize("listing", ["event", "meeting"])
def test_publishing_many_names_those_that_cannot_be(client, listing):
    user = sign_in(client)
    good, bare = make_event(), make_event(title_en="Bare one")
    bare.evidence.all().delete()
    address = reverse(f"admin:events_{listing}_changelist")

    response = client.post(address, {"action": "publish_events", "_selected_action": [good.pk, bare.pk]}, follow=True)

    good.refresh_from_db()
    assert list(Event.objects.public()) == [good.event_ptr]
    assert good.reviewed_by == user
    assert sorted(str(message) for message in response.context["messages"]) == [
        f'1 event published. <a href="/admin/events/event/undo/?event={good.pk}">Undo</a>',
        "“Bare one”: link at least one excerpt or one reference before publishing.",
    ]


def test_rejecting_keeps_a_draft_from_readers(client):
    sign_in(client)
    event = make_event()

    chosen = {"action": "reject_events", "_selected_action": [event.pk]}
    client.post(reverse("admin:events_event_changelist"), {**chosen, "_apply": "1"})

    event.refresh_from_db()
    assert event.review == Review.REJECTED


def test_retracting_asks_for_the_reason(client):
    sign_in(client, DeskRole.CHIEF)
    event = make_event(published=True)
    address = reverse("admin:events_meeting_changelist")
    asked = {"action": "retract_events", "_selected_action": [event.pk]}

    page_with_question = client.post(address, asked)
    client.post(address, {**asked, "reason": "L'agence a corrigé."})

    event.refresh_from_db()
    assert 'name="reason"' in page_with_question.content.decode()
    assert (event.review, event.review_reason) == (Review.RETRACTED, "L'agence a corrigé.")


def test_an_editor_cannot_retract(client):
    sign_in(client, DeskRole.EDITOR)
    event = make_event(published=True)

    client.post(
        reverse("admin:events_meeting_changelist"),
        {"action": "retract_events", "_selected_action": [event.pk], "reason": "Parce que."},
    )

    event.refresh_from_db()
    assert event.review == Review.PUBLISHED


def test_what_was_public_is_never_deleted(client):
    sign_in(client, DeskRole.CHIEF)
    draft, public = make_event(), make_event(published=True)

    kept = client.post(reverse("admin:events_meeting_delete", args=[public.pk]), {"post": "yes"})
    client.post(reverse("admin:events_meeting_delete", args=[draft.pk]), {"post": "yes"})

    assert kept.status_code == 403
    assert list(Event.objects.all()) == [public.event_ptr]
    assert [made.is_deletion for made in EventRevision.objects.filter(uid=draft.uid)] == [False, True]


@pytest.mark.parametrize("review", [Review.PUBLISHED, Review.RETRACTED, Review.REJECTED])
@pytest.mark.parametrize("model", ["meeting", "statement"])
def test_what_one_may_not_change_can_still_be_looked_at(client, model, review):
    sign_in(client, DeskRole.CONTRIBUTOR)
    excerpt = make_excerpt()
    kind = Kind.STATEMENT if model == "statement" else Kind.MEETING
    quotes = (excerpt,) if model == "statement" else ()
    event = make_event(kind, published=True, support=(excerpt, make_reference()), quotes=quotes)
    Event.objects.filter(pk=event.pk).update(review=review, review_reason="Faux.")

    response = client.get(page(model, event))

    assert response.status_code == 200
    assert WORDS in response.content.decode()
    assert 'name="_save"' not in response.content.decode()


def test_a_draft_is_published_from_its_page(client):
    user = sign_in(client)
    event = make_event(support=(make_excerpt(),))
    [evidence] = event.evidence.all()
    row = {"id": evidence.pk, "event": event.pk, "article": evidence.excerpt.article_id, "words": WORDS}

    client.post(page("meeting", event), sent(rows={"evidence": [row]}, read_version=1, _publish="1"))

    event.refresh_from_db()
    assert (event.review, event.reviewed_by, event.version) == (Review.PUBLISHED, user, 3)
    assert [made.review for made in EventRevision.objects.filter(event_id=event.pk)] == ["draft", "draft", "published"]


def test_what_the_machine_published_is_marked_as_reviewed_from_its_page(client):
    user = sign_in(client)
    event = make_event(published=True)
    shown = client.get(page("meeting", event)).content.decode()
    [evidence] = event.evidence.all()
    reference = {"publisher": evidence.reference.source.name, "reference_title": evidence.reference.title}
    row = {"id": evidence.pk, "event": event.pk, "reference_url": evidence.reference.url, **reference}

    titles = {"title_fr": event.title_fr, "title_en": event.title_en}
    form = sent(rows={"evidence": [row]}, read_version=event.version, _publish="1", **titles)
    client.post(page("meeting", event), form)

    event.refresh_from_db()
    assert "Save and mark as reviewed" in shown
    assert event.reviewed_by == user
    assert [left.reference for left in event.evidence.all()] == [evidence.reference]
