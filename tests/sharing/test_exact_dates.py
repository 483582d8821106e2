"""A date for those who know no doubt."""

from __future__ import annotations

import pytest

from crisis.articles.dates import parse_days
from crisis.sharing.discovery.schema_org import as_exactly_known


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2022-01-21", "2022-01-21"),
        ("2022-01", "2022-01"),
        ("2022", "2022"),
        ("2022-01-19/2022-01-21", "2022-01"),
        ("2022-01-31/2022-02-02", "2022"),
        ("2021-12-31/2022-01-02", ""),
        ("[2022-01-07,2022-01-14]", "2022-01"),
        ("2022-10-01/2022-11-01", "2022"),
        ("2022-01-21~", ""),
        ("2022-01-19/2022-01-21~", ""),
        ("../2022-01-18", ""),
        ("2022-01-18/..", ""),
        ("", ""),
    ],
)
def test_a_date_is_never_told_more_exactly_than_it_is_known(edtf: str, expected: str) -> None:
    assert as_exactly_known(parse_days(edtf)) == expected
