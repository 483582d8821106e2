"""Reading again beside what editors did meanwhile: tied, merged, deleted, renamed, added to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crisis.articles.models import Article
from crisis.articles.writing import save_changed_article
from crisis.events.models import Event, Tagging
from crisis.events.vocabulary import Origin, Review
from crisis.events.writing import save_changed
from crisis.ingest.models import Proposal
from crisis.ingest.reading.drafting import of_event
from crisis.ingest.reading.rereading import read_again
from tests.desk.reading.pages import TEXT, geneva
from tests.making import add_evidence, make_article, make_event, make_reference, make_topic, quote_words

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PASSAGE = "Antony Blinken rencontrera Sergueï Lavrov vendredi à Genève, a annoncé mardi le département d'État."


def dated(article: Article, published: str) -> Article:
    article.published = published
    save_changed_article(article)
    return article


def test_an_article_is_read_though_its_passage_already_supports_an_event_of_another(read_article):
    meeting, other = geneva(), make_article(f"{TEXT}Une autre dépêche.\r\n", published="2022-01")
    add_evidence(meeting, quote_words(other, PASSAGE))

    outcome = read_again(other)

    assert {event.kind for event in outcome.new} == {"meeting", "statement"}
    assert [event.pk for event in outcome.new if event.place_id == meeting.place_id] == []
    assert Proposal.objects.get(event=meeting).article == read_article
    assert read_again(other).new == ()


def summarise(event: Event) -> None:
    row = event.as_kind
    row.summary_fr = "La première rencontre de l'année."
    save_changed(row)


def tag(event: Event) -> None:
    Tagging.objects.create(event_id=event.pk, topic=make_topic())


def support(event: Event) -> None:
    add_evidence(event, make_reference())


@pytest.mark.parametrize("work", [summarise, tag, support])
def test_a_draft_to_which_an_editor_added_is_not_taken_back(read_article, work: Callable[[Event], None]):
    lost = make_event(support=(quote_words(read_article, "mardi le département d'État"),), origin=Origin.EXTRACTED)
    adopted = of_event(lost, read_article)
    Proposal.objects.create(event_id=lost.pk, article=read_article, adopted=adopted, latest=adopted)
    work(lost)

    outcome = read_again(read_article)

    assert [event.pk for event in outcome.gone] == [lost.pk]
    assert Event.objects.get(pk=lost.pk).review == Review.DRAFT
