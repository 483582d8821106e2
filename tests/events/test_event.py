"""What an event is called, in both languages and in addresses."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from crisis.events.models import Event


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Rencontre Blinken–Lavrov à Genève", "rencontre-blinken-lavrov-a-geneve"),
        ("Visite d’Antony Blinken à l'Otan", "visite-d-antony-blinken-a-l-otan"),
        ("Manœuvres", "manoeuvres"),
        ("Путин", "meeting"),  # what cannot be spelt in an address leaves the kind
        ("mot " * 40, "-".join(["mot"] * 20)[:79]),  # cut between words
    ],
)
def test_a_title_is_spelt_out_in_its_address(title: str, slug: str) -> None:
    assert Event(title_fr=title, kind="meeting").slug == slug


def test_an_event_speaks_the_readers_language() -> None:
    event = Event(title_fr="Rencontre", title_en="Meeting", summary_fr="Brève.", summary_en="Short.")

    with override("fr"):
        french = (event.title, event.summary, event.slug)
    with override("en"):
        english = (event.title, event.summary, event.slug)

    assert french == ("Rencontre", "Brève.", "rencontre")
    assert english == ("Meeting", "Short.", "meeting")
