"""A filter is declared once: what one more needs is a class and a line in the list, and it is everywhere."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping

import pytest
from django.db.models import Count, Exists, OuterRef
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override

from crisis.articles.writing import source_named
from crisis.events.models import Participation
from crisis.events.querysets import EventQuerySet
from crisis.events.vocabulary import Kind, Role
from crisis.events.writing import Part
from crisis.public.filters import FILTERS, subjects
from crisis.public.filters.choices import ChoiceFilter
from crisis.public.filters.declaration import Chosen, any_of
from crisis.public.selection import Selection
from crisis.timeline.facets import pickers_of
from tests.making import make_actor, make_article, make_event, make_excerpt, make_reference

pytestmark = pytest.mark.django_db


class CountryFilter(ChoiceFilter):
    """By the country of whoever takes part."""

    name = "country"
    description = "Where one who takes part is from."
    example = "RU"
    legend = "Country"
    labels = {"RU": "Russia", "US": "United States", "FR": "France"}

    def narrow(self, events: EventQuerySet, chosen: Chosen) -> EventQuerySet:
        there = Participation.objects.filter(event=OuterRef("pk"), actor__country__in=chosen.values)
        return events.filter(Exists(there))

    def count(self, events: EventQuerySet) -> Mapping[str, int]:
        parts = Participation.objects.filter(event__in=events.values("pk"), actor__country__in=self.values)
        return dict(parts.order_by().values_list("actor__country").annotate(number=Count("event", distinct=True)))

    def clause(self, chosen: Chosen, selection: Selection) -> str:
        return f"from {any_of([self.box(value) for value in chosen.values])}"


@pytest.fixture
def _countries() -> Iterator[None]:
    """The filter, registered as any other; an event of each of two countries, and one of both."""
    lavrov, blinken = (
        Part(role=Role.HOST, actor=make_actor(slug, country=country))
        for slug, country in (("lavrov", "RU"), ("blinken", "US"))
    )
    make_event(title_en="Both", parts=(lavrov, blinken), published=True)
    make_event(title_en="One", parts=(blinken,), published=True)
    make_event(Kind.STATEMENT, title_en="Of nobody", published=True)
    FILTERS.append(CountryFilter())
    yield
    del FILTERS[-1]


@pytest.mark.usefixtures("_countries")
def test_one_more_filter_is_read_worded_and_left_again() -> None:
    selection = Selection.parse(QueryDict("country=US&country=RU&country=XX&kind=meeting"))

    with override("en"):
        said = selection.sentence(2), [(chip.label, chip.without) for chip in selection.chips()]
    assert said == (
        "2 meetings, from Russia or United States",
        [
            ("meetings", "country=RU&country=US"),
            ("Russia", "kind=meeting&country=US"),
            ("United States", "kind=meeting&country=RU"),
        ],
    )
    assert [(problem.parameter, "XX" in problem.message) for problem in selection.problems] == [("country", True)]
    assert selection.query_string == "kind=meeting&country=RU&country=US"


@pytest.mark.usefixtures("_countries")
def test_one_more_filter_stands_on_the_page_with_its_counts(client: Client) -> None:
    answer = client.get("/en/?country=RU&kind=meeting")

    page = answer.content.decode()
    boxes = re.findall(r'name="country" value="(\w+)"( checked)?.*?data-count="country=\w+">(\d+)<', page)
    assert boxes == [("RU", " checked", "1"), ("US", "", "2"), ("FR", "", "0")]
    assert "<legend>Country</legend>" in page
    assert (answer.context["count"], str(answer.context["sentence"])) == (1, "1 meeting, from Russia")


@pytest.mark.usefixtures("_countries")
def test_one_more_filter_is_in_the_api_and_in_its_description(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    listed, refused = client.get("/api/v1/events?country=RU"), client.get("/api/v1/events?country=XX")
    facets = client.get("/api/v1/facets?country=RU").json()

    parameters = {each["name"]: each for each in described["paths"]["/api/v1/facets"]["get"]["parameters"]}
    assert parameters["country"] == {
        "name": "country",
        "in": "query",
        "required": False,
        "description": "Where one who takes part is from.",
        "schema": {"type": "array", "items": {"type": "string", "examples": ["RU", "US", "FR"]}},
        "example": ["RU"],
        "style": "form",
        "explode": True,
    }
    assert "country" in described["components"]["schemas"]["Facets"]["required"]
    assert [event["title"]["en"] for event in listed.json()["items"]] == ["Both"]
    assert (refused.json()["count"], refused["Crisis-Ignored"]) == (3, "country")
    assert [(value["value"], value["count"]) for value in facets["country"]] == [("RU", 1), ("US", 2), ("FR", 0)]
    assert (facets["count"], facets["kind"][0]["count"]) == (1, 1)


@pytest.mark.usefixtures("_countries")
def test_one_more_filter_selects_what_is_exported_and_embedded(client: Client) -> None:
    def text(address: str) -> str:
        answer = client.get(address)
        return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]

    rows = list(csv.DictReader(io.StringIO(text("/export/events.csv?country=RU"))))
    told = json.loads(text("/export/events.json?country=RU"))

    assert [row["title_en"] for row in rows] == ["Both"]
    assert [event["title"]["en"] for event in told["events"]] == ["Both"]
    assert client.get("/embed/?country=RU&lang=en").context["count"] == 1


def test_a_filter_that_is_not_registered_is_not_known() -> None:
    selection = Selection.parse(QueryDict("country=RU"))

    assert ([problem.parameter for problem in selection.problems], selection.query_string) == (["country"], "")


@pytest.mark.parametrize("chosen", ["", "source=journal-00"])
def test_the_biggest_publisher_is_offered_whether_or_not_another_is_chosen(
    monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    """A list ordered by a constant would be in the order of the keys on PostgreSQL."""
    for number in range(3):
        make_event(support=(make_excerpt(make_article(source=source_named(f"Journal 0{number}"))),), published=True)
    agency = source_named("Agence")
    for number in range(3):
        make_article(source=agency, title=f"{number}")
    make_event(support=(make_excerpt(make_article(source=agency)), make_reference()), published=True)
    monkeypatch.setattr(subjects, "MOST_SOURCES", 1 + bool(chosen))

    [picker] = [picker for picker in pickers_of(Selection.parse(QueryDict(chosen))) if picker.parameter == "source"]

    offered = [slug for slug, _name in picker.options]
    assert offered == ["agence", *(["journal-00"] if chosen else [])]
