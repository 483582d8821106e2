"""One description of a selection behind everything a reader sees."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.utils import translation

from crisis.events.vocabulary import Kind, Role, Status
from crisis.events.writing import Part
from crisis.public.paging import neighbours, page_of
from crisis.public.selection import Selection
from tests.keeping import Keeper
from tests.making import make_actor, make_event, make_excerpt, make_place, make_reference, make_topic

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def selected(query: str) -> set[str]:
    return {event.title_fr for event in Selection.parse(QueryDict(query)).events()}


@pytest.fixture
def four_events(kept: Keeper) -> None:
    kept("four", make_four)


def make_four() -> None:
    lavrov, biden = make_actor("lavrov"), make_actor("biden")
    excerpt = make_excerpt()
    make_event(
        title_fr="rencontre",
        when="2022-01-21",
        status=Status.SCHEDULED,
        place=make_place(),
        parts=(Part(role=Role.PARTICIPANT, actor=lavrov), Part(role=Role.PARTICIPANT, actor=biden)),
        support=(excerpt,),
        published=True,
    )
    make_event(Kind.TROOP_MOVEMENT, title_fr="massées", when="../2022-01-18", published=True)
    make_event(
        Kind.STATEMENT,
        title_fr="propos",
        when="2022-01",
        topics=(make_topic(),),
        support=(make_reference(publisher="Autre journal"),),
        parts=(Part(role=Role.SPEAKER, actor=biden),),
        published=True,
    )
    make_event(title_fr="sans date", when="", published=True)
    make_event(title_fr="brouillon", when="2022-01-21")


@pytest.mark.usefixtures("four_events")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"rencontre", "massées", "propos", "sans date"}),
        ("kind=meeting", {"rencontre", "sans date"}),
        ("kind=meeting&kind=statement", {"rencontre", "propos", "sans date"}),  # any-of within one
        ("kind=meeting&actor=biden", {"rencontre"}),  # all-of across
        ("actor=biden&actor=lavrov", {"rencontre", "propos"}),
        ("place=geneve", {"rencontre"}),
        ("topic=otan", {"propos"}),
        ("status=scheduled", {"rencontre"}),
        ("source=autre-journal", {"propos"}),
        ("evidence=excerpt", {"rencontre"}),
        ("evidence=reference", {"massées", "propos", "sans date"}),
        ("reviewed=yes", set()),
        ("from=2022-01-20", {"rencontre", "propos"}),  # the undated only where neither end is given
        ("to=2021-12-31", {"massées"}),  # its start is not told: it reaches 120 days back
        ("to=2021-09-19", set()),
        ("from=2022-01-21&to=2022-01-21", {"rencontre", "propos"}),
        ("from=2022-02", set()),
        ("q=RENCONTRE", {"rencontre"}),
        ("q=geneva", {"rencontre"}),
        ("q=se sont vus", {"rencontre"}),  # the words of the excerpt
        ("q=%22%25_*'--", {"rencontre", "massées", "propos", "sans date"}),  # no word to look for
        ("q=introuvable", set()),
    ],
)
def test_selects_what_the_query_string_says(query: str, expected: set[str]) -> None:
    assert selected(query) == expected


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("kind=party", ["kind"]),
        ("actor=nobody&place=nowhere", ["actor", "place"]),
        ("from=2022-13", ["from"]),
        ("from=2022-02-01&to=2022-01-01", ["to"]),
        ("colour=red", ["colour"]),
        ("sort=best&lane=left", ["lane", "sort"]),
        ("reviewed=no", ["reviewed"]),
        ("q=" + "mot " * 100, ["q"]),
        ("cursor=%00nonsense", []),
        ("actor=%00&place=a%00b&source=%00&topic=%00", ["actor", "place", "topic", "source"]),
    ],
)
def test_names_what_it_ignores(query: str, ignored: list[str]) -> None:
    selection = Selection.parse(QueryDict(query))

    assert [problem.parameter for problem in selection.problems] == ignored


def test_there_is_one_way_to_write_a_selection() -> None:
    make_actor("lavrov")
    make_actor("biden")

    one = Selection.parse(QueryDict("sort=newest&actor=lavrov&kind=statement&actor=biden&kind=meeting&q= a  b"))

    assert one.query_string == "kind=meeting&kind=statement&actor=biden&actor=lavrov&q=a+b"
    assert Selection.parse(QueryDict(one.query_string)) == one


def test_each_chip_leads_out_of_what_it_names() -> None:
    make_event(parts=(Part(role=Role.PARTICIPANT, actor=make_actor("biden")),), published=True)

    with translation.override("en"):
        chips = Selection.parse(QueryDict("kind=meeting&actor=biden&from=2022-01&cursor=x")).chips()

    assert [(chip.label, chip.without) for chip in chips] == [
        ("meetings", "actor=biden&from=2022-01"),
        ("Biden", "kind=meeting&from=2022-01"),
        ("from January 2022 on", "kind=meeting&actor=biden"),
    ]


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_pages_forward_and_back_meet_every_event_once(sort: str) -> None:
    for day in [*("2022-01-10", "2022-01-10", "2022-01-12"), "", "", "../2022-01-11", "2022-01-15"]:
        make_event(when=day, published=True)
    first = page_of(Selection.parse(QueryDict(f"sort={sort}")), size=3)
    second = page_of(Selection.parse(QueryDict(first.next)), size=3)
    third = page_of(Selection.parse(QueryDict(second.next)), size=3)
    back = page_of(Selection.parse(QueryDict(third.previous)), size=3)

    assert (first.previous, third.next) == (None, None)
    assert len({event.uid for event in [*first.events, *second.events, *third.events]}) == 7
    assert back.events == second.events
    assert page_of(Selection.parse(QueryDict(back.previous)), size=3).events == first.events


def test_neighbours_are_those_of_the_reading_order() -> None:
    events = [make_event(when=f"2022-01-1{day}", published=True) for day in range(3)]
    everything = Selection.parse(QueryDict(""))

    before, after = neighbours(events[1], everything)

    assert (before, after) == (events[2].event_ptr, events[0].event_ptr)
    assert neighbours(events[0], everything)[1] is None
