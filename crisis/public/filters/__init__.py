"""The filters of the timeline, each declared once; page, chips, sentence, exports and API are loops over them.

A new one is a class in one of these modules (or in one of its own) and a line in the list below.
"""

from __future__ import annotations

from .choices import (
    ChoiceFilter,
    EvidenceFilter,
    KindFilter,
    ReviewedFilter,
    SinceFilter,
    StatusFilter,
    UntilFilter,
    WordsFilter,
)
from .declaration import CountedFilter, Filter
from .subjects import ActorFilter, PlaceFilter, SourceFilter, Subject, SubjectFilter, TopicFilter

FILTERS: list[Filter] = [
    KindFilter(),
    ActorFilter(),
    PlaceFilter(),
    TopicFilter(),
    StatusFilter(),
    SourceFilter(),
    EvidenceFilter(),
    ReviewedFilter(),
    SinceFilter(),
    UntilFilter(),
    WordsFilter(),
]
"""In the order in which they stand in an address."""


def filter_named(name: str) -> Filter | None:
    return next((each for each in FILTERS if each.name == name), None)


def choice_filters() -> list[ChoiceFilter]:
    """Those with boxes to tick."""
    return [each for each in FILTERS if isinstance(each, ChoiceFilter)]


def subject_filters() -> list[SubjectFilter]:
    """Those that are picked from a list."""
    return [each for each in FILTERS if isinstance(each, SubjectFilter)]


def counted_filters() -> list[CountedFilter]:
    """Those with boxes first."""
    counted = [each for each in FILTERS if isinstance(each, CountedFilter)]
    return sorted(counted, key=lambda each: not isinstance(each, ChoiceFilter))


def subject_filter_of(row: Subject | type[Subject]) -> SubjectFilter:
    """The filter whose values are rows such as this one."""
    model = row if isinstance(row, type) else type(row)
    return next(each for each in subject_filters() if each.model is model)
