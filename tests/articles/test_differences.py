"""What differs between two texts, word by word."""

from __future__ import annotations

import pytest

from crisis.articles.differences import CAME, ELIDED, SAME, WENT, Piece, passages_changed, words_changed


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("le 18 janvier", "le 19 janvier", [("", "le "), ("-", "18"), ("+", "19"), ("", " janvier")]),
        ("", "neuf", [("+", "neuf")]),
        ("vu à Genève, mardi", "vu à Kiev, mercredi", [("", "vu à "), ("-", "Genève, mardi"), ("+", "Kiev, mercredi")]),
        ("rien de commun", "tout autre chose", [("-", "rien de commun"), ("+", "tout autre chose")]),
        ("un, deux, trois", "un, trois", [("", "un, "), ("-", "deux, "), ("", "trois")]),
        ("même", "même", [("", "même")]),
    ],
)
def test_a_difference_is_read_word_by_word(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    assert words_changed(before, after) == tuple(Piece(*piece) for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Ils se verront vendredi.", "Ils se verront vendredi.", []),
        ("L’Otan  attend.\n\nFin.", "L'Otan attend. Fin.", []),  # typography is no difference
        ("«Non», dit-il.", "« Non », dit-il.", []),
        (
            "Ils se verront vendredi à Genève.",
            "Ils se verront samedi à Genève.",
            [(SAME, "Ils se verront"), (WENT, "vendredi"), (CAME, "samedi"), (SAME, "à Genève.")],
        ),
        ("Un. Deux.", "Un. Deux. Trois.", [(SAME, "Un. Deux."), (CAME, "Trois.")]),
        ("Titre. Un.", "Un.", [(WENT, "Titre."), (SAME, "Un.")]),
        ("", "Tout est neuf.", [(CAME, "Tout est neuf.")]),
        ("Tout est parti.", "", [(WENT, "Tout est parti.")]),
        ("", "", []),
    ],
)
def test_the_passages_that_changed_are_told_word_by_word(old, new, expected):
    assert passages_changed(old, new) == [Piece(*piece) for piece in expected]


def test_what_stays_the_same_is_cut_to_a_little_context():
    middle = " ".join(f"mot{number}" for number in range(100))

    first, added, between, removed = passages_changed(f"{middle} {middle} fin", f"{middle} neuf {middle}")

    assert first == Piece(SAME, f"{ELIDED} " + " ".join(f"mot{number}" for number in range(90, 100)))
    assert (added, removed) == (Piece(CAME, "neuf"), Piece(WENT, "fin"))
    assert between.words.split()[9:12] == ["mot9", ELIDED, "mot90"]


def test_many_differences_and_long_ones_are_capped():
    old = " ".join(f"Phrase {number} est ici." for number in range(500))
    new = " ".join(f"Phrase {number} est là. Elle reste ici." for number in range(500))

    pieces = passages_changed(old, new)

    assert len(pieces) <= 61
    assert max(len(piece.words.split()) for piece in pieces) <= 81


def test_a_long_text_of_one_word_or_of_blanks_does_not_take_forever():
    assert passages_changed("non. " * 20_000, "oui. " * 20_000)
    assert passages_changed(f"un{' ' * 500_000}deux", f"un{' ' * 500_000}trois")
