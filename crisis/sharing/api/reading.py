"""The API's own description as a page tells it: nothing is said there that the description does not say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from ..problems import MEDIA_TYPE
from .summaries import OBJECTS

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    kind: str
    """`string`, `integer or null`, `list of Event`…"""
    leads_to: str
    """The object it consists of, if of one of ours."""
    description: str


@dataclass(frozen=True, slots=True)
class Told:
    """An object of the answers: its name and its fields."""

    name: str
    description: str
    fields: list[Field]


@dataclass(frozen=True, slots=True)
class Asked:
    """A parameter, as the table has it."""

    name: str
    where: str
    description: str
    values: list[str]
    example: str
    is_repeatable: bool


@dataclass(frozen=True, slots=True)
class Operation:
    name: str
    path: str
    summary: str
    parameters: list[Asked]
    example_path: str
    example_answer: str
    leads_to: str
    refusals: list[tuple[str, str]]


def operations_of(description: Json) -> list[Operation]:
    return [_operation(path, methods["get"]) for path, methods in description["paths"].items()]


def objects_of(description: Json) -> list[Told]:
    """In the order of their names."""
    schemas = description["components"]["schemas"]
    return [Told(name, _words(OBJECTS, name), list(_fields(schema))) for name, schema in sorted(schemas.items())]


def _operation(path: str, given: Json) -> Operation:
    answer = given["responses"]["200"] if "200" in given["responses"] else given["responses"][200]
    content = answer["content"]["application/json"]
    parameters = [_asked(parameter) for parameter in given["parameters"]]
    kind, leads_to = _kind(content["schema"])
    return Operation(
        name=given["operationId"],
        path=path,
        summary=_words(given, "summary"),
        parameters=parameters,
        example_path=_example_path(path, parameters),
        example_answer=json.dumps(content["example"], ensure_ascii=False, indent=2),
        leads_to=leads_to or kind,
        refusals=[
            (str(status), _words(refusal))
            for status, refusal in given["responses"].items()
            if MEDIA_TYPE in refusal.get("content", {})
        ],
    )


def _asked(given: Json) -> Asked:
    schema = given["schema"]
    is_repeatable = schema.get("type") == "array"
    inner = schema["items"] if is_repeatable else schema
    example = given.get("example", "")
    return Asked(
        name=given["name"],
        where=given["in"],
        description=_words(given),
        values=inner.get("examples", []),
        example=str(example[0] if isinstance(example, list) else example),
        is_repeatable=is_repeatable,
    )


def _example_path(path: str, parameters: list[Asked]) -> str:
    """With what stands in the path, and the first filter if there is one."""
    for parameter in parameters:
        if parameter.where == "path":
            path = path.replace(f"{{{parameter.name}}}", parameter.example)
    first = next((one for one in parameters if one.where == "query" and one.is_repeatable), None)
    return f"{path}?{first.name}={first.example}" if first else path


def _fields(schema: Json) -> Iterator[Field]:
    for name, given in schema.get("properties", {}).items():
        kind, leads_to = _kind(given)
        yield Field(name, kind, leads_to, _words(given))


def _kind(given: Json) -> tuple[str, str]:
    """The type in words, and the object of ours that it is made of."""
    if "$ref" in given:
        name = given["$ref"].rpartition("/")[2]
        return name, name
    if "anyOf" in given:
        kinds = [_kind(choice) for choice in given["anyOf"]]
        return gettext(" or ").join(kind for kind, _leads_to in kinds), next((to for _kind, to in kinds if to), "")
    if given.get("type") == "array":
        kind, leads_to = _kind(given["items"])
        return gettext("list of %(kind)s") % {"kind": kind}, leads_to
    return str(given.get("type", "")), ""


def _words(given: Json, name: str = "description") -> str:
    """In the reader's language; they are written in English."""
    words = given.get(name, "")
    return gettext(words) if words else ""
