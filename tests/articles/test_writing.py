"""Storing articles and quoting them: exactly, once, or not at all."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from crisis.articles.models import Article, Excerpt, Reference, Source
from crisis.articles.writing import cite, fingerprint, quote, source_named
from tests.making import make_article, make_excerpt, quote_words

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TEXT = "« Nous sommes prêts », a dit\u00a0le ministre 🪖.\r\nIl a répété : prêts, prêts."


def test_an_excerpt_is_the_exact_words_in_code_points() -> None:
    article = make_article(TEXT)

    excerpt = quote_words(article, "le ministre 🪖.")

    assert (excerpt.start, excerpt.end, excerpt.words) == (29, 43, "le ministre 🪖.")
    assert excerpt.words_sha256 == fingerprint("le ministre 🪖.")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("a dit le ministre", None),  # a browser copies a no-break space as a plain one
        ("🪖.\nIl a répété", None),  # and a line end as it pleases
        ("prêts", "ambiguous"),
        ("Nous sommes prets", "not-there"),
        ("   ", "empty"),
    ],
)
def test_pasted_words_are_found_once_or_refused(words: str, code: str | None) -> None:
    article = make_article(TEXT)

    if code is None:
        assert quote_words(article, words).words in TEXT
    else:
        with pytest.raises(ValidationError) as refusal:
            quote_words(article, words)
        assert refusal.value.code == code


def test_the_same_passage_is_stored_once() -> None:
    article = make_article()

    assert quote(article, start=0, end=5) == quote(article, start=0, end=5)
    assert Excerpt.objects.count() == 1


@pytest.mark.parametrize(("start", "end"), [(0, 10_000), (-1, 3), (5, 5), (9, 3)])
def test_an_excerpt_outside_its_text_is_refused(start: int, end: int) -> None:
    article = make_article()

    with pytest.raises(ValidationError):
        quote(article, start=start, end=end)

    assert not Excerpt.objects.exists()


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 5), (9, 3)])
def test_the_database_itself_refuses_an_impossible_excerpt(start: int, end: int) -> None:
    article = make_article()

    with pytest.raises(IntegrityError), transaction.atomic():
        Excerpt.objects.bulk_create([Excerpt(article=article, start=start, end=end, words_sha256="0" * 64)])


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": "NUL \x00"},
        {"text": "half a pair \ud800"},
        {"title": ""},
        {"language": "de"},
        {"published": "2022-13"},
        {"published": "hier"},
        {"rights": "all"},
        {"url": "javascript:alert(1)"},
    ],
)
def test_an_article_that_breaks_a_rule_is_not_stored(fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        make_article(**fields)

    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"title": ""},
        {"language": "de"},
        {"rights": "all"},
        {"published_first": "2022-02-01", "published_last": "2022-01-01"},
    ],
)
def test_the_database_itself_keeps_an_articles_rules(fields: dict[str, str]) -> None:
    article = make_article()

    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**fields)


def test_the_same_text_is_stored_once() -> None:
    make_article("Le même texte.")

    with pytest.raises(ValidationError):
        make_article("Le même texte.")

    assert Article.objects.count() == 1


def test_an_article_known_to_the_month_has_all_its_days() -> None:
    article = make_article(published="2022-01")

    assert (str(article.published_first), str(article.published_last)) == ("2022-01-01", "2022-01-31")


def test_an_article_with_excerpts_cannot_be_deleted() -> None:
    excerpt = make_excerpt()

    with pytest.raises(IntegrityError):
        excerpt.article.delete()

    assert Article.objects.exists()


def test_publishers_that_share_a_slug_stay_apart() -> None:
    one, two = source_named("Le Monde"), source_named("le monde!")

    assert (one.slug, two.slug) == ("le-monde", "le-monde-2")
    assert source_named("  Le   Monde ") == one


def test_a_reference_is_stored_once_and_names_something() -> None:
    assert cite(publisher="RFI", title="À Moscou") == cite(publisher="RFI", title="À Moscou")

    with pytest.raises(ValidationError):
        cite(publisher="RFI", title="")

    assert Reference.objects.count() == 1


@pytest.mark.parametrize("fields", [{"name": ""}, {"slug": ""}])
def test_the_database_itself_refuses_a_source_without_a_name(fields: dict[str, str]) -> None:
    source = source_named("RFI")

    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reference.objects.bulk_create([Reference(source=source, title="")])
