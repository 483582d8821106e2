"""What readers are told of a correction, and what the desk sees before readers do."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from crisis.desk.permissions import DeskRole
from crisis.events.models import Event, EventRevision, Meeting
from crisis.events.past.corrections import Notice
from crisis.events.past.revisions import revising
from crisis.events.review import reject
from crisis.events.writing import save_changed
from tests.colleagues import sign_in
from tests.desk.forms import page, sent
from tests.making import make_correction, make_event, make_excerpt

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def panel(client: Client, event: Event, language: str) -> str:
    with override(language):
        address = Event.objects.get(pk=event.pk).get_absolute_url()
    page = client.get(address, headers=HTMX).content.decode()
    found = " ".join(re.findall(r'<section class="corrected">(.*?)</section>', page, re.S))
    return " ".join(re.sub(r"<(?!/?(?:ins|del|span|strong)\b)[^>]*>", " ", found).split())


def corrected_on(correction: EventRevision, day: str) -> None:
    EventRevision.objects.filter(pk=correction.pk).update(at=f"{day}T12:00Z")
    Event.objects.filter(pk=correction.event_id).update(corrected_at=f"{day}T12:00Z")


def test_the_event_says_when_and_why_and_what_stood_before(client: Client) -> None:
    correction = make_correction(note_fr="C'était mercredi.", note_en="It was a Wednesday.")
    corrected_on(correction, "2026-11-24")

    assert panel(client, correction.event, "en").startswith(
        '<strong>Corrected on 24 November 2026:</strong> <span lang="en">It was a Wednesday.</span> Before and after'
    )
    assert panel(client, correction.event, "en").endswith("Date <del>18</del><ins>19</ins> January 2022")
    assert panel(client, correction.event, "fr").startswith(
        '<strong>Corrigé le 24 novembre 2026 :</strong> <span lang="fr">C&#x27;était mercredi.</span>'
    )
    assert panel(client, correction.event, "fr").endswith("Date <del>18</del><ins>19</ins> janvier 2022")


def test_a_note_in_the_other_language_says_which_it_is(client: Client) -> None:
    correction = make_correction(note_fr="Faux.")

    assert '<span lang="fr">Faux.</span>' in panel(client, correction.event, "en")


def test_a_title_of_the_other_language_is_not_compared_for_the_reader(client: Client) -> None:
    event = make_event(published=True, title_fr="Avant", title_en="Before")
    correction = make_correction(event, title_fr="Après", title_en="After")

    assert panel(client, correction.event, "en").endswith("Title in English <del>Before</del><ins>After</ins>")
    assert panel(client, correction.event, "fr").endswith("Titre en français <del>Avant</del><ins>Après</ins>")


def test_the_latest_correction_comes_first(client: Client) -> None:
    event = make_event(published=True)
    make_correction(event, note_en="First.", when="2022-01-19")
    make_correction(Meeting.objects.get(pk=event.pk), note_en="Second.", when="2022-01-20")

    assert re.findall(r'lang="en">(\w+)\.', panel(client, event, "en")) == ["Second", "First"]


def test_an_event_that_was_never_corrected_says_nothing_of_it(client: Client) -> None:
    assert panel(client, make_event(published=True), "en") == ""


def test_a_correction_is_text_whatever_stands_in_it(client: Client) -> None:
    correction = make_correction(note_en="<script>alert(1)</script>", summary_en="<b>bold</b>")

    shown = panel(client, correction.event, "en")

    assert ("<script>" in shown, "<b>" in shown, "&lt;b&gt;" in shown) == (False, False, True)


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "corrigé le 24 novembre 2026"), ("en", "corrected on 24 November 2026")]
)
@pytest.mark.parametrize("page", ["timeline:timeline", "timeline:print"])
def test_lists_say_what_was_corrected(client: Client, language: str, words: str, page: str) -> None:
    make_event(published=True)
    corrected_on(make_correction(), "2026-11-24")

    with override(language):
        shown = client.get(reverse(page)).content.decode()

    assert shown.count(words) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_a_correction_costs_one_query_however_many_there_are(
    client: Client, django_assert_num_queries, number: int
) -> None:
    event = make_event(published=True, support=(make_excerpt(),))
    for day in range(number):
        make_correction(Meeting.objects.get(pk=event.pk), when=f"2022-01-2{day}")
    with override("fr"):
        address = event.get_absolute_url()

    with django_assert_num_queries(11):
        client.get(address, headers=HTMX)


def test_an_event_that_a_machine_published_is_corrected_by_a_person(client: Client, admin_user: User) -> None:
    event = make_event(published=True, origin="extracted")

    with revising(event, by=admin_user, notice=Notice(note_en="Wrong.")):
        event.when = "2022"
        save_changed(event)

    assert 'lang="en">Wrong.' in panel(client, event, "en")


def looking(client: Client, role: DeskRole | None) -> Client:
    if role is not None:
        sign_in(client, role)
    return client


@pytest.mark.parametrize("role", list(DeskRole))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_desk_sees_a_draft_as_readers_will(client: Client, role: DeskRole, language: str) -> None:
    excerpt = make_excerpt()
    event = make_event(title_fr="Une rencontre", title_en="A meeting", support=(excerpt,))
    looking(client, role)

    with override(language):
        answer = client.get(reverse("desk:preview", args=[event.uid]))

    shown = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"], answer["X-Robots-Tag"]) == (
        200,
        "no-store, private",
        "noindex, nofollow",
    )
    assert {"fr": "Une rencontre</h2>", "en": "A meeting</h2>"}[language] in shown
    assert {"fr": "les lecteurs ne le voient pas encore", "en": "readers do not see this yet"}[language] in shown
    assert f"<mark>{excerpt.words}</mark>" in shown
    assert f'href="/admin/events/meeting/{event.pk}/change/"' in shown


def test_a_reader_finds_no_preview(client: Client) -> None:
    event = make_event()
    reader = User.objects.create_user("reader")
    address = reverse("desk:preview", args=[event.uid])

    anonymous = client.get(address)
    client.force_login(reader)
    signed_in = client.get(address)

    assert (anonymous.status_code, signed_in.status_code) == (404, 404)


def test_what_is_rejected_or_public_can_be_previewed_too(client: Client) -> None:
    rejected, public = make_event(), make_event(published=True)
    reject(rejected, by=None)
    looking(client, DeskRole.EDITOR)

    answers = [client.get(reverse("desk:preview", args=[event.uid])) for event in (rejected, public)]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_saving_a_draft_leads_to_its_preview(client: Client) -> None:
    looking(client, DeskRole.CONTRIBUTOR)

    answer = client.post(page("meeting"), sent(_preview="1"))

    event = Event.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/fr/preview/{event.uid}/")
    assert event.review == "draft"
