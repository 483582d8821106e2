"""What is hard to write: an example of each kind of event, with hostile words, as the tests of the exports want it."""

from __future__ import annotations

from itertools import count

from django.test import Client

from crisis.articles.writing import quote
from crisis.events.models import Meeting, Statement, TroopMovement
from crisis.events.vocabulary import Kind, Role, Status
from crisis.events.writing import Part
from tests.making import make_actor, make_article, make_event, make_place, make_reference, make_topic

HOSTILE = (
    "=HYPERLINK(\"https://evil.example\";'x')",
    "@SUM(1)\t| a || b \\| c",
    '« Guillemets », "quotes", ’apostrophes\'',
    "</script><script>alert(1)</script>",
    "# Titre ![image](https://evil.example/x.png) [lien](javascript:alert(1))",
    "`code` ``` *gras* _souligné_ ~~barré~~ <b>html</b> &amp; $x$",
    "1. liste https://evil.example www.evil.example moi@evil.example :smile:",
    "Сергей Лавров 🕊️ 𝄞 \u202egauche",
    "- tiret\u2028séparateur",
    "'déjà gardé",
)
"""Titles that another format would read as its own."""
WORDS = '« Il a dit : "non" | *jamais* »,\r\n=1+1 </script> 𝄞 `oui`\n\n---\nfin.'
LINES = f"Titre\n\nAvant 🕊️ cela. {WORDS} Après cela, rien."


_number = count(1)


def body(client: Client, path: str) -> str:
    """What is downloaded, as text."""
    answer = client.get(path)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def make_statement(**fields: object) -> Statement:
    """With hostile words in an article with an address, a reference, an actor, a topic and a place with a point."""
    text = f"{LINES} ({next(_number)})"
    article = make_article(text, title="Une [dépêche] | *vraie*", url="https://example.org/a?b=(1)")
    start = text.index(WORDS)
    excerpt = quote(article, start=start, end=start + len(WORDS))
    event = make_event(
        Kind.STATEMENT,
        support=(excerpt, make_reference("Un communiqué")),
        parts=(
            Part(role=Role.SPEAKER, actor=make_actor("lavrov", name_fr="Sergueï Lavrov", name_en="Sergey Lavrov")),
            Part(role=Role.INVOLVED, description="un | garde"),
        ),
        topics=(make_topic(),),
        quotes=(excerpt,),
        **{
            "title_fr": "Une déclaration",
            "title_en": "A statement",
            "place": make_place(latitude="46.2044", longitude="6.1432"),
            "published": True,
            **fields,
        },
    )
    assert isinstance(event, Statement)
    return event


def make_movement(**fields: object) -> TroopMovement:
    event = make_event(Kind.TROOP_MOVEMENT, published=True, **fields)
    assert isinstance(event, TroopMovement)
    return event


DATES = (
    "2022-01-18",
    "2022-01",
    "2022",
    "2022-01-19/2022-01-21",
    "../2022-01-18",
    "2022-01~",
    "[2022-01-07,2022-01-14]",
    "",
)
"""Every way in which a date may be known, or not."""


def make_dates() -> dict[str, Meeting | TroopMovement | Statement]:
    return {when: make_event(when=when, status=Status.SCHEDULED, published=True) for when in DATES}
