"""`check_evidence`: each rule across tables, broken behind the house's back."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.utils import translation

from crisis.articles.models import Article, Excerpt
from crisis.events.models import Event, Evidence, Statement
from crisis.events.review import merge
from crisis.events.vocabulary import Kind, Review
from tests.making import make_article, make_event, make_excerpt

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def alter_text(event: Event) -> None:
    Article.objects.update(text="Autre chose, mais assez long pour que chaque extrait y tienne encore." * 2)


def shorten_text(event: Event) -> None:
    Article.objects.update(text="Court.")


def alter_words(event: Event) -> None:
    Excerpt.objects.update(words_sha256="0" * 64)


def lose_evidence(event: Event) -> None:
    Evidence.objects.all().delete()


def move_days(event: Event) -> None:
    Event.objects.update(starts_on="2022-01-17", ends_on="2022-01-17")


def change_kind(event: Event) -> None:
    Event.objects.update(kind=Kind.STATEMENT)


def merge_into_draft(event: Event) -> None:
    other = make_event(published=True)
    merge(other, into=event, by=None)
    Event.objects.filter(pk=event.pk).update(review=Review.DRAFT)


def date_article_wrongly(event: Event) -> None:
    Article.objects.update(published_first="2020-01-01")


@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (alter_text, "its text is not the text that was stored"),
        (shorten_text, "runs past the text"),
        (alter_words, "no longer quotes its words"),
        (lose_evidence, "is published without evidence"),
        (move_days, "the days derived from “2022-01-18” are wrong"),
        (change_kind, "has no row of its kind"),
        (merge_into_draft, "is merged into one that readers cannot see"),
        (date_article_wrongly, "the days derived from its date are wrong"),
    ],
)
def test_what_was_altered_is_named(tamper, sentence, capsys):
    event = make_event(published=True, support=(make_excerpt(make_article()),))
    tamper(event)

    with translation.override("en"), pytest.raises(SystemExit) as stopped:
        call_command("check_evidence")

    assert stopped.value.code == 1
    assert sentence in capsys.readouterr().err


def test_nothing_is_said_against_what_is_in_order(capsys):
    make_event(published=True, support=(make_excerpt(),))
    make_event(Kind.STATEMENT)
    assert Statement.objects.count() == 1

    call_command("check_evidence")

    assert capsys.readouterr().err == ""
