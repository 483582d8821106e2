"""Whole articles read again under another date, while editors were at their drafts: what must hold of every one."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from crisis.articles.models import Article
from crisis.articles.writing import save_changed_article
from crisis.events.audit import faults
from crisis.events.models import Event
from crisis.events.review import publish, reject
from crisis.events.vocabulary import Review
from crisis.events.writing import save_changed
from crisis.ingest.models import Proposal
from crisis.ingest.reading.drafting import of_event
from crisis.ingest.reading.proposals import keep, pending
from crisis.ingest.reading.rereading import Reread, read_again
from tests.making import make_article, make_editor

pytestmark = pytest.mark.django_db

TEXTS = sorted(Path(__file__).parent.parent.glob("corpus/open/*.txt"))[::4]
EDITS: dict[str, Any] = {
    "title_fr": "Le titre d'une rédactrice",
    "when": "2021-12-24",
    "status": "denied",
    "summary_fr": "Une rédactrice résume.",
}


def edited(events: list[Event], chance: random.Random) -> dict[int, dict[str, Any]]:
    """Editors change some drafts, publish some and reject some; what each event says of what they wrote or decided."""
    written: dict[int, dict[str, Any]] = {}
    for event in events:
        row: Any = event.as_kind
        names = chance.sample(sorted(EDITS), chance.randint(0, 2))
        for name in names:
            setattr(row, name, EDITS[name])
        if names:
            save_changed(row)
        stored = Event.objects.get(pk=event.pk)
        decide = chance.choice([None, None, publish, reject])
        if decide:
            decide(stored, by=make_editor())
        written[event.pk] = {"review": stored.review, **{name: EDITS[name] for name in names}}
    return written


def passages(article: Article) -> list[Any]:
    events = Event.objects.filter(evidence__excerpt__article=article).distinct()
    return [(event.kind, sorted(of_event(event, article)["support"])) for event in events]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_reading_again_doubles_nothing_and_takes_nothing_from_an_editor(path: Path) -> None:
    call_command("load_gazetteer")
    article = make_article(path.read_text(), published="2022-01")
    drawn = list(read_again(article).new)
    written = edited(drawn, random.Random(path.stem))  # noqa: S311  # the same choices at every run
    public = {event.pk: of_event(event, article) for event in Event.objects.public()}
    article.published = "2022-01-18"
    save_changed_article(article)

    outcome = read_again(article)

    for pk, values in written.items():
        event = Event.objects.get(pk=pk)
        assert {name: getattr(event, name) for name in values} == values
    assert {pk: of_event(Event.objects.get(pk=pk), article) for pk in public} == public
    assert len(passages(article)) == len(drawn) + len(outcome.new)
    assert {event.pk for event in outcome.new}.isdisjoint(written)
    rejected = Event.objects.filter(review=Review.REJECTED)
    assert not [proposal for proposal in Proposal.objects.filter(event__in=rejected) if pending(proposal)]
    assert list(faults()) == []

    again = read_again(article)

    assert (again.new, again.followed, again.gone) == ((), (), ())
    assert again.offered == outcome.offered
    for proposal in Proposal.objects.select_related("event", "article"):
        keep(proposal, pending(proposal))
    assert read_again(article) == Reread()
