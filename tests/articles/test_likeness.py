"""The same copy again, and what it changed; another dispatch on the same subject is another dispatch."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from crisis.articles.likeness import alike, same_words
from crisis.articles.models import Article
from crisis.articles.shingles import LONGEST_SKETCH, numbers_of, overlap, shingles, sketch
from crisis.edtf.folding import words_of
from tests.making import make_article

SEED = "000_abfe26ca1329c67e.txt"
OTHER_LEAD = (
    "Washington et Moscou tentent une dernière fois de se parler. Les deux ministres ont pris rendez-vous au bord du "
    "Léman, sans que personne n'en attende grand-chose, après dix jours de pourparlers infructueux."
)


@pytest.fixture
def dispatch(root: Path) -> str:
    return (root / "seeds" / SEED).read_text()


def paragraphs(text: str) -> list[str]:
    return text.split("\n\n")


# What an agency's clients do to its copy.
TREATMENTS = {
    "as it is": lambda text: text,
    "with other line ends": lambda text: text.replace("\n", "\r\n"),
    "with other apostrophes and capitals": lambda text: text.replace("’", "'").upper(),
    "with another title": lambda text: "Ukraine : rendez-vous à Genève\n\n" + "\n\n".join(paragraphs(text)[1:]),
    "with another first paragraph": lambda text: OTHER_LEAD + "\n\n" + "\n\n".join(paragraphs(text)[2:]),
    "cut at the end": lambda text: "\n\n".join(paragraphs(text)[:6]),
    "without its headings": lambda text: "\n\n".join(part for part in paragraphs(text) if len(part) > 40),
    "with every tenth paragraph new": lambda text: text.replace("AFPE", OTHER_LEAD),
    "cut by half, with another lead": lambda text: OTHER_LEAD + "\n\n" + "\n\n".join(paragraphs(text)[5:10]),
}


@pytest.mark.django_db
@pytest.mark.parametrize("treatment", TREATMENTS.values(), ids=TREATMENTS)
def test_agency_copy_published_again_is_found(dispatch, treatment):
    stored = make_article(dispatch)
    for number in range(3):
        make_article(f"{OTHER_LEAD} Dépêche {number}.")

    likest = alike(treatment(dispatch))[0]

    assert likest.article == stored
    assert likest.share >= 0.6


@pytest.mark.database
@pytest.mark.django_db
def test_what_a_longer_version_keeps_and_adds_is_told_apart(dispatch):
    half = make_article("\n\n".join(paragraphs(dispatch)[:7]))

    [found] = alike(dispatch)

    assert found.article == half
    assert found.of_article >= 0.95
    assert 0.4 < found.of_text < 0.8
    assert not found.is_nearly_identical


@pytest.mark.django_db
def test_a_few_corrected_words_leave_it_nearly_identical(dispatch):
    make_article(dispatch)

    [found] = alike(dispatch.replace("mercredi", "jeudi").replace("vendredi", "samedi", 1))

    assert found.is_nearly_identical
    assert found.share < 1


@pytest.mark.database
@pytest.mark.django_db
def test_two_dispatches_on_one_subject_are_not_taken_for_one(root):
    """Every text of the corpus is about the same winter; each is found as itself only."""
    texts = [path.read_text() for path in sorted((root / "tests" / "corpus").glob("*/*.txt"))]
    stored = {make_article(text).pk: text for text in texts}

    found = {pk: [likeness.article.pk for likeness in alike(text)] for pk, text in stored.items()}

    assert found == {pk: [pk] for pk in stored}
    assert len(stored) > 20


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "  \r\n", "« … » — !", "\N{PARTY POPPER}"])
def test_a_text_without_words_is_like_nothing(text):
    make_article()

    assert alike(text) == []


@pytest.mark.django_db
def test_the_search_keeps_to_the_articles_given_and_to_the_limit(dispatch):
    one, two, three = (make_article(f"{dispatch}\n\nVersion {number}.") for number in range(3))

    assert [found.article for found in alike(dispatch, limit=2)] == [one, two]
    assert [found.article for found in alike(dispatch, among=Article.objects.filter(pk=three.pk))] == [three]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Un texte court.\r\n\r\nEt sa suite.", True),
        ("Un texte court. Et sa  suite.", True),
        ("Un texte court. Et sa suite !", False),
        ("Un texte court.", False),
    ],
)
def test_the_same_words_are_known_whatever_the_blanks(text, known):
    article = make_article("Un texte court.\n\nEt sa suite.\n")

    assert same_words(text) == (article if known else None)


@pytest.mark.django_db
@pytest.mark.parametrize("stored_count", [1, 3])
def test_costs_the_same_two_queries_however_many_are_stored(dispatch, stored_count, django_assert_num_queries):
    for number in range(stored_count):
        make_article(f"{dispatch}\n\nVersion {number}.")

    with django_assert_num_queries(2):
        assert len(alike(dispatch)) == stored_count


def test_words_are_compared_without_accents_capitals_or_punctuation():
    assert words_of("L’Élysée : 13.000 morts — Œuvre") == ["l", "elysee", "13", "000", "morts", "œuvre"]


def test_a_short_text_is_one_run_and_an_empty_one_none():
    assert (shingles("Flash : Kiev"), shingles("…")) == ({"flash kiev"}, frozenset())


def test_a_text_with_words_always_has_a_sketch():
    assert all(len(sketch(shingles(f"mot {number}"))) == 4 for number in range(50))
    assert sketch(frozenset()) == b""


def test_a_very_long_text_is_sketched_more_thinly_and_still_compared():
    words = [f"mot{number}" for number in range(20_000)]
    whole, half, other = (
        numbers_of(sketch(shingles(" ".join(part))))
        for part in (words, words[:10_000], [f"autre{number}" for number in range(20_000)])
    )

    assert len(whole) == LONGEST_SKETCH
    assert overlap(whole, half) > 0.95
    assert overlap(whole, other) == 0


@pytest.mark.django_db
def test_articles_stored_before_there_were_sketches_are_given_theirs(dispatch):
    article = make_article(dispatch)
    Article.objects.update(sketch=b"")
    migration = import_module("crisis.articles.migrations.0002_article_sketch")

    migration.sketch_what_is_stored(apps, None)

    assert [found.article for found in alike(dispatch)] == [article]
    assert article.history.count() == 1
