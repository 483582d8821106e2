"""A citation of a version opens what was cited, says that it is not today's, and leads there."""

from __future__ import annotations

import pytest
from django.test import Client

from crisis.events.models import Event
from crisis.events.review import merge, publish, retract
from crisis.events.writing import save_changed
from tests.making import make_editor, make_event, make_excerpt

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def changed_event() -> tuple[Event, int]:
    """An event that readers saw as “Avant”, and the number of that version."""
    event = make_event(title_fr="Avant", title_en="Before", support=(make_excerpt(),), published=True)
    number = event.version
    event.title_fr, event.when = "Après", "2022-01-20"
    save_changed(event)
    return event, number


def test_an_earlier_version_opens_as_it_was_and_says_so(client: Client) -> None:
    event, number = changed_event()

    page = client.get(f"/e/{event.uid}/?v={number}", follow=True)

    html = page.content.decode()
    assert page.status_code == 200
    assert '<h2 id="excerpt-title" tabindex="-1">Avant</h2>' in html
    assert "<mark>Les ministres se sont vus mardi à Genève.</mark>" in html
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="http://testserver/fr/e/{event.uid}/apres/">' in html
    assert f'<a class="button" href="/fr/e/{event.uid}/apres/">' in html
    assert "<del>18 janvier 2022</del>" not in html  # the difference reads from then to now
    assert f'href="/en/e/{event.uid}/before/?v={number}"' in html


def test_the_version_that_stands_is_the_page_itself(client: Client) -> None:
    event, _number = changed_event()

    page = client.get(f"/e/{event.uid}/?v={event.version}", follow=True)

    assert page.context["panel"].event.title.fr == "Après"
    assert "version-banner" not in page.content.decode()
    assert page.context["selection"].problems == ()


def test_a_version_of_a_merged_event_is_its_own_and_leads_to_the_survivor(client: Client) -> None:
    event, survivor = changed_event()[0], make_event(title_fr="Celui qui reste", published=True)
    number = event.version
    merge(event, into=survivor, by=make_editor())

    version = client.get(f"/e/{event.uid}/?v={number}", follow=True)
    today = client.get(f"/e/{event.uid}/", follow=True)

    assert version.context["panel"].event.title.fr == "Après"
    assert "Celui qui reste" in version.content.decode()
    assert today.context["panel"].event.uid == survivor.uid


def test_versions_that_readers_never_saw_are_not_there(client: Client) -> None:
    draft, event = make_event(), make_event(title_fr="Brouillon")
    publish(event, by=make_editor())

    numbers = [f"/e/{event.uid}/?v={number}" for number in (0, 1, 3, 10**17)]
    answers = [client.get(address).status_code for address in [*numbers, f"/e/{draft.uid}/?v=1"]]

    assert answers == [404] * 5


def test_no_version_of_what_was_retracted_is_shown(client: Client) -> None:
    event, number = changed_event()
    retract(event, by=make_editor(), reason="Faux.")

    short = client.get(f"/e/{event.uid}/?v={number}")
    long = client.get(f"/fr/e/{event.uid}/apres/?v={number}")

    assert (short.status_code, long.status_code) == (410, 410)
    assert "Avant" not in short.content.decode() + long.content.decode()


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "1.5", "%00", "9" * 40, "²"])
def test_what_is_no_number_asks_for_no_version(client: Client, nonsense: str) -> None:
    event, _number = changed_event()

    page = client.get(f"/fr/e/{event.uid}/apres/?v={nonsense}")

    assert page.status_code == 200
    assert page.context["panel"].event.title.fr == "Après"
