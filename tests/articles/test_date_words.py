"""Dates in the reader's words."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from crisis.articles.date_words import edtf_in_words


@pytest.mark.parametrize(
    ("edtf", "french", "english"),
    [
        ("2022-01-21", "21 janvier 2022", "21 January 2022"),
        ("2022-02-01", "1er février 2022", "1 February 2022"),
        ("2022-01", "janvier 2022", "January 2022"),
        ("2022", "2022", "2022"),
        ("", "date inconnue", "date not known"),
        ("2022-01-19/2022-01-21", "entre le 19 et le 21 janvier 2022", "between 19 and 21 January 2022"),
        (
            "2022-01-28/2022-02-02",
            "entre le 28 janvier et le 2 février 2022",
            "between 28 January and 2 February 2022",
        ),
        (
            "2021-12-30/2022-01-02",
            "entre le 30 décembre 2021 et le 2 janvier 2022",
            "between 30 December 2021 and 2 January 2022",
        ),
        (
            "2021-12/2022-01",
            "entre décembre 2021 et janvier 2022",
            "between December 2021 and January 2022",
        ),
        ("../2022-01-18", "au plus tard le 18 janvier 2022", "by 18 January 2022 at the latest"),
        ("../2022-01", "au plus tard en janvier 2022", "by January 2022 at the latest"),
        ("2022-01-18/..", "à partir du 18 janvier 2022", "from 18 January 2022 on"),
        ("2022-01/..", "à partir de janvier 2022", "from January 2022 on"),
        ("2022-01-10~", "vers le 10 janvier 2022", "around 10 January 2022"),
        ("2022-01~", "vers janvier 2022", "around January 2022"),
        ("2022-01-10?", "peut-être 10 janvier 2022", "perhaps 10 January 2022"),
        (
            "2022-01-10~/2022-01-12",
            "entre le 10 et le 12 janvier 2022, approximativement",
            "between 10 and 12 January 2022, approximately",
        ),
        (
            "[2022-01-07,2022-01-14,2022-01-21,2022-01-28]",
            "l’un de ces jours\u00a0: 7, 14, 21 ou 28 janvier 2022",
            "one of these days: 7, 14, 21 or 28 January 2022",
        ),
        (
            "[2022-01-28,2022-02-04]",
            "l’un de ces jours\u00a0: 28 janvier ou 4 février 2022",
            "one of these days: 28 January or 4 February 2022",
        ),
        ("not a date", "not a date", "not a date"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(edtf: str, french: str, english: str) -> None:
    with override("fr"):
        assert edtf_in_words(edtf) == french
    with override("en"):
        assert edtf_in_words(edtf) == english
