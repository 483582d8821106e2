"""The chronology in Markdown, read by a CommonMark parser with GitHub's tables and strikethrough."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest
import time_machine
from django.test import Client
from markdown_it import MarkdownIt
from markdown_it.token import Token

from crisis.events.models import Evidence
from crisis.events.vocabulary import Kind, Role, Stance, Status
from crisis.events.writing import Part
from crisis.sharing.exports.markdown import link, one_line, quoted
from tests.making import make_article, make_correction, make_event, make_excerpt, make_place, quote_words
from tests.sharing.exporting import HOSTILE, WORDS, body, make_dates, make_movement, make_statement

pytestmark = pytest.mark.django_db

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OWN = {"h1", "h2", "h3", "h4", "p", "blockquote", "ul", "li", "a"}
"""The elements that the export itself makes."""


def chronology(client: Client, query: str = "") -> list[Token]:
    return MARKDOWN.parse(body(client, f"/export/events.md{query}"))


def headings(tokens: list[Token]) -> list[tuple[str, str]]:
    return [(token.tag, text_of(following)) for token, following in pairwise(tokens) if token.type == "heading_open"]


def text_of(inline: Token) -> str:
    """What a reader sees of it."""
    kept = [" " if child.type == "softbreak" else child.content for child in inline.children or []]
    return "".join(kept)


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def elements(markdown: str) -> set[str]:
    return set(re.findall(r"<(\w+)", MARKDOWN.render(markdown)))


@time_machine.travel("2026-11-26 12:00Z", tick=False)
@pytest.mark.parametrize(
    ("lang", "written"),
    [
        (
            "en",
            """# The Ukraine crisis, from the source

1 meeting, January 2022

Taken from <http://testserver/en/?kind=meeting&from=2022-01&to=2022-01> on 26 November 2026, oldest first, by the \
first day that is possible.

Nothing here is asserted; everything is reported. Each event shows who published it, in which words, and how sure its \
date is.

## 2022

### January 2022

#### A meeting

18 January 2022 · meeting · scheduled · Geneva · not yet reviewed

> Les ministres se sont vus mardi à Genève.
>
> — Agence d'essai, [Titre d'essai](https://example.org/1#:~:text=Les%20ministres%20se%20sont%20vus%20mardi%20%C3%A0%20\
Gen%C3%A8ve.), 18 January 2022

<http://testserver/e/UID/>
""",
        ),
    ],
)
def test_a_chronology_in_full(client: Client, lang: str, written: str) -> None:
    excerpt = make_excerpt(make_article(url="https://example.org/1"))
    event = make_event(
        title_en="A meeting", support=(excerpt,), status=Status.SCHEDULED, place=make_place(), published=True
    )
    make_event(Kind.STATEMENT, published=True)

    found = body(client, f"/export/events.md?kind=meeting&from=2022-01&to=2022-01&lang={lang}")

    assert found.replace(event.uid, "UID") == written


def test_the_oldest_come_first_under_their_months_and_the_undated_last(client: Client) -> None:
    for title, when in (("d", "2022-02-03"), ("x", ""), ("a", "2021-12"), ("c", "2022-01-18"), ("b", "../2022-01-02")):
        make_event(title_fr=title, when=when, published=True)
    make_event(title_fr="brouillon", when="2022-01-03")

    found = headings(chronology(client, "?sort=newest"))

    assert found[1:] == [
        ("h2", "2021"),
        ("h3", "Décembre 2021"),
        ("h4", "a"),
        ("h2", "2022"),
        ("h3", "Janvier 2022"),
        ("h4", "b"),
        ("h4", "c"),
        ("h3", "Février 2022"),
        ("h4", "d"),
        ("h2", "Date inconnue"),
        ("h4", "x"),
    ]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_read_as_text_and_nothing_else(client: Client, title: str) -> None:
    make_event(title_fr=title, published=True)

    tokens = chronology(client)

    assert headings(tokens)[-1] == ("h4", " ".join(title.split()))
    assert elements(body(client, "/export/events.md")) <= OWN
    assert re.findall(r'(?:href|src)="([^"]*)"', MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})) == [
        "http://testserver/fr/",
        "https://example.org/",
        f"http://testserver/e/{_uid(client)}/",
    ]


def _uid(client: Client) -> str:
    [uid] = re.findall(r"<http://testserver/e/(\w+)/>", body(client, "/export/events.md"))
    return str(uid)


@pytest.mark.parametrize("text", [*HOSTILE, WORDS, "1) un", "+ un", "= un", "    code", "\t- un", "a\n===", "a\n---"])
def test_words_are_quoted_as_they_are_line_by_line(text: str) -> None:
    html = MARKDOWN.render(quoted(text))

    assert plain(html) == " ".join(text.split())
    assert set(re.findall(r"<(\w+)", html)) == {"blockquote", "p"}


@pytest.mark.parametrize(
    "text",
    ["https://evil.example", "voir www.evil.example", "WWW.evil.example", "moi@evil.example", "ftp://evil.example"],
)
def test_an_address_in_a_text_is_no_link_even_where_addresses_are(text: str) -> None:
    linkified = MarkdownIt("commonmark").render(one_line(text))

    assert re.search(r"\w(://|@)\w|www\.", one_line(text), re.IGNORECASE) is None
    assert plain(linkified) == text


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a_(b)?c=<d>&e=f#g", "[T](https://example.org/a_%28b%29?c=%3Cd%3E&e=f#g)"),
        ("https://example.org/a b\n)[x](y)", "[T](https://example.org/a%20b%0A%29[x]%28y%29)"),
        ("javascript:alert(1)", "T"),
        ("", "T"),
    ],
)
def test_a_link_leads_to_the_web_or_nowhere(address: str, written: str) -> None:
    assert link("T", address) == written


def test_exact_words_stand_with_publisher_title_day_and_what_they_do(client: Client) -> None:
    event = make_statement()
    Evidence.objects.filter(event=event, excerpt__isnull=False).update(stance=Stance.DENIES)

    html = MARKDOWN.render(body(client, "/export/events.md"))

    [quotation] = re.findall(r"<blockquote>(.*?)</blockquote>", html, re.DOTALL)
    assert plain(quotation) == (
        f"{' '.join(WORDS.split())} — Agence d'essai, Une [dépêche] | *vraie*, 18 janvier 2022 (dément)"
    )
    assert re.findall(r'<a href="(.*?)#', quotation) == ["https://example.org/a?b=%281%29"]
    assert [plain(item) for item in re.findall(r"<li>(.*?)</li>", html, re.DOTALL)] == [
        "Journal d'essai, Un communiqué"
    ]


def test_passages_of_one_article_stand_apart_and_their_source_once(client: Client) -> None:
    article = make_article("Un. Deux. Trois.", title="Dépêche")
    other = make_article("Quatre.", title="Autre")
    support = (quote_words(article, "Un."), quote_words(article, "Deux."), quote_words(other, "Quatre."))
    make_event(support=support, published=True)

    quoted = [line for line in body(client, "/export/events.md").splitlines() if line.startswith(">")]

    assert quoted == [
        "> Un.",
        "> Deux.",
        ">",
        "> — Agence d'essai, Dépêche, 18 janvier 2022",
        "> Quatre.",
        ">",
        "> — Agence d'essai, Autre, 18 janvier 2022",
    ]
    assert len(re.findall("<blockquote>", MARKDOWN.render(body(client, "/export/events.md")))) == 3


def test_every_date_is_in_words_no_more_exact_than_its_source(client: Client) -> None:
    make_dates()

    facts = re.findall(r"^(.*?) · meeting · scheduled", body(client, "/export/events.md?lang=en"), re.MULTILINE)

    assert sorted(facts) == sorted(
        [
            "18 January 2022",
            "January 2022",
            "2022",
            "between 19 and 21 January 2022",
            "by 18 January 2022 at the latest",
            "around January 2022",
            "one of these days: 7 or 14 January 2022",
            "date not known",
        ]
    )


def test_a_claimed_strength_and_a_correction_are_told(client: Client) -> None:
    make_movement(strength_min=8500, strength_max=8500)
    claimants = [Part(role=Role.CLAIMED_BY, description=words) for words in ("le Pentagone", "*Kiev*")]
    make_movement(strength_min=100, parts=tuple(claimants), when="2022-01-17")
    make_correction(make_event(published=True))

    found = body(client, "/export/events.md?lang=en")

    assert re.findall(r"troop movement · (.*?) · not yet", found) == [
        r"at least 100 soldiers (according to le Pentagone, \*Kiev\*)",
        "8,500 soldiers",
    ]
    assert len(re.findall(r"meeting · .*corrected on \d+ \w+ \d{4}$", found, re.MULTILINE)) == 1
