"""Chart, list, counts and API say the same of every filter, alone and with every other."""

from __future__ import annotations

from itertools import combinations

import pytest
from django.contrib.auth import get_user_model
from django.db.models import Q

from crisis.events.models import Event
from crisis.events.review import publish
from crisis.events.vocabulary import Kind, Role, Status
from crisis.events.writing import Part
from tests.making import make_actor, make_event, make_excerpt, make_place, make_reference, make_topic
from tests.sizes import SELECTIONS

from .conftest import SETTLED, Reader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILTERS = (
    "kind=meeting&kind=statement",
    "actor=lavrov",
    "place=geneve",
    "topic=otan",
    "status=scheduled",
    "source=autre-journal",
    "evidence=excerpt",
    "reviewed=yes",
    "from=2022-01-10",
    "to=2022-01-20",
    "q=evenement",
)
SHOWN = """() => ({
  charted: document.getElementById("timeline").data.filter((trace) => (trace.mode ?? "").includes("markers"))
    .flatMap((trace) => trace.customdata),
  listed: [...document.querySelectorAll("#results li[data-event]")].map((item) => item.dataset.event),
  counted: JSON.parse(document.getElementById("state").textContent).counts,
  sentence: document.getElementById("results-title").textContent,
})"""


@pytest.fixture
def events(transactional_db: None) -> None:
    """Thirty-odd events in which every two filters meet somewhere, and one without a date."""
    editor = get_user_model().objects.create_user("editor")
    lavrov, biden, place, topic = make_actor("lavrov"), make_actor("biden"), make_place(), make_topic()
    for number in range(32):
        kind = list(Kind)[number % 3]
        event = make_event(
            kind,
            when=f"2022-01-{number % 28 + 1:02}" if number else "",
            status=Status.SCHEDULED if number % 4 < 2 else Status.OCCURRED,
            place=place if number % 5 < 3 else None,
            topics=(topic,) if number % 6 < 4 else (),
            parts=(Part(role=Role.INVOLVED, actor=lavrov if number % 7 < 4 else biden),),
            support=(make_excerpt() if number % 3 else make_reference(publisher="Autre journal"),),
            published=True,
        )
        if number % 2:
            publish(Event.objects.get(pk=event.pk), by=editor)


def test_every_filter_alone_and_in_pairs(reader: Reader, events: None) -> None:
    page = reader.timeline()
    undated = set(Event.objects.filter(Q(starts_on=None)).values_list("uid", flat=True))
    queries = ["", *FILTERS, *("&".join(pair) for pair in [*combinations(FILTERS, 2)][::SELECTIONS])]
    met = 0

    for query in queries:
        page.goto(f"/fr/?{query}")
        page.wait_for_function(SETTLED)
        shown = page.evaluate(SHOWN)
        answer = page.request.get(f"/api/v1/events?{query}").json()
        density = page.request.get(f"/api/v1/density?{query}").json()
        there = {item["uid"] for item in answer["items"]}
        met += bool(there)

        assert set(shown["listed"]) == there, query
        assert sorted(shown["charted"]) == sorted(there - undated), query
        assert answer["count"] == len(there) == len(shown["listed"]), query
        assert shown["sentence"].startswith(f"{len(there)} "), query
        assert sum(one["count"] for one in density["bins"]) == len(there - undated), query
        if "kind=" not in query:
            kinds = [shown["counted"][f"kind={kind}"] for kind in Kind]
            assert sum(kinds) == len(there), query
    assert met > len(queries) * 0.9


def test_a_filter_set_by_hand_is_the_one_of_its_address(reader: Reader, events: None) -> None:
    page = reader.timeline()

    page.get_by_label("Rencontres").check()
    page.locator("details.more summary").click()
    page.locator("input[name=status][value=scheduled]").check()
    page.locator("input[name=from]").fill("2022-01-05")
    page.locator("input[name=from]").blur()
    page.wait_for_url("**/fr/?kind=meeting&status=scheduled&from=2022-01-05")
    page.wait_for_function(SETTLED)
    by_hand = page.evaluate(SHOWN)

    fresh = reader.timeline(page.url)
    assert fresh.evaluate(SHOWN) == by_hand
    assert by_hand["listed"] != []
