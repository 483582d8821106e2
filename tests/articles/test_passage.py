"""A passage in its context: exact words, a little on either side, never the article."""

from __future__ import annotations

import pytest

from crisis.articles.passage import REACH, address_of, in_context, snippet
from tests.making import make_article, make_excerpt

pytestmark = pytest.mark.django_db


def test_context_stays_in_the_paragraph() -> None:
    article = make_article("Un autre.\n\nAvant. Les mots mêmes. Après.\nSuite.")

    passage = in_context(make_excerpt(article, "Les mots mêmes."))

    assert (passage.before, passage.words, passage.after) == ("Avant. ", "Les mots mêmes.", " Après.")
    assert (passage.opens_midway, passage.ends_midway) == (False, False)


def test_a_long_paragraph_is_cut_between_words() -> None:
    article = make_article("mot " * 400 + "ICI MÊME" + " mot" * 400)

    passage = in_context(make_excerpt(article, "ICI MÊME"))

    assert (passage.before[:4], passage.words, passage.after[-4:]) == ("mot ", "ICI MÊME", " mot")
    assert max(len(passage.before), len(passage.after)) <= REACH
    assert (passage.opens_midway, passage.ends_midway) == (True, True)


@pytest.mark.parametrize(
    ("url", "words", "expected"),
    [
        ("", "Les mots mêmes.", ""),
        ("https://example.org/a#x", "Les mots mêmes.", "https://example.org/a#:~:text=Les%20mots%20m%C3%AAmes."),
        (
            "https://example.org/",
            "un deux trois-quatre, cinq six sept huit neuf dix",
            "https://example.org/#:~:text=un%20deux%20trois%2Dquatre%2C%20cinq,sept%20huit%20neuf%20dix",
        ),
    ],
)
def test_the_address_leads_to_the_words(url: str, words: str, expected: str) -> None:
    excerpt = make_excerpt(make_article(f"Titre\n{words}\nFin.", url=url), words)

    assert address_of(excerpt) == expected


def test_a_snippet_is_cut_between_words() -> None:
    assert snippet("un  deux\ntrois, quatre", 15) == "un deux trois…"
