"""Django's side of the dates."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from crisis.articles import dates
from crisis.articles.dates import DatePrecision, parse_days, understand, validate_edtf
from crisis.edtf import Precision, Reason


def test_a_field_offers_every_precision() -> None:
    assert DatePrecision.values == list(Precision)


@pytest.mark.parametrize(
    ("text", "code"),
    [("vendredi", "edtf"), ("2022-21", "season"), ("2022-02/2022-01", "edtf-order")],
)
def test_a_text_that_is_no_date_is_refused(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_edtf(text)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("typed", "code"), [("hier", "relative"), ("21 janvier", "year"), ("31/02/2022", "impossible")]
)
def test_what_is_typed_and_no_date_is_refused(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        understand(typed)

    assert refusal.value.code == code


def test_every_refusal_has_a_code() -> None:
    assert set(dates._CODES) == set(Reason)


def test_a_refusal_speaks_the_language_of_whoever_reads_it() -> None:
    with override("fr"), pytest.raises(ValidationError) as refusal:
        parse_days("2022-02/2022-01")

    with override("en"):
        assert refusal.value.messages == ["“2022-02/2022-01” ends before it starts."]


def test_words_are_in_the_readers_language() -> None:
    said = []
    for language in ("fr", "en", "uk"):
        with override(language):
            said.append(dates.date_in_words(parse_days("2022-02-01")))

    assert said == ["1er février 2022", "1 February 2022", "1 February 2022"]


@pytest.mark.django_db
def test_a_season_in_an_address_is_named_and_ignored(client: Client) -> None:
    answer = client.get("/en/", {"from": "2022-21"})

    assert (answer.status_code, "names a season" in answer.content.decode()) == (200, True)
