"""Dates in the reader's words."""

from __future__ import annotations

from datetime import date

import pytest

from crisis.edtf import DateError, Reason, words
from crisis.edtf.words import day_in_words, edtf_in_words, month_in_words, period_in_words, refusal_in_words


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
        ("2022-01-21/2022-01-21", "21 janvier 2022", "21 January 2022"),
        ("2022-01-21/2022-01", "entre 21 janvier 2022 et janvier 2022", "between 21 January 2022 and January 2022"),
        ("2021/2022?", "entre 2021 et 2022, approximativement", "between 2021 and 2022, approximately"),
        ("2022%", "vers 2022", "around 2022"),
        ("2022?", "peut-être 2022", "perhaps 2022"),
        ("../2022~", "au plus tard en 2022", "by 2022 at the latest"),
        ("0987-08-01", "1er août 987", "1 August 987"),
        (
            "[2021-12-31,2022-01-14,2022-01-21]",
            "l’un de ces jours\u00a0: 31 décembre 2021, 14 ou 21 janvier 2022",
            "one of these days: 31 December 2021, 14 or 21 January 2022",
        ),
        ("not a date", "not a date", "not a date"),
        ("2022-21", "2022-21", "2022-21"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(edtf: str, french: str, english: str) -> None:
    assert (edtf_in_words(edtf, "fr"), edtf_in_words(edtf, "en")) == (french, english)


@pytest.mark.parametrize(
    ("since", "until", "french", "english"),
    [
        ("", "", "", ""),
        ("2022", "2022", "2022", "2022"),
        ("2021", "2022", "2021 – 2022", "2021 – 2022"),
        ("2022-01", "2022-01", "janvier 2022", "January 2022"),
        ("2021-11", "2022-02", "novembre 2021 – février 2022", "November 2021 – February 2022"),
        ("2022-01", "2022-02", "janvier – février 2022", "January – February 2022"),
        ("2022-01-15", "2022-01-15", "15 janvier 2022", "15 January 2022"),
        ("2022-01-15", "2022-01-20", "15 – 20 janvier 2022", "15 – 20 January 2022"),
        ("2022-01-28", "2022-02-01", "28 janvier – 1er février 2022", "28 January – 1 February 2022"),
        ("2021-12-30", "2022-01-02", "30 décembre 2021 – 2 janvier 2022", "30 December 2021 – 2 January 2022"),
        ("2022-01-15", "", "à partir du 15 janvier 2022", "from 15 January 2022 on"),
        ("2022", "", "à partir de 2022", "from 2022 on"),
        ("", "2022-01-15", "jusqu’au 15 janvier 2022", "until 15 January 2022"),
        ("", "2022-01", "jusqu’à janvier 2022", "until January 2022"),
        ("2022-01-15~/2022-01-20", "", "à partir du 15 janvier 2022", "from 15 January 2022 on"),
        ("9999-12", "9999", "1er – 31 décembre 9999", "1 – 31 December 9999"),
    ],
)
def test_a_period_is_said_in_short(since: str, until: str, french: str, english: str) -> None:
    assert (period_in_words(since, until, "fr"), period_in_words(since, until, "en")) == (french, english)


def test_a_day_may_leave_out_what_stands_beside_it() -> None:
    day = date(2022, 2, 1)

    assert [
        day_in_words(day, "fr"),
        day_in_words(day, "fr", year=False),
        day_in_words(day, "en", year=False, month=False),
        month_in_words(day, "fr"),
    ] == ["1er février 2022", "1er février", "1", "février 2022"]


@pytest.mark.parametrize("language", ["uk", "de-at", "", None])
def test_a_language_without_words_speaks_english(language: str | None) -> None:
    said = [edtf_in_words(edtf, language) for edtf in ("2022-02-01", "../2022-01", "")]

    assert said == ["1 February 2022", "by January 2022 at the latest", "date not known"]


@pytest.mark.parametrize("language", ["fr-ca", "FR"])
def test_a_country_changes_no_word(language: str) -> None:
    assert edtf_in_words("2022-02-01", language) == "1er février 2022"


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_refusal_has_a_sentence_that_quotes_the_text(language: str) -> None:
    refusals = [DateError("{2022-02-31}", reason, number=31, day=date(2022, 2, 1)) for reason in Reason]

    sentences = {refusal_in_words(refused, language) for refused in refusals}

    assert len(sentences) == len(Reason)
    assert all("{2022-02-31}" in sentence for sentence in sentences)


@pytest.mark.parametrize("language", words.LANGUAGES.values(), ids=words.LANGUAGES)
def test_a_language_names_twelve_months_and_seven_weekdays(language: words.DateLanguage) -> None:
    assert [len(language.months), len(language.month_spellings), len(language.weekdays)] == [12, 12, 7]
