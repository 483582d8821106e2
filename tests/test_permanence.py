"""A permalink opens the same evidence whatever became of the event, and wherever its database went."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from crisis.articles.models import Article
from crisis.events.models import Event
from crisis.events.review import merge, retract
from crisis.events.writing import save_changed
from tests.making import make_editor, make_event, make_excerpt

pytestmark = pytest.mark.database


def opened(client: Client, address: str) -> tuple[int, str, str]:
    """What an address leads to: status, where one ends up, and the first words marked there."""
    answer = client.get(address, follow=True)
    html = answer.content.decode()
    marked = html.partition("<mark>")[2].partition("</mark>")[0]
    return answer.status_code, answer.redirect_chain[-1][0] if answer.redirect_chain else address, marked


def make_history_of_links() -> list[str]:
    """Every kind of permalink that somebody may hold, each to an event that changed since."""
    renamed, merged, survivor, retracted, quiet = (
        make_event(title_fr=f"Titre {number}", support=(make_excerpt(),), published=True) for number in range(5)
    )
    held = [f"/e/{event.uid}/" for event in (renamed, merged, survivor, retracted, quiet)]
    held += [event.get_absolute_url() for event in (renamed, merged, quiet)]
    held += [f"/e/{event.uid}/?v={event.version}" for event in (renamed, merged, quiet)]
    renamed.title_fr = "Tout autrement"
    save_changed(renamed)
    merge(merged, into=Event.objects.get(pk=survivor.pk), by=make_editor())
    retract(retracted, by=make_editor(), reason="L'agence a annulé sa dépêche.")
    return held


@pytest.mark.django_db
def test_permalinks_outlive_a_new_title_and_a_merger(client: Client) -> None:
    event, survivor = (make_event(title_fr=title, support=(make_excerpt(),), published=True) for title in "AB")
    short, long = f"/e/{event.uid}/", event.get_absolute_url()
    before = [opened(client, address)[2] for address in (short, long)]
    event.title_fr = "Autre titre"
    save_changed(event)

    renamed = [opened(client, address) for address in (short, long)]
    merge(event, into=Event.objects.get(pk=survivor.pk), by=make_editor())
    merged = [opened(client, address) for address in (short, long)]

    words = "Les ministres se sont vus mardi à Genève."
    assert before == [words, words]
    assert renamed == [(200, f"/fr/e/{event.uid}/autre-titre/", words)] * 2
    assert merged == [(200, f"/fr/e/{survivor.uid}/b/", words)] * 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_permalinks_outlive_a_dump_and_a_restore(client: Client, tmp_path: Path) -> None:
    held = make_history_of_links()
    before = {address: opened(client, address) for address in held}
    dump = tmp_path / "dump.json"

    call_command("dumpdata", "articles", "events", "ingest", "auth.user", output=str(dump))
    call_command("flush", interactive=False, verbosity=0)
    emptied = [opened(client, address)[0] for address in held]
    call_command("loaddata", str(dump), verbosity=0)

    assert {address: opened(client, address) for address in held} == before
    assert emptied == [404] * len(held)
    assert sorted({status for status, _address, _words in before.values()}) == [200, 410]


@pytest.mark.django_db
def test_permalinks_outlive_the_language_and_the_selection(client: Client) -> None:
    event = make_event(title_fr="Rencontre", title_en="Meeting", published=True)

    addresses = [
        client.get(f"/e/{event.uid}/?kind=meeting", headers={"accept-language": language}).headers["Location"]
        for language in ("fr", "en", "uk")
    ]

    assert addresses == [
        f"/fr/e/{event.uid}/rencontre/?kind=meeting",
        f"/en/e/{event.uid}/meeting/?kind=meeting",
        f"/fr/e/{event.uid}/rencontre/?kind=meeting",
    ]
    assert Article.objects.count() == 0
