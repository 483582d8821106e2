"""The parameters that the operations take, for the description. `Selection.parse` is what reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from crisis.events.vocabulary import Kind, Status
from crisis.public.selection import BASES, LANES, SORTS
from crisis.public.site import LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of the query string. Whatever it says, the answer is never an error."""

    name: str
    description: str
    """In English; translated where it is shown."""
    example: str
    values: tuple[str, ...] = ()
    """What it may be, where that is a closed set."""
    is_repeatable: bool = False

    def described(self) -> dict[str, Any]:
        """As OpenAPI says it. A value outside the set is ignored, not refused, so that an `enum` would be untrue."""
        schema: dict[str, Any] = {"type": "string"}
        if self.values:
            schema["examples"] = list(self.values)
        if self.is_repeatable:
            schema = {"type": "array", "items": schema}
        return {
            "name": self.name,
            "in": "query",
            "required": False,
            "description": self.description,
            "schema": schema,
            "example": [self.example] if self.is_repeatable else self.example,
            **({"style": "form", "explode": True} if self.is_repeatable else {}),
        }


KIND = Parameter(
    name="kind",
    description=_("What kind of event."),
    example="meeting",
    values=tuple(Kind.values),
    is_repeatable=True,
)
FILTERS = (
    KIND,
    Parameter(
        name="actor",
        description=_("Who takes part, in whatever role: slugs, as /actors lists them."),
        example="lavrov",
        is_repeatable=True,
    ),
    Parameter(
        name="place",
        description=_("Where it happened: slugs, as /places lists them."),
        example="geneva",
        is_repeatable=True,
    ),
    Parameter(
        name="topic",
        description=_("What it is about: slugs, as /topics lists them."),
        example="nato",
        is_repeatable=True,
    ),
    Parameter(
        name="status",
        description=_("What the source says of it: over, fixed, intended, called off, or denied."),
        example="occurred",
        values=tuple(Status.values),
        is_repeatable=True,
    ),
    Parameter(
        name="source",
        description=_("Who published what it rests on, publisher or agency: slugs, as /sources lists them."),
        example="afp",
        is_repeatable=True,
    ),
    Parameter(
        name="evidence",
        description=_("What it rests on: a passage that can be read here, or a reference only."),
        example="excerpt",
        values=BASES,
        is_repeatable=True,
    ),
    Parameter(
        name="reviewed",
        description=_("Only what a person has looked at."),
        example="yes",
        values=("yes",),
        is_repeatable=True,
    ),
    Parameter(
        name="from",
        description=_(
            "The first day, month or year, in EDTF. Whatever overlaps is in; events whose date nobody knows are in "
            "only where neither from nor to is given."
        ),
        example="2022-01",
    ),
    Parameter(name="to", description=_("The last day, month or year, in EDTF."), example="2022-02-24"),
    Parameter(
        name="q",
        description=_("Words that all stand in it, in either language, accents and capitals aside; 200 characters."),
        example="Blinken",
    ),
)
SORT = Parameter(
    name="sort",
    description=_("relevance needs q, and ends after ten pages."),
    example="oldest",
    values=SORTS,
)
CURSOR = Parameter(
    name="cursor",
    description=_("Where the page begins: take it from next, do not make one."),
    example="YXx8YWJj",
)
LANE = Parameter(
    name="lane",
    description=_("How the page draws it; taken so that a page's own query string can be used. Changes no answer."),
    example="actor",
    values=LANES,
)
LANG = Parameter(
    name="lang",
    description=_("The language of the pages that the answer links to, and of errors. Names come in both."),
    example="en",
    values=LANGUAGES,
)
SELECTION = (*FILTERS, SORT, LANE, LANG)


def described(parameters: Iterable[Parameter]) -> list[dict[str, Any]]:
    return [parameter.described() for parameter in parameters]
