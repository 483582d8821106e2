"""What the chronology knows of the seed's drafts is found, and nothing else."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from crisis.events.duplicates.likeness import counterparts
from crisis.events.models import Event
from crisis.events.vocabulary import Origin, Suggestion

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_the_chronology_knows_the_seeds_three_meetings_and_nothing_else(seed, load_chronology):
    load_chronology()
    call_command("load_seeds", str(seed.parent))
    drafts = Event.objects.filter(origin=Origin.EXTRACTED)

    known = {draft.title_fr: counterparts(draft) for draft in drafts}

    assert {
        title: [(one.event.title_fr, one.suggested) for one in found] for title, found in known.items() if found
    } == {
        "Rencontre Blinken–Lavrov à Genève": [("Rencontre Blinken-Lavrov à Genève", Suggestion.FULFILS)],
        "Visite d'Antony Blinken à Kiev": [("Blinken rencontre Zelensky et Kouleba", Suggestion.FULFILS)],
        "Discussions Blinken–Royaume-Uni–France–Allemagne à Berlin": [
            ("Blinken, Baerbock et les partenaires européens à Berlin", Suggestion.FULFILS)
        ],
    }
    assert len(known) >= 8
