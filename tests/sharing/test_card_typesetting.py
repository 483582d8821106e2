"""Whatever stands on a card, it is set well, or at least set."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crisis.sharing.cards import sheet
from crisis.sharing.cards.content import CardQuotation, EventCard
from crisis.sharing.cards.drawing import drawn
from crisis.sharing.cards.typesetting import balanced, covers, cut_to, set_in, settable
from tests.sharing.cards import make_card, opened


def test_a_quotation_is_cut_only_with_an_ellipsis() -> None:
    words = " ".join(f"mot{number}" for number in range(400))
    whole = set_in(f"«\u00a0{words}", "serif", 58, 2000, closing="\u00a0»")

    cut = cut_to(whole, 4, 2000, closing="\u00a0»")
    text = " ".join(cut.lines)

    assert " ".join(whole.lines) == f"«\u00a0{words}\u00a0»"
    assert (len(cut.lines), text.endswith("…\u00a0»")) == (4, True)
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


@pytest.mark.parametrize(
    "title", ["Premier appel téléphonique Biden-Zelensky", "Un retard anticonstitutionnel", "Sommet Otan-Ukraine"]
)
def test_no_word_is_parted_to_make_a_title_even(title: str) -> None:
    lines = [line for size in range(80, 160, 8) for line in balanced(title, "semibold", size, 2100).lines]

    assert {word for line in lines for word in line.split()} == set(title.split())


@pytest.mark.parametrize("cut", ["serif", "semibold", "sans", "sans-bold"])
def test_the_faces_have_what_the_languages_need(cut: str) -> None:
    french = "ÀÂÇÉÈÊËÎÏÔŒÙÛÜŸàâçéèêëîïôœùûüÿæÆ"
    cyrillic = "".join(map(chr, range(0x410, 0x450))) + "ЁёЇїЄєІіҐґ"

    assert covers(cut, f"{french}{cyrillic}«»“”‘’„–—‑…·№€0123456789\u00a0\u202f")  # type: ignore[arg-type]
    assert not covers(cut, "日")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "card",
    [
        make_card(title="a" * 300, quoted=CardQuotation(words="b" * 5000, opening="«", closing="»", source="x" * 300)),
        make_card(title=settable("Ёлка \ud800\x00\u200d😀 日本 שלום"), date="", place="x" * 300),
        make_card(
            title="Un titre " * 33, quoted=None, summary="Un résumé " * 300, reported_by="Rapporté par " + "x" * 900
        ),
        make_card(quoted=CardQuotation(words="", opening="", closing="", source="")),
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
        "paper": sheet.PAPER,
        "ink": sheet.INK,
        "soft": sheet.SOFT,
        "rule": sheet.RULE,
        "accent": sheet.ACCENT,
        "mark": sheet.MARK,
        "warn": sheet.WARN,
        "warn-paper": sheet.WARN_PAPER,
    }

    assert {name: daylight[name] for name in ours} == ours
