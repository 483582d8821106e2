"""Texts made comparable, each strength with what it keeps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.edtf.folding import fold_accents, fold_letters, fold_line, fold_words, words_of


@pytest.mark.parametrize(
    ("text", "words", "line", "letters", "accents"),
    [
        ("Genève", "geneve", "geneve", "genève", "geneve"),
        ("  L’Élysée\u00a0: 13.000 morts ", "l elysee 13 000 morts", "l'elysee : 13.000 morts",
         "  l'élysée : 13.000 morts ", "  l'elysee : 13.000 morts "),
        ("Œuvre, Lætitia", "oeuvre laetitia", "œuvre, lætitia", "œuvre, lætitia", "œuvre, lætitia"),
        ("Straße", "strasse", "strasse", "straße", "straße"),
        ("İzmir", "izmir", "izmir", "İzmir", "Izmir"),  # has no small letter of one character
        ("porte‑parole_adjoint", "porte parole adjoint", "porte‐parole_adjoint", "porte-parole_adjoint",
         "porte-parole_adjoint"),
        ("Київ", "киів", "киів", "київ", "київ"),  # to Unicode, the dots of “ї” are an accent
        ("½ ﬁn", "1 2 fin", "1⁄2 fin", "½ ﬁn", "½ ﬁn"),
        ("", "", "", "", ""),
    ],
)  # fmt: skip
def test_each_strength_keeps_what_it_says(text: str, words: str, line: str, letters: str, accents: str) -> None:
    folded = [fold_words(text), fold_line(text), fold_letters(text), fold_accents(text)]

    assert folded == [words, line, letters, accents]


def test_likeness_keeps_ligatures_as_the_stored_sketches_do() -> None:
    assert words_of("L’Œuvre d’Égée") == ["l", "œuvre", "d", "egee"]


@pytest.mark.slow
@given(st.text())
def test_positions_in_a_folded_text_are_those_of_the_text(text: str) -> None:
    assert len(fold_letters(text)) == len(fold_accents(text)) == len(text)
