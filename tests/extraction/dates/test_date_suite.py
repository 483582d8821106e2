"""Sentences of the general press with the days their expressions mean, in `dates_fr.txt` and `dates_en.txt`."""

from pathlib import Path

import pytest

from crisis.edtf import parse
from crisis.extraction import read

HERE = Path(__file__).parent


def suite(language):
    for line in (HERE / f"dates_{language}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            published, sentence, expected = (part.strip() for part in line.split(" | "))
            yield pytest.param(language, published, sentence, expected, id=sentence)


@pytest.mark.parametrize(("language", "published", "sentence", "expected"), [*suite("fr"), *suite("en")])
def test_expressions_mean_these_days(language, published, sentence, expected):
    wanted = [tuple(item.split(" = ")) for item in expected.split(" ; ")] if expected != "-" else []
    found = read(sentence, published=published, language=language).temporals

    assert len(found) == len(wanted), [item.span.text for item in found]
    for item, (surface, value) in zip(found, wanted, strict=True):
        assert surface in item.span.text or item.span.text in surface
        assert item.when is not None
        days = parse(value.removeprefix("~"))
        first, last = days.first, days.last
        if value.startswith("~"):
            assert item.when.first <= last
            assert first <= item.when.last
        else:
            assert (item.when.first, item.when.last) == (first, last)
