"""A card to draw, and what was drawn."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from crisis.sharing.cards.content import CardQuotation, EventCard

WORDS = "Les ministres se sont vus mardi à Genève."


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def make_card(**fields: object) -> EventCard:
    given = {
        "house": "La crise, <em>à la source</em>",
        "kind": "meeting",
        "kind_label": "Rencontre",
        "status": "occurred",
        "status_label": "",
        "date": "18 janvier 2022",
        "place": "Genève",
        "title": "Rencontre à Genève",
        "summary": "",
        "quoted": CardQuotation(words=WORDS, opening="«\u00a0", closing="\u00a0»", source="Agence, 18 janvier 2022"),
        "reported_by": "",
        "badge": "",
        "address": "example.org/e/abc",
        **fields,
    }
    return EventCard(**given)  # type: ignore[arg-type]
