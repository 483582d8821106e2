"""What the filter form offers: boxes with their counts, lists to pick from, and suggestions while one types."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from crisis.articles.models import Source
from crisis.edtf.folding import fold_words
from crisis.public.filters import choice_filters, subject_filters
from crisis.public.filters.choices import ChoiceFilter
from crisis.public.filters.subjects import Subject, SubjectFilter
from crisis.public.selection import Selection
from crisis.public.visibility import with_published

MOST_SUGGESTIONS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, and how many events it would leave."""

    parameter: str
    value: str
    label: str
    is_chosen: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Boxes:
    """The choices of one filter, or of several that belong together."""

    legend: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Picker:
    """A filter with too many values for boxes: those chosen, and a list to add another from.

    The page's script makes a field of the list that suggests while one types (`suggestions`).
    """

    parameter: str
    label: str
    add: str
    chosen: list[tuple[str, str]]
    options: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Facets:
    boxes: list[Boxes]

    @property
    def choices(self) -> list[Choice]:
        return [choice for boxes in self.boxes for choice in boxes.choices]

    @property
    def kinds(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.parameter == "kind"]

    @property
    def others(self) -> list[Boxes]:
        """All but the kinds, which stand before everything else."""
        return [boxes for boxes in self.boxes if boxes.choices[0].parameter != "kind"]

    @property
    def counts(self) -> dict[str, int]:
        """For the page's script: the count beside each box after the list has changed."""
        return {f"{choice.parameter}={choice.value}": choice.count for choice in self.choices}


def facets_of(selection: Selection) -> Facets:
    """One query a filter. Its own choice does not narrow its own counts."""
    in_order = sorted(choice_filters(), key=lambda each: each.place_in_form)
    return Facets(
        [
            Boxes(legend, [choice for each in together for choice in _choices(each, selection)])
            for legend, together in groupby(in_order, key=lambda each: str(each.legend))
        ]
    )


def _choices(each: ChoiceFilter, selection: Selection) -> list[Choice]:
    counts, chosen = selection.counted_by(each), selection.values(each.name)
    return [Choice(each.name, value, each.box(value), value in chosen, counts.get(value, 0)) for value in each.values]


def pickers_of(selection: Selection) -> list[Picker]:
    """One query a filter: what published events have."""
    return [_picker(each, selection) for each in subject_filters()]


def _picker(each: SubjectFilter, selection: Selection) -> Picker:
    chosen = selection.chosen.get(each.name)
    options = ((row.slug, str(row)) for row in each.options(chosen))
    return Picker(
        each.name,
        str(each.title),
        str(each.add),
        [(slug, each.label(slug, chosen)) for slug in chosen.values] if chosen else [],
        sorted(options, key=lambda option: option[1].casefold()),
    )


def suggestions(selection: Selection, each: SubjectFilter, term: str) -> list[dict[str, Any]]:
    """Up to a dozen values of the filter whose name, or another of their names, has the term (two or three queries).

    Those with most events under the rest of the selection come first; without a term, only those that have any.
    """
    counts = selection.counted_by(each)
    wanted = fold_words(term)
    chosen = set(selection.values(each.name))
    found = []
    for row in with_published(each.model):  # names that only the desk knows stay there
        number = counts.get(row.pk, 0)
        if row.slug in chosen or not (wanted or number):
            continue
        names = [fold_words(name) for name in _names(row)]
        if not wanted or any(f" {wanted}" in f" {name}" for name in names):
            is_first = any(name.startswith(wanted) for name in names[:2])
            found.append((not number, not is_first, -number, str(row).casefold(), row.slug, str(row), number))
    best = sorted(found)[:MOST_SUGGESTIONS]
    return [{"slug": slug, "name": name, "count": number} for *_order, slug, name, number in best]


def _names(row: Subject) -> Iterable[str]:
    if isinstance(row, Source):
        return [row.name]
    return [row.name, row.name_fr, row.name_en, *getattr(row, "aliases", "").splitlines()]
