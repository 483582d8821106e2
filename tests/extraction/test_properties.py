"""What holds for any text at all: offsets quote, layers do not overlap, the same text reads the same, and what
comes after a paragraph does not change what was found in it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from crisis.extraction import DraftMode, read

PIECES = (
    "Joe Biden", "Le président russe", "Vladimir Poutine", "Sergueï Lavrov", "la Russie", "Moscou", "l'Otan",
    "à Genève", "à Kiev", "a rencontré", "rencontrera", "a déclaré", "a-t-il ajouté", "que", "selon", "« ",
    " »", "“", "”", '"', "lundi", "vendredi", "le 18 janvier", "la veille", "en 2014", "du 3 au 7 mars",
    "100.000 soldats", "massés à la frontière", "des manœuvres", "le ministre", "une source diplomatique",
    ",", ".", "!", " ", "\n", "\n\n", "\u00a0", "\u200b", "\u202e", "’", "(AFP)", "ne", "n'est pas prévue",
    "si", "pourrait", "Lire aussi :", "et", "puis", "avec", "é", "\ud800", "\u0000", "0" * 9,
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
paragraphs = st.lists(
    st.lists(st.sampled_from([piece for piece in PIECES if "\n" not in piece]), min_size=3, max_size=14).map(
        lambda words: "Le ministre a parlé. " + " ".join(words) + "."
    ),
    min_size=2,
    max_size=4,
)


def spans(reading):
    yield from (item.span for item in reading.quotations)
    yield from (item.span for item in reading.temporals)
    for draft in reading.drafts:
        yield from (*draft.evidence, *draft.quotes)
        yield from (span for span in (draft.trigger, draft.when_text) if span)


def overlapping(found):
    ordered = sorted((span.start, span.end) for span in found)
    return any(later[0] < earlier[1] for earlier, later in pairwise(ordered))


@given(texts)
def test_every_offset_quotes(text):
    for span in spans(read(text, published="2022-01-18", language="fr")):
        assert 0 <= span.start < span.end <= len(text)
        assert span.text == text[span.start : span.end]


@given(texts)
def test_dates_never_overlap_nor_do_direct_quotations(text):
    reading = read(text, published="2022-01-18", language="fr")

    assert not overlapping([item.span for item in reading.temporals])
    assert not overlapping([item.span for item in reading.quotations if item.mode is DraftMode.DIRECT])


@given(texts)
def test_the_same_text_reads_the_same(text):
    assert read(text, published="2022-01", language="fr") == read(text, published="2022-01", language="fr")


@given(paragraphs)
def test_a_paragraph_more_leaves_the_dates_before_as_they_were(blocks):
    """Dates look only back; quotations may be left open and who "la responsable" is may be told later."""
    title = "Ukraine : le point sur la situation\n\n"
    whole = read(title + "\n\n".join(blocks), published="2022-01-18", language="fr").temporals
    start = read(title + "\n\n".join(blocks[:-1]) + "\n\n", published="2022-01-18", language="fr").temporals

    assert whole[: len(start)] == start
