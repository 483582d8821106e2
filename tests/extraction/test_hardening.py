"""Whatever comes in: no crash, no offset that does not quote, no time beyond the length of the text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.extraction import Reading, read

BROKEN = ["\n\n", "\ud800", " ", "\u00a0", "\u202e", "\u200b", "İ", "ß"]
DISPATCH = """Le la président russe Blinken Lavrov Macron a rencontré rencontrera lundi vendredi à Genève Kiev
« » “ ” " ' , . ; que qu’elle , a-t-il dit selon Moscou 100.000 soldats déployés 18 janvier 2022 depuis 0000
Une responsable «Oui», souligné 31 février M. U.S."""
WORDS = st.sampled_from([*DISPATCH.split(), *BROKEN])


def spans(reading: Reading):
    yield from (quotation.span for quotation in reading.quotations)
    yield from (temporal.span for temporal in reading.temporals)
    for draft in reading.drafts:
        yield from (*draft.evidence, *draft.quotes)
        if draft.when_text:
            yield draft.when_text


@given(st.lists(WORDS, max_size=80).map(" ".join), st.sampled_from(["fr", "en", None]))
def test_every_offset_quotes_the_text(text, language):
    reading = read(text, published="2022-01-18", language=language)

    assert [span for span in spans(reading) if text[span.start : span.end] != span.text or not span.text] == []


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    reading = read(text, published="2022-01")

    assert all(text[span.start : span.end] == span.text for span in spans(reading))


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_reading_twice_says_the_same(text):
    assert read(text, published="2022-01-18") == read(text, published="2022-01-18")


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n \n",
        "a" * 1_000_000,
        "«" * 100_000,
        "« a » " * 20_000,
        "\ud800\udfff Blinken",
        "\u202eBlinken\u202c rencontrera Lavrov vendredi\u200b.",
        " date 2022-13 Titre Le texte.",
        "." * 200_000,
        "Le " * 100_000,
        "18 janvier " * 20_000,
    ],
    ids=["empty", "blank", "word", "marks", "quotes", "surrogates", "bidi", "bad-header", "dots", "articles", "dates"],
)
def test_hostile_text_is_read_in_seconds(text):
    started = time.process_time()

    read(text, published="2022-01-18")

    assert time.process_time() - started < 15


@pytest.mark.slow
def test_eight_times_the_text_costs_about_eight_times_as_much(seed_text):
    body = seed_text[90:]

    def cost(times: int) -> float:
        started = time.process_time()
        read(body * times, published="2022-01-18")
        return (time.process_time() - started) / times

    cost(1)
    few, many = min(cost(8) for _ in range(3)), min(cost(64) for _ in range(2))

    assert many < 2.5 * few


@pytest.mark.parametrize("published", ["2022-13", "2022-02-30", "hier", "", "10000-01-01", "0000-01-01"])
def test_a_wrong_publication_date_is_refused(published):
    if not published:
        assert read("Texte.", published=None).published is None
        return
    with pytest.raises(ValueError, match="is not"):
        read("Texte.", published=published)


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="neither fr nor en"):
        read("Texte.", language="de")
