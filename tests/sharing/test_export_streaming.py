"""Whatever is exported never stands in memory as a whole, nor is an event lost or told twice between two batches."""

from __future__ import annotations

import gc

import pytest

from crisis.articles.models import Excerpt
from crisis.events.models import Event, Evidence, Participation, Quotation
from crisis.events.vocabulary import LinkKind
from crisis.events.writing import link
from crisis.public.event.public_event import PublicEvent, public_events
from crisis.public.paging import batches_of, page_of
from crisis.public.selection import Selection
from crisis.public.site import Site
from crisis.sharing.schemas import event_of
from tests.making import make_event
from tests.sharing.exporting import make_dates, make_statement

SITE = Site("https://example.org")
pytestmark = [pytest.mark.database, pytest.mark.django_db]


def make_alike_dates() -> None:
    make_dates()
    for when in ("", "", "2022-01-18", "2022-01-18", "2022-01-31", "../2022-01-18"):
        make_event(when=when, published=True)


@pytest.mark.parametrize("newest", [True, False])
@pytest.mark.parametrize("size", [1, 2, 3, 500])
def test_batches_have_each_event_once_in_the_order_of_the_page(newest: bool, size: int) -> None:
    make_dates()
    for when in ("", "", "2022-01-18", "2022-01-18", "2022-01-31", "../2022-01-18"):
        make_event(when=when, published=True)
    selection = Selection(sort="newest" if newest else "oldest")

    batches = list(batches_of(selection, size=size))

    assert [event.uid for batch in batches for event in batch] == [event.uid for event in page_of(selection).events]
    assert max(len(batch) for batch in batches) <= size


def test_a_chronology_begins_with_the_oldest_and_ends_with_the_undated() -> None:
    for when in ("", "2022-01-18", "", "2021", "2022-02"):
        make_event(when=when, published=True)

    batches = batches_of(Selection(), chronological=True, size=2)

    assert [event.when for batch in batches for event in batch] == ["2021", "2022-01-18", "2022-02", "", ""]


def held() -> int:
    """Rows that Python holds of what events rest on."""
    return sum(isinstance(thing, Evidence | Excerpt | Quotation | Participation) for thing in gc.get_objects())


@pytest.mark.slow
def test_nothing_is_held_of_what_was_told() -> None:
    """Without waiting for Python to look for circles: how long it waits grows with what is there to look through."""
    for _number in range(3):
        make_statement()
    gc.collect()
    others = held()  # of tests before this one
    gc.disable()
    try:
        records = public_events(Selection())
        found = [next(records).uid, held() > others, *(record.uid for record in records)]
        left = held()
    finally:
        gc.enable()

    assert (len(found), found[1], left - others) == (4, True, 0)


def test_what_is_let_go_is_told_all_the_same(django_assert_num_queries) -> None:
    event = make_statement()
    told = PublicEvent(Event.objects.with_everything().get(pk=event.pk))

    with django_assert_num_queries(7):
        [found] = [event_of(event, SITE) for event in public_events(Selection())]

    assert found == event_of(told, SITE)


def test_an_event_tells_of_no_draft_however_its_event_was_fetched() -> None:
    event = make_statement()
    for other in (make_event(title_en="Draft"), make_event(title_en="Shown", published=True)):
        link(event, other, LinkKind.ANSWERS)
        link(other, event, LinkKind.ANNOUNCES)

    events = PublicEvent(Event.objects.get(pk=event.pk)), PublicEvent(Event.objects.with_everything().get(pk=event.pk))

    assert [[found.event.title.en for found in event.links] for event in events] == [["Shown", "Shown"]] * 2
