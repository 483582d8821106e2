"""A passage in its context: exact words, a little on either side, never the article."""

from __future__ import annotations

import pytest

from crisis.articles.passage import REACH, in_context, snippet, text_fragment_url
from crisis.articles.writing import quote
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

    assert text_fragment_url(excerpt) == expected


@pytest.mark.parametrize(
    ("text", "words", "fragment"),
    [
        # the same words stand earlier, in another case and over a line's end
        ("Elle a\nDIT oui. Puis il a dit non : elle a dit oui.", "elle a dit oui.", "a%20dit%20non%20%3A-,…"),
        # the first words stand earlier
        ("Il a dit que non. Bref, il a dit que oui un deux trois quatre cinq.", "il a dit que oui un deux trois quatre "
         "cinq.", "dit%20que%20non.%20Bref%2C-,…"),
        # the last words stand within the passage already
        ("a b c d e f oui non si bien g h oui non si bien", "a b c d e f oui non si bien g h oui non si bien",
         "a%20b%20c%20d,h%20oui%20non%20si%20bien"),
        # nothing stands before it in its line: the first place that fits is the best one can name
        ("Oui.\nOui.", "Oui.", "Oui."),
    ],
)  # fmt: skip
def test_words_that_stand_twice_are_told_apart(text: str, words: str, fragment: str) -> None:
    article = make_article(text, url="https://example.org/")
    start = text.rindex(words)

    address = text_fragment_url(quote(article, start=start, end=start + len(words)))

    there = fragment.replace("…", _ends(words))
    assert address == f"https://example.org/#:~:text={there}"


def _ends(words: str) -> str:
    told = words.split()
    ends = [told] if len(told) <= 8 else [told[:4], told[-4:]]
    return ",".join("%20".join(end) for end in ends)


def test_a_snippet_is_cut_between_words() -> None:
    assert snippet("un  deux\ntrois, quatre", 15) == "un deux trois…"
