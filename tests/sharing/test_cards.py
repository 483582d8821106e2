"""What stands beside a link elsewhere: a picture with the event, its words and its source."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client
from PIL import Image

from crisis.articles.models import Source
from crisis.events.models import Event
from crisis.events.review import merge, retract
from crisis.events.vocabulary import Kind, Role, Status
from crisis.events.writing import Part, save_changed
from crisis.sharing.cards import keeping, palette
from crisis.sharing.cards.content import EventCard, Quoted, event_card, version_of
from crisis.sharing.cards.drawing import drawn
from crisis.sharing.cards.fonts import covers, settable
from crisis.sharing.cards.typesetting import balanced, cut_to, set_in
from crisis.sharing.recording import record_of
from crisis.sharing.site import Site
from tests.making import make_actor, make_article, make_event, make_excerpt

WORDS = "Les ministres se sont vus mardi à Genève."
SITE = Site("https://example.org")


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def colours_of(content: bytes) -> set[str]:
    """Those that fill a visible part of the picture."""
    counted = opened(content).convert("RGB").getcolors(maxcolors=100_000) or []
    return {"#{:02x}{:02x}{:02x}".format(*colour) for number, colour in counted if number > 300}


def make_card(**fields: object) -> EventCard:
    given = {
        "house": "La crise, <em>à la source</em>",
        "kind": "meeting",
        "kind_label": "Rencontre",
        "status": "occurred",
        "status_label": "",
        "date": "18 janvier 2022",
        "place": "Genève",
        "title": "Rencontre à Genève",
        "summary": "",
        "quoted": Quoted(words=WORDS, opening="«\u00a0", closing="\u00a0»", source="Agence, 18 janvier 2022"),
        "reported_by": "",
        "badge": "",
        "address": "example.org/e/abc",
        **fields,
    }
    return EventCard(**given)  # type: ignore[arg-type]


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
    assert {palette.PAPER, palette.MARK, palette.KINDS[kind]} - colours_of(answer.content) == set()
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
    assert first["Cache-Control"] == again["Cache-Control"] == "public, max-age=3600"


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
    card = event_card(record_of(event), SITE)

    first = keeping.picture_of(card)
    caches["cards"].set(version_of(card), b"what was kept")

    assert first is not None
    assert keeping.picture_of(card) == b"what was kept"


@pytest.mark.django_db
def test_a_flood_of_selections_is_put_off_and_events_keep_their_cards(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(published=True)
    monkeypatch.setattr(keeping, "budget", keeping.Budget(1))
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
        event_card(record_of(make_event(support=(make_excerpt(*given),), published=True)), SITE)
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
def test_an_event_without_words_says_who_reports_it_and_what_became_of_it() -> None:
    event = make_event(status=Status.CANCELLED, when="2022-01-19/2022-01-21", published=True)

    card = event_card(record_of(event), SITE)

    assert (card.quoted, card.reported_by, card.date) == (
        None,
        "Rapporté par Journal d'essai",
        "entre le 19 et le 21 janvier 2022",
    )
    assert (card.status_label, card.badge, card.address) == ("annulé", "pas encore relu", f"example.org/e/{event.uid}")


def test_a_quotation_is_cut_only_with_an_ellipsis() -> None:
    words = " ".join(f"mot{number}" for number in range(400))
    whole = set_in(f"«\u00a0{words}", "serif", 58, 2000, closing="\u00a0»")

    cut = cut_to(whole, 4, 2000, closing="\u00a0»")
    text = " ".join(cut.lines)

    assert " ".join(whole.lines) == f"«\u00a0{words}\u00a0»"
    assert (len(cut.lines), cut.is_whole, text.endswith("…\u00a0»")) == (4, False, True)
    assert f"{words} ".startswith(text.removeprefix("«\u00a0").removesuffix("…\u00a0»") + " ")
    assert max(cut.face.getlength(line) for line in cut.lines) <= 2000


@pytest.mark.parametrize("text", ["«Un» mot : deux", "Moscou « a dit » ! Oui", "Paris–Berlin"])
def test_no_mark_is_parted_from_its_word(text: str) -> None:
    lines = [line for width in range(150, 500, 10) for line in set_in(text, "serif", 40, width).lines]

    assert [line for line in lines if re.search(r"^[»:!?]|«$", line)] == []


def test_a_title_is_as_even_as_it_can_be() -> None:
    title = "Le secrétaire d'État américain rencontre le ministre russe des affaires étrangères à Genève"

    even, greedy = balanced(title, "semibold", 100, 2100), set_in(title, "semibold", 100, 2100)
    widths = [even.face.getlength(line) for line in even.lines]

    assert (len(even.lines), " ".join(even.lines)) == (len(greedy.lines), title)
    assert min(widths) > 0.7 * max(widths)


@pytest.mark.parametrize("cut", ["serif", "semibold", "sans", "sans-bold"])
def test_the_faces_have_what_the_languages_need(cut: str) -> None:
    french = "ÀÂÇÉÈÊËÎÏÔŒÙÛÜŸàâçéèêëîïôœùûüÿæÆ"
    cyrillic = "".join(map(chr, range(0x410, 0x450))) + "ЁёЇїЄєІіҐґ"

    assert covers(cut, f"{french}{cyrillic}«»“”‘’„–—‑…·№€0123456789\u00a0\u202f")  # type: ignore[arg-type]
    assert not covers(cut, "日")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "card",
    [
        make_card(title="a" * 300, quoted=Quoted(words="b" * 5000, opening="«", closing="»", source="x" * 300)),
        make_card(title=settable("Ёлка \ud800\x00\u200d😀 日本 שלום"), date="", place="x" * 300),
        make_card(
            title="Un titre " * 33, quoted=None, summary="Un résumé " * 300, reported_by="Rapporté par " + "x" * 900
        ),
        make_card(quoted=Quoted(words="", opening="", closing="", source="")),
        make_card(title="", house="", address="", kind_label="", status="denied", badge="non relu"),
    ],
    ids=["one long word", "no such form", "long without words", "empty", "nothing at all"],
)
def test_whatever_stands_on_it_a_card_is_drawn(card: EventCard) -> None:
    assert opened(drawn(card)).size == (1200, 630)


def test_colours_are_the_sites(root: Path) -> None:
    styles = (root / "static/css/house.css").read_text()
    daylight = dict(re.findall(r"--([a-z_-]+): (#[0-9a-f]{6});", styles.partition("@media")[0]))
    ours = {
        "paper": palette.PAPER,
        "ink": palette.INK,
        "soft": palette.SOFT,
        "rule": palette.RULE,
        "accent": palette.ACCENT,
        "mark": palette.MARK,
        "warn": palette.WARN,
        "warn-paper": palette.WARN_PAPER,
        **palette.KINDS,
    }

    assert {name: daylight[name] for name in ours} == ours
