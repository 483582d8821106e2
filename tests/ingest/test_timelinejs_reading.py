"""From the JSON of a TimelineJS to what each slide says: nothing is added, and what is dropped is told."""

from __future__ import annotations

from pathlib import Path
from time import process_time
from typing import Any

import orjson
import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from crisis.articles.writing import CitedSource
from crisis.ingest.timelinejs.markup import Link, read_markup, web_address
from crisis.ingest.timelinejs.reading import (
    LONGEST_TEXT,
    MOST_BYTES,
    MOST_LINKS,
    MOST_SLIDES,
    Slide,
    Timeline,
    read_timeline,
)

EXAMPLE = Path(__file__).with_name("timelinejs.json")
"""In the shape of the example in TimelineJS's own documentation: numbers as text, empty text for nothing, an address
without a scheme, a picture by its path."""
LINK = "https://example.org/a"


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with override("en"):
        yield


def read(*slides: Any, **rest: Any) -> Timeline:
    return read_timeline(orjson.dumps({"events": [*slides], **rest}))


def linked(number: int) -> dict[str, Any]:
    """A slide with so many links."""
    return {"text": {"headline": "Talks", "text": " ".join(f"{LINK}{at}" for at in range(number))}}


def one(**fields: Any) -> Slide:
    """A slide that could come in, but for what the test says of it."""
    given = {"start_date": {"year": 2022}, "text": {"headline": "Talks", "text": f"See {LINK}"}, **fields}
    [slide] = read(given).slides
    return slide


def test_the_example_of_the_documentation_is_read_whole() -> None:
    timeline = read_timeline(EXAMPLE.read_bytes())

    first, second, third = timeline.slides
    assert timeline.name == "A crisis 2021 - 2022"
    assert timeline.notes == (
        "The title slide is left out: it tells of no event.",
        "The eras are left out: they tell of no event.",
    )
    assert [slide.faults for slide in timeline.slides] == [(), (), ()]
    assert [(slide.headline, slide.edtf) for slide in timeline.slides] == [
        ("They meet in Geneva", "2022-01-21"),
        ("Troops gather", "2021"),
        ("Talks", "2022-01-10/2022-01"),
    ]
    assert first.summary == "The two ministers met in Geneva on 21 January."
    assert first.sources == (
        CitedSource(publisher="news.example.org", title="The Example", url="https://news.example.org/geneva"),
        CitedSource(
            publisher="commons.example.org", title="Commons", url="https://commons.example.org/wiki/File%3AGeneva.JPG"
        ),
    )
    assert first.notes == ("The media “/static/img/examples/geneva.jpg” is left out: it is no web address.",)
    assert second.sources == (
        CitedSource(
            publisher="Example Television",
            title="Troops gather",
            url="https://videos.example.org/watch?v=fSrO91XO1Ck",
        ),
    )
    assert (second.group, second.name, second.notes) == ("Troop movements", "", ())
    assert third.sources == (
        CitedSource(publisher="news.example.org", title="Talks", url="https://news.example.org/talks"),
    )
    assert (third.name, third.when_text) == ("talks", "in January")
    assert third.notes == (
        "The time of day is left out: dates here are days.",
        "The background is left out.",
        "Its date is shown there as “in January”: see whether that is all it says.",
    )


@pytest.mark.parametrize(
    ("start", "end", "edtf"),
    [
        ({"year": 2022, "month": 1, "day": 8}, None, "2022-01-08"),
        ({"year": "2022", "month": "01"}, None, "2022-01"),
        ({"year": 2022.0, "month": None, "day": ""}, {}, "2022"),
        ({"year": 44}, None, "0044"),
        ({"year": 2022, "month": 1, "day": 8}, {"year": 2022, "month": 1, "day": 8}, "2022-01-08"),
        ({"year": 2022, "month": 1, "day": 8}, {"year": 2022, "month": 2}, "2022-01-08/2022-02"),
        ("2022-01-08", "", "2022-01-08"),  # TimelineJS reads ISO 8601 too
    ],
)
def test_a_date_keeps_exactly_the_parts_it_has(start: Any, end: Any, edtf: str) -> None:
    slide = one(start_date=start, end_date=end)

    assert (slide.edtf, slide.faults) == (edtf, ())


@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [
        ({"year": -44}, None, "The year -44 lies outside the years 1 to 9999."),
        ({"year": 13_000_000_000}, None, "The year 13000000000 lies outside the years 1 to 9999."),
        ({"year": "about 2022"}, None, "“about 2022” is no number: its date cannot be read (year)."),
        ({"year": True}, None, "“True” is no number: its date cannot be read (year)."),
        ({"year": [2022]}, None, "“[2022]” is no number: its date cannot be read (year)."),
        ({"month": 1}, None, "Its date has no year."),
        ({"year": 2022, "day": 3}, None, "Its date has a day and no month."),
        ({"year": 2022, "month": 13}, None, "“2022-13” is not a date this site can read."),
        ({"year": 2022, "month": 2, "day": 30}, None, "“2022-02-30” is not a date this site can read."),
        ({"year": 2022}, {"year": 2021}, "“2022/2021” ends before it starts."),
        (None, {"year": 2021}, "It has an end_date and no start_date."),
        ("Spring 2022", None, "“Spring 2022” is no date of TimelineJS."),
        (2022, None, "“2022” is no date of TimelineJS."),
    ],
)
def test_a_date_that_cannot_be_kept_honestly_is_refused(start: Any, end: Any, fault: str) -> None:
    [said] = one(start_date=start, end_date=end).faults

    assert said.startswith(fault)


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2022-01-21~", {"year": 2022, "month": 1, "day": 21}, None),
        ("../2022-01", {"year": 2022, "month": 1}, None),
        ("[2022-01-07,2022-01-14]", {"year": 2022, "month": 1, "day": 7}, {"year": 2022, "month": 1, "day": 14}),
    ],
)
def test_our_own_export_keeps_its_doubt_unless_somebody_moved_the_slide(when: str, start: Any, end: Any) -> None:
    ours = one(start_date=start, end_date=end, edtf=when, display_date="dans nos mots")
    moved = one(start_date={"year": 1999}, edtf=when)

    assert (ours.edtf, ours.when_text, moved.edtf) == (when, "", "1999")


def test_a_slide_without_a_date_has_none() -> None:
    [slide] = read(undated=[{"text": {"headline": "Talks", "text": LINK}}]).slides

    assert (slide.edtf, slide.faults, slide.notes) == ("", (), ("No start_date: its date is not known.",))


@pytest.mark.parametrize(
    ("slide", "fault"),
    [
        (7, "This is no slide, but something else."),
        ([], "This is no slide, but something else."),
        ({"start_date": {"year": 2022}, "text": {"headline": "", "text": LINK}}, "It has no headline."),
        ({"start_date": {"year": 2022}, "text": LINK}, "It has no headline."),
        (
            {"start_date": {"year": 2022}, "text": {"headline": "x" * 20_001, "text": LINK}},
            "It is too long: at most 20000 characters are read.",
        ),
    ],
)
def test_what_is_no_slide_or_says_nothing_is_refused_alone(slide: Any, fault: str) -> None:
    read_slide, other = read(slide, {"start_date": {"year": 2022}, "text": {"headline": "Talks", "text": LINK}}).slides

    assert (read_slide.faults[-1], other.faults) == (fault, ())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "json"),
        (b"{", "json"),
        (b'{"events": [NaN]}', "json"),
        (b'{"events": ["\\ud800"]}', "json"),
        (b"\xff\xfe{", "json"),
        (b"[" * 100_000 + b"]" * 100_000, "json"),
        (b"[]", "shape"),
        (b"null", "shape"),
        (b'{"events": {}}', "shape"),
        (b'{"timeline": {"date": []}}', "old"),
        (b'{"events": [' + b"1," * MOST_SLIDES + b"1]}", "too-many"),
        (b" " * (MOST_BYTES + 1), "too-big"),
        (orjson.dumps({"events": [linked(20) for _slide in range(MOST_LINKS // 20 + 1)]}), "too-many"),
    ],
)
def test_what_is_no_timeline_is_refused_with_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        read_timeline(data)

    assert refusal.value.code == code


ANYTHING = [None, True, 0, -1.5, 1e300, "", "x", "\x00", [], [[]], {}, {"a": 1}, [{"text": 1}], "<p", "<a href", 2**63]


@pytest.mark.parametrize("value", ANYTHING, ids=repr)
def test_any_value_may_be_of_any_type(value: Any) -> None:
    base = {"start_date": {"year": 2022}, "text": {"headline": "Talks", "text": LINK}, "media": {"url": LINK}}
    slides: list[Any] = [value]
    for name in (*base, "end_date", "group", "display_date", "unique_id", "background", "edtf", "status", "url"):
        slides.append({**base, name: value})
    for outer, inner in (("start_date", "month"), ("text", "text"), ("media", "caption"), ("media", "url")):
        slides.append({**base, outer: {**base[outer], inner: value}})

    timeline = read(*slides, title=value, eras=value, undated=value)

    assert len(timeline.slides) >= len(slides)
    assert not any("\x00" in repr(slide) for slide in timeline.slides)


def test_the_same_slide_has_the_same_key_and_its_own_name_counts_before_its_words() -> None:
    named, reworded = one(unique_id="a"), one(unique_id="a", text={"headline": "Other", "text": LINK})
    unnamed, changed = one(), one(start_date={"year": 2021})
    twins = read(*[{"unique_id": "a", "text": {"headline": str(n), "text": LINK}} for n in (1, 2)]).slides

    assert named.key == reworded.key
    assert unnamed.key == one().key != changed.key
    assert [twin.name for twin in twins] == ["", ""]
    assert twins[0].key != twins[1].key


@pytest.mark.parametrize(
    ("html", "words", "links"),
    [
        ("<p>One</p><p>Two<br>three &amp; four</p>", "One\nTwo\nthree & four", ()),
        ("<script>alert(1)</script>Words<style>p{}</style>", "Words", ()),
        (f'<a href="{LINK}">The <b>paper</b></a>, {LINK}', f"The paper, {LINK}", (Link(LINK, "The paper"),)),
        ('<a href="javascript:alert(1)">x</a> <a href="/path">y</a>', "x y", ()),
        (f'<a href="{LINK}">unclosed', "unclosed", (Link(LINK, "unclosed"),)),
        (f'<blockquote cite="{LINK}#:~:text=Words">Words</blockquote>', "Words", (Link(LINK, ""),)),
        (f"({LINK}).", f"({LINK}).", (Link(LINK, ""),)),
        ("a < b > c <", "a < b > c <", ()),
    ],
)
def test_html_becomes_words_and_links(html: str, words: str, links: tuple[Link, ...]) -> None:
    markup = read_markup(html)

    assert (markup.words, markup.links) == (words, links)


@pytest.mark.parametrize("piece", ["<p ", "<a href='", "<!--", "<![", "<![if x]>", "</p ", "<a b='>"])
def test_no_markup_stops_the_reading_or_takes_it_long(piece: str) -> None:
    started = process_time()

    words = read_markup(f"Avant {piece * (LONGEST_TEXT // len(piece))}").words

    assert (words[:5], process_time() - started < 2) == ("Avant", True)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("//example.org/a", "https://example.org/a"),
        ("ftp://example.org/a", ""),
        ("data:image/png;base64,AA", ""),
        ("img/a.jpg", ""),
        ("https://example.org/" + "a" * 1000, ""),
        ("https://[", ""),
    ],
)
def test_only_an_address_of_the_web_is_one(text: str, address: str) -> None:
    assert web_address(text) == address
