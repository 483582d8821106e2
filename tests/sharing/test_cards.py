"""What stands beside a link elsewhere: a picture with the event, its words and its source."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.cache import cache, caches
from django.test import Client

from crisis.articles.models import Source
from crisis.events.models import Event
from crisis.events.review import merge, retract
from crisis.events.vocabulary import Kind, Role, Stance, Status
from crisis.events.writing import Part, save_changed
from crisis.public.event.public_event import PublicEvent
from crisis.public.site import Site
from crisis.sharing.cards import sheet, views
from crisis.sharing.cards.content import event_card, version_of
from tests.making import make_actor, make_article, make_event, make_excerpt
from tests.sharing.cards import WORDS, make_card, opened

REAL_CACHES = import_module("crisis.settings").CACHES
SITE = Site("https://example.org")


def colours_of(content: bytes) -> set[str]:
    """Those that fill a visible part of the picture."""
    counted = opened(content).convert("RGB").getcolors(maxcolors=100_000) or []
    return {"#{:02x}{:02x}{:02x}".format(*colour) for number, colour in counted if number > 300}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Kind)
def test_an_event_has_a_card_in_the_colours_of_its_kind(client: Client, kind: Kind) -> None:
    event = make_event(kind, support=(make_excerpt(),), published=True)

    answer = client.get(f"/e/{event.uid}/card.png")
    picture = opened(answer.content)

    assert (answer.status_code, answer["Content-Type"], picture.format, picture.size) == (
        200,
        "image/png",
        "PNG",
        (1200, 630),
    )
    assert {sheet.PAPER, sheet.MARK, sheet.kind_colours()[kind]} - colours_of(answer.content) == set()
    assert int(answer["Content-Length"]) == len(answer.content) < 100_000


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/card.png", "/card.png?kind=meeting&actor=lavrov", "/card.png?q=rien"])
def test_a_selection_has_a_card(client: Client, address: str) -> None:
    make_event(parts=(Part(role=Role.HOST, actor=make_actor("lavrov")),), published=True)

    answer = client.get(address)

    assert (answer.status_code, opened(answer.content).size) == (200, (1200, 630))


@pytest.mark.django_db
def test_drafts_have_no_card_retracted_are_gone_and_merged_lead_on(client: Client) -> None:
    draft, gone, first, second = (make_event(), *(make_event(published=True) for _number in range(3)))
    retract(gone, by=None, reason="Erreur")
    merge(first, into=Event.objects.get(pk=second.pk), by=None)

    answers = {uid: client.get(f"/e/{uid}/card.png?lang=en") for uid in (draft.uid, gone.uid, first.uid, "nobody")}

    assert [answer.status_code for answer in answers.values()] == [404, 410, 302, 404]
    assert answers[first.uid]["Location"] == f"/e/{second.uid}/card.png?lang=en"


@pytest.mark.django_db
def test_drafts_are_not_on_a_selections_card(client: Client) -> None:
    make_event(published=True)
    before = client.get("/card.png")
    make_event()

    after = client.get("/card.png")

    assert after["ETag"] == before["ETag"]


@pytest.mark.django_db
def test_who_has_the_card_already_is_told_so(client: Client) -> None:
    event = make_event(published=True)
    first = client.get(f"/e/{event.uid}/card.png")

    again = client.get(f"/e/{event.uid}/card.png", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Cache-Control"] == again["Cache-Control"] == "public, max-age=300"


@pytest.mark.django_db
def test_asking_for_the_head_tells_the_length(client: Client) -> None:
    event = make_event(published=True)

    head, whole = client.head(f"/e/{event.uid}/card.png"), client.get(f"/e/{event.uid}/card.png")

    assert (head.content, head["Content-Length"], head["ETag"]) == (b"", whole["Content-Length"], whole["ETag"])


@pytest.mark.django_db
def test_a_card_changes_with_whatever_stands_on_it(client: Client) -> None:
    event = make_event(support=(make_excerpt(make_article()),), published=True)
    address = f"/e/{event.uid}/card.png"
    versions = [client.get(address)["ETag"], client.get(f"{address}?lang=en")["ETag"]]
    event.when = "2022-01-19"
    save_changed(event)
    versions.append(client.get(address)["ETag"])
    Source.objects.filter(name="Agence d'essai").update(name="Agence nouvelle")  # the event's version stays
    versions.append(client.get(address)["ETag"])

    assert len(set(versions)) == 4


@pytest.mark.django_db
def test_order_lane_page_and_unknown_parameters_make_no_other_card(client: Client) -> None:
    make_event(published=True)
    queries = ("", "?sort=oldest", "?lane=actor", "?cursor=abc", "?v=12&nonsense=1", "?kind=", "?q=")

    assert len({client.get(f"/card.png{query}")["ETag"] for query in queries}) == 1


@pytest.mark.django_db
def test_a_card_is_drawn_once() -> None:
    event = make_event(published=True)
    card = event_card(PublicEvent(event), SITE)

    first = views.picture_of(card)
    caches["cards"].set(version_of(card), b"what was kept")

    assert first is not None
    assert views.picture_of(card) == b"what was kept"


@pytest.fixture
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    """Where cards are kept, as on a server."""
    kept = {**REAL_CACHES["cards"], "LOCATION": tmp_path / "cards"}
    settings.CACHES = {**settings.CACHES, "cards": kept}
    return tmp_path / "cards"


def test_a_card_is_kept_in_a_file_and_one_that_is_broken_is_drawn_anew(folder: Path) -> None:
    card = make_card(title="Gardée")

    first = views.picture_of(card)
    [file] = folder.iterdir()
    file.write_bytes(b"half a fi")

    assert first is not None
    assert views.picture_of(card) == first


def test_who_cannot_keep_a_card_still_shows_it(folder: Path) -> None:
    folder.write_text("a file where the folder should be")

    picture = views.picture_of(make_card(title="Montrée"))

    assert picture is not None
    assert opened(picture).size == (1200, 630)


@pytest.mark.django_db
def test_a_flood_of_selections_is_put_off_and_events_keep_their_cards(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(published=True)
    monkeypatch.setattr(views, "MOST_A_MINUTE", 1)
    cache.clear()
    kept = client.get("/card.png?q=abc1")

    flood = [client.get(f"/card.png?q=abc{number}") for number in (2, 3)]

    assert [(answer.status_code, answer["Retry-After"], answer["Cache-Control"]) for answer in flood] == [
        (429, "60", "no-store")
    ] * 2
    assert [
        client.get("/card.png?q=abc1").content == kept.content,
        client.get(f"/e/{event.uid}/card.png").status_code,
    ] == [
        True,
        200,
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["?lang=xx", "?lang=%00", "?q=%00", "?actor=%ED%A0%80", "?from=x&to=9999", "?q=" + "x" * 5000]
)
def test_nonsense_breaks_no_card(client: Client, query: str) -> None:
    event = make_event(published=True)

    assert [client.get(f"{path}{query}").status_code for path in (f"/e/{event.uid}/card.png", "/card.png")] == [
        200,
        200,
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_a_card_costs_the_same_however_much_supports_it(client: Client, django_assert_num_queries, number: int) -> None:
    event = make_event(support=tuple(make_excerpt() for _number in range(number)), published=True)

    with django_assert_num_queries(7):
        client.get(f"/e/{event.uid}/card.png")


@pytest.mark.django_db
def test_words_are_in_the_marks_of_their_own_language_and_not_in_two_pairs() -> None:
    english = make_article(
        "Title\n\n“We met,” she said. «Nous aussi»", title="Title", language="en", published="2022-01"
    )
    cards = [
        event_card(PublicEvent(make_event(support=(make_excerpt(*given),), published=True)), SITE)
        for given in ((), (english, "We met"), (english, "«Nous aussi»"))
    ]

    quoted = [card.quoted for card in cards if card.quoted]

    assert [(quote.opening, quote.words, quote.closing) for quote in quoted] == [
        ("«\u00a0", WORDS, "\u00a0»"),
        ("“", "We met", "”"),
        ("", "«Nous aussi»", ""),
    ]
    assert quoted[1].source == "Agence d'essai, janvier 2022"


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "expected"), [(Status.OCCURRED, "Oui, dit-on."), (Status.DENIED, "Non, dit-on.")])
def test_words_that_deny_stand_for_what_is_denied_only(status: Status, expected: str) -> None:
    article = make_article("Titre\n\nNon, dit-on. Oui, dit-on.", title="Titre")
    support = tuple(make_excerpt(article, words) for words in ("Non, dit-on.", "Oui, dit-on."))
    event = make_event(status=status, support=support, published=True)
    event.evidence.filter(excerpt=support[0]).update(stance=Stance.DENIES)

    card = event_card(PublicEvent(event), SITE)

    assert card.quoted is not None
    assert card.quoted.words == expected


@pytest.mark.django_db
def test_an_event_without_words_says_who_reports_it_and_what_became_of_it() -> None:
    event = make_event(status=Status.CANCELLED, when="2022-01-19/2022-01-21", published=True)

    card = event_card(PublicEvent(event), SITE)

    assert (card.quoted, card.reported_by, card.date) == (
        None,
        "Rapporté par Journal d'essai",
        "entre le 19 et le 21 janvier 2022",
    )
    assert (card.status_label, card.badge, card.address) == ("annulée", "pas encore relu", f"example.org/e/{event.uid}")
