"""Dates as people type them."""

from __future__ import annotations

import pytest

from crisis.edtf import DateError, Reason
from crisis.edtf.typed import as_understood, understand
from crisis.edtf.words import refusal_in_words


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("", ""),
        ("  ", ""),
        # figures: day first, whatever stands between
        ("21/01/2022", "2022-01-21"),
        ("21.1.2022", "2022-01-21"),
        ("21-01-2022", "2022-01-21"),
        ("01/02/2022", "2022-02-01"),
        ("01/2022", "2022-01"),
        ("2022/01/21", "2022-01-21"),
        ("2022-1-3", "2022-01-03"),
        # a day
        ("21 janvier 2022", "2022-01-21"),
        ("le 21 janv. 2022", "2022-01-21"),
        ("Le 1er février 2022", "2022-02-01"),
        ("vendredi 21 janvier 2022", "2022-01-21"),
        ("le vendredi 21 janvier 2022", "2022-01-21"),
        ("21 JANVIER 2022", "2022-01-21"),
        ("21\u00a0janvier\u00a02022", "2022-01-21"),
        ("21 aout 2021", "2021-08-21"),
        ("21 January 2022", "2022-01-21"),
        ("21st of January 2022", "2022-01-21"),
        ("January 21, 2022", "2022-01-21"),
        ("Friday, January 21, 2022", "2022-01-21"),
        # a month, a year
        ("janvier 2022", "2022-01"),
        ("en janvier 2022", "2022-01"),
        ("Jan 2022", "2022-01"),
        ("2022", "2022"),
        ("en 2022", "2022"),
        # more or less
        ("vers le 21 janvier 2022", "2022-01-21~"),
        ("around 21 January 2022", "2022-01-21~"),
        ("about January 2022", "2022-01~"),
        ("21/01/2022 environ", "2022-01-21~"),
        ("peut-être le 21 janvier 2022", "2022-01-21?"),
        ("perhaps January 2022", "2022-01?"),
        # between two
        ("du 19 au 21 janvier 2022", "2022-01-19/2022-01-21"),
        ("19-21 janvier 2022", "2022-01-19/2022-01-21"),
        ("19 – 21 janvier 2022", "2022-01-19/2022-01-21"),
        ("entre le 19 et le 21 janvier 2022", "2022-01-19/2022-01-21"),
        ("between 19 and 21 January 2022", "2022-01-19/2022-01-21"),
        ("from 28 January to 2 February 2022", "2022-01-28/2022-02-02"),
        ("du 28 décembre au 3 janvier 2022", "2021-12-28/2022-01-03"),
        ("19/01/2022 - 21/01/2022", "2022-01-19/2022-01-21"),
        ("19/01/2022 au 21/01/2022", "2022-01-19/2022-01-21"),
        ("de décembre 2021 à janvier 2022", "2021-12/2022-01"),
        ("d'avril à juin 2021", "2021-04/2021-06"),
        ("2021-2022", "2021/2022"),
        ("du 21 au 21 janvier 2022", "2022-01-21"),
        # one end
        ("avant le 18 janvier 2022", "../2022-01-17"),  # the 18th is not before the 18th
        ("before January 2022", "../2021-12"),
        ("au plus tard le 18 janvier 2022", "../2022-01-18"),
        ("by 18 January 2022 at the latest", "../2022-01-18"),
        ("jusqu'au 18 janvier 2022", "../2022-01-18"),
        ("après le 18 janvier 2022", "2022-01-19/.."),
        ("depuis novembre 2021", "2021-11/.."),
        ("à partir du 18 janvier 2022", "2022-01-18/.."),
        ("from 18 January 2022 on", "2022-01-18/.."),
        # one of several
        ("le 7 ou le 14 janvier 2022", "[2022-01-07,2022-01-14]"),
        ("7, 14 or 21 January 2022", "[2022-01-07,2022-01-14,2022-01-21]"),
        # EDTF stays what it is
        ("2022-01-21", "2022-01-21"),
        ("2022-01~", "2022-01~"),
        ("2022-01-19 / 2022-01-21", "2022-01-19/2022-01-21"),
        ("../2022-01-18", "../2022-01-18"),
        ("[2022-01-07, 2022-01-14]", "[2022-01-07,2022-01-14]"),
    ],
)
def test_a_date_is_read_as_it_was_meant(typed: str, edtf: str) -> None:
    assert understand(typed) == edtf


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("hier", Reason.RELATIVE),
        ("Aujourd’hui", Reason.RELATIVE),
        ("tomorrow", Reason.RELATIVE),
        ("vendredi", Reason.RELATIVE),
        ("21 janvier", Reason.NO_YEAR),
        ("du 19 au 21 janvier", Reason.NO_YEAR),
        ("janvier", Reason.NO_YEAR),
        ("21", Reason.NO_YEAR),
        ("21/01/22", Reason.SHORT_YEAR),
        ("31/02/2022", Reason.NO_SUCH_DAY),
        ("30 février 2022", Reason.NO_SUCH_DAY),
        ("01/21/2022", Reason.NO_SUCH_MONTH),
        ("2022-13", Reason.NO_SUCH_MONTH),
        ("lundi 21 janvier 2022", Reason.OTHER_WEEKDAY),  # a Friday
        ("du 21 au 19 janvier 2022", Reason.ENDS_FIRST),
        ("2022-01-21/2022-01-19", Reason.ENDS_FIRST),
        ("2022-21", Reason.SEASON),
        ("2022-22 / 2022-23", Reason.SEASON),
        ("le 19 et le 21 janvier 2022", Reason.NOT_UNDERSTOOD),  # two days are two events, or an interval
        ("bientôt", Reason.NOT_UNDERSTOOD),
        ("début janvier 2022", Reason.NOT_UNDERSTOOD),
        ("21 ventôse 2022", Reason.NOT_UNDERSTOOD),
        ("2022" * 60, Reason.NOT_UNDERSTOOD),
        ("٢١/٠١/٢٠٢٢", Reason.NOT_UNDERSTOOD),
    ],
)
def test_what_is_no_date_of_the_record_is_refused_with_the_reason(typed: str, reason: Reason) -> None:
    with pytest.raises(DateError) as refused:
        understand(typed)

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("21/01/2022", "21 janvier 2022"),
        ("01/02/2022", "1er février 2022 (jour d’abord)"),
        ("02/02/2022", "2 février 2022"),
        ("2022-01~", "vers janvier 2022"),
        ("avant le 18 janvier 2022", "au plus tard le 17 janvier 2022"),
    ],
)
def test_it_says_how_a_date_was_understood(typed: str, words: str) -> None:
    assert as_understood(typed, "fr") == words


@pytest.mark.parametrize(
    ("typed", "french", "english"),
    [
        (
            "31/02/2022",
            "«\u00a031/02/2022\u00a0» n’est pas une date que ce site sache lire\u00a0: il n’y a pas de 31 en "
            "février 2022.",
            "“31/02/2022” is not a date this site can read: there is no day 31 in February 2022.",
        ),
        (
            "lundi 21 janvier 2022",
            "«\u00a0lundi 21 janvier 2022\u00a0»\u00a0: le 21 janvier 2022 était un vendredi. Lequel des deux est "
            "juste\u00a0?",
            "“lundi 21 janvier 2022”: 21 January 2022 was a Friday. Which of the two is right?",
        ),
    ],
)
def test_a_refusal_names_what_is_wrong(typed: str, french: str, english: str) -> None:
    with pytest.raises(DateError) as refused:
        understand(typed)

    assert [refusal_in_words(refused.value, language) for language in ("fr", "en")] == [french, english]
