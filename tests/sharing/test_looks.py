"""A newsroom may choose how an embed looks; whatever it chooses can be read."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from crisis.events.kinds import KINDS
from crisis.sharing.embedding.looks import LEAST_CONTRAST, PAPERS, Look, contrast, ink_on, readable


def test_a_look_is_written_as_it_is_read() -> None:
    look = Look.parse(QueryDict("theme=dark&accent=%238A1C2B&font=sans&limit=7&colour=red"))

    assert look == Look(theme="dark", accent="8a1c2b", font="sans", limit=7)
    assert look.pairs() == [("theme", "dark"), ("accent", "8a1c2b"), ("font", "sans"), ("limit", "7")]
    assert Look.parse(QueryDict("theme=neon&accent=red&font=comic&limit=many")).pairs() == []


@pytest.mark.parametrize("accent", ["ffffff", "000000", "ffff00", "8a1c2b", "777777", "00ff00", "0000ff"])
def test_any_accent_can_be_read(accent: str) -> None:
    assert contrast(ink_on(accent), accent) >= LEAST_CONTRAST
    assert {name: contrast(readable(accent, paper), paper) >= LEAST_CONTRAST for name, paper in PAPERS.items()} == {
        "light": True,
        "dark": True,
    }


def test_contrast_is_reckoned_as_the_guideline_does() -> None:
    assert [round(contrast("ffffff", "000000"), 2), round(contrast("777777", "ffffff"), 2)] == [21.0, 4.48]
    assert readable("1d4f91", "ffffff") == "1d4f91"


def test_the_stylesheets_stand_on_the_paper_that_contrast_is_reckoned_on(root: Any) -> None:
    papers = {
        name: re.findall(r"--paper: #(\w+);", (root / "static" / "css" / f"{sheet}.css").read_text())
        for name, sheet in (("light", "embed"), ("dark", "embed-dark"))
    }

    assert papers == {name: [paper] for name, paper in PAPERS.items()}


@pytest.mark.parametrize(
    ("query", "rules"),
    [
        ("accent=8a1c2b&theme=light", ":root { --accent: #8a1c2b; --on-accent: #ffffff; --link: #8a1c2b; }\n"),
        ("accent=ffff00&theme=dark", ":root { --accent: #ffff00; --on-accent: #000000; --link: #ffff00; }\n"),
        ("accent=8a1c2b;}body{display:none", ""),
        ("accent=%00", ""),
        ("", ""),
    ],
)
def test_the_accent_has_a_stylesheet_of_its_own(client: Client, query: str, rules: str) -> None:
    answer = client.get(f"/embed/theme.css?{query}")

    assert (answer.content.decode(), answer.headers["Content-Type"]) == (rules, "text/css; charset=utf-8")


@pytest.mark.django_db
def test_a_theme_brings_its_sheets(client: Client) -> None:
    sheets = {
        query: re.findall(
            r'rel="stylesheet" href="(.*?)"(?: media="(.*?)")?', client.get(f"/embed/?{query}").content.decode()
        )
        for query in ("", "theme=light", "theme=dark", "accent=8a1c2b")
    }

    light, dark = [("/kinds.css", ""), ("/static/css/embed.css", "")], "/static/css/embed-dark.css"
    at_night = "(prefers-color-scheme: dark)"
    assert sheets == {
        "": [*light, (dark, at_night)],
        "theme=light": light,
        "theme=dark": [*light, (dark, "")],
        "accent=8a1c2b": [*light, (dark, at_night), ("/embed/theme.css?accent=8a1c2b&amp;theme=auto", "")],
    }


def test_every_kind_has_its_colours_by_day_and_by_night(client: Client) -> None:
    rules = client.get("/kinds.css").content.decode()

    for kind in KINDS:
        assert re.findall(rf"--{kind.code}: (#[0-9a-f]{{6}});", rules) == [
            kind.colour,
            kind.colour_dark,
            kind.colour_dark,
        ]
        assert f".{kind.code} {{ --kind: var(--{kind.code}); }}" in rules
        assert contrast(kind.colour[1:], PAPERS["light"]) >= LEAST_CONTRAST
        assert contrast(kind.colour_dark[1:], PAPERS["dark"]) >= LEAST_CONTRAST
