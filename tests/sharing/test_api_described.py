"""The API's description is true: of its addresses, its parameters, its answers, its examples."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from django.test import Client
from django.utils.translation import gettext, override

from crisis.public.filters import FILTERS
from crisis.public.selection import ARRANGEMENT
from tests.making import make_whole_event
from tests.sharing.operations import PATHS

pytestmark = pytest.mark.django_db

SINGLES = {"uid", "number", "slug"}


@pytest.fixture
def description(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return found


def schema_of(description: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    """The operation's answer, with everything it refers to; what is not described is not allowed."""
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    components = {"schemas": {name: strict(schema) for name, schema in description["components"]["schemas"].items()}}
    return {**strict(answer), "components": components}


def strict(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "additionalProperties": False} if "properties" in schema else schema


def test_the_description_names_every_operation(description: dict[str, Any]) -> None:
    assert sorted(description["paths"]) == [f"/api/v1/{path}" for path in PATHS]


@pytest.mark.parametrize("name", ["events", "facets", "density"])
def test_every_parameter_of_a_selection_is_described(description: dict[str, Any], name: str) -> None:
    described = [parameter["name"] for parameter in description["paths"][f"/api/v1/{name}"]["get"]["parameters"]]

    assert sorted(described) == sorted([*(each.name for each in FILTERS), *ARRANGEMENT, "lang"])


def test_every_parameter_is_told_in_french(description: dict[str, Any]) -> None:
    operations = [methods["get"] for methods in description["paths"].values()]
    told = {parameter["description"] for operation in operations for parameter in operation["parameters"]}

    with override("fr"):
        assert {words for words in told if gettext(words) == words} == set()


def test_the_description_is_in_french_for_whoever_asks(client: Client) -> None:
    french, english = (client.get(f"/api/v1/openapi.json?lang={language}").json() for language in ("fr", "en"))

    kinds = [told["paths"]["/api/v1/events"]["get"]["parameters"][0]["description"] for told in (french, english)]
    assert kinds == ["De quelle sorte d’événement il s’agit.", "What kind of event."]
    assert french["paths"].keys() == english["paths"].keys()


def test_every_example_is_as_described(description: dict[str, Any]) -> None:
    shapes = description["components"]["schemas"]
    fields = {f"{name}.{key}": field for name, shape in shapes.items() for key, field in shape["properties"].items()}
    examples = {name: example for name, field in fields.items() for example in field.get("examples", ())}

    for name, example in examples.items():
        jsonschema.validate(example, fields[name])
    assert {"Event.uid", "Event.when", "Passage.start", "Names.en", "Actor.country", "Actors.count"} <= set(examples)


def test_every_answer_is_as_described_and_nothing_besides(client: Client, description: dict[str, Any]) -> None:
    event = make_whole_event()
    keys = {"uid": event.uid, "number": event.evidence.all()[0].excerpt.article_id, "slug": ""}
    slugs = {"actors": "dupont", "places": "geneve", "topics": "otan"}

    for path, methods in description["paths"].items():
        address = path.format(**{**keys, "slug": slugs.get(path.split("/")[3], "")})
        answer = client.get(address)

        assert answer.status_code == 200
        jsonschema.validate(answer.json(), schema_of(description, methods["get"]))


def test_every_operation_says_how_it_refuses(description: dict[str, Any]) -> None:
    refusals = {
        path: {
            status
            for status, answer in methods["get"]["responses"].items()
            if "application/problem+json" in answer.get("content", {})
        }
        for path, methods in description["paths"].items()
    }

    assert refusals["/api/v1/events"] == {"400", "405", "412", "429", "500", "503"}
    assert refusals["/api/v1/events/{uid}"] == {"400", "404", "405", "410", "412", "429", "500", "503"}
