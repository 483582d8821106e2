"""A card's content onto its sheet, as PNG: an event with its words, a selection with its density."""

from __future__ import annotations

from .content import Card, CardQuotation, EventCard, SelectionCard
from .sheet import ACCENT, INK, INNER, MARGIN, MARK, RULE, SOFT, WARN, WARN_PAPER, WIDTH, CardSheet, kind_colours, px
from .typesetting import Lines, balanced, cut_to, face, set_in

TOP, BOTTOM = px(118), px(540)
"""Between masthead and foot."""
TITLES = tuple(px(size) for size in (68, 62, 56, 50, 45, 41))
TITLE_LINES = 3
QUOTES = tuple(px(size) for size in (46, 42, 38, 35, 32, 29, 27))
PLEASANT, READABLE = px(40), px(29)
"""Sizes of a quotation: what is aimed at, and what a longer one is cut at."""
MOST_BESIDE = 0.74
"""Of the title's size: the words stand second to it."""
SPACIOUS = 1.36
"""From line to line, in sizes: words that are marked need room between the lines."""
LONGEST = 2000
"""Characters of a quotation that are set at all: no card holds half of them."""
GAP = px(30)
SOURCE = px(46)
"""What the line below a quotation takes."""


def drawn(card: Card) -> bytes:
    sheet = CardSheet()
    if isinstance(card, EventCard):
        _draw_event(sheet, card)
    else:
        _draw_selection(sheet, card)
    return sheet.png()


def _draw_event(sheet: CardSheet, card: EventCard) -> None:
    colour = kind_colours()[card.kind]
    sheet.pen.rectangle((0, 0, px(16), px(630)), colour)
    sheet.masthead(card.house)
    _kind(sheet, card, colour)
    dated = ", ".join(filter(None, [card.date, card.place]))
    top = sheet.lines(px(MARGIN), TOP, _in_sans(dated, 27), SOFT) + px(10)
    if card.quoted:
        title, quote = _title_and_quote(card.title, card.quoted, BOTTOM - top)
        end = sheet.lines(px(MARGIN), top, title)
        # what is free stands above the words more than below them
        free = BOTTOM - end - quote.height - SOURCE
        y = end + min(free, GAP + (free - GAP) // 2)
        y = sheet.marked_lines(px(MARGIN), y, quote, MARK)
        sheet.lines(px(MARGIN), y + px(12), _in_sans(f"— {card.quoted.source}", 24), SOFT)
    else:
        _title_alone(sheet, card, top)
    sheet.foot(card.address, colour)
    if card.badge:
        _badge(sheet, card.badge)


def _kind(sheet: CardSheet, card: EventCard, colour: str) -> None:
    """At the right of the masthead: the sign, the kind, and what became of it where that is not plain."""
    words = f"{card.kind_label} · {card.status_label}" if card.status_label else card.kind_label
    right, baseline = px(WIDTH - MARGIN), px(66)
    width = sheet.text(right, baseline, words, "sans-bold", px(25), colour, anchor="rs")
    sheet.sign(right - width - px(24), baseline - px(9), px(10), card.status, colour)


def _title_and_quote(title: str, quoted: CardQuotation, room: int) -> tuple[Lines, Lines]:
    """The largest sizes at which both stand there whole; else the quotation is cut, at a size that can be read."""
    words = quoted.opening + quoted.words[:LONGEST]
    sizes = [balanced(title, "semibold", size, INNER) for size in TITLES]
    heads = [head for head in sizes if len(head.lines) <= TITLE_LINES] or [cut_to(sizes[-1], TITLE_LINES + 1, INNER)]
    bodies = [_words_set(words, size, quoted.closing) for size in QUOTES]
    whole = [
        (head, body)
        for head in heads
        for body in bodies
        if body.size <= head.size * MOST_BESIDE and head.height + GAP + body.height + SOURCE <= room
    ]
    if whole:
        head, body = max(whole, key=lambda pair: (min(pair[0].size / TITLES[0], pair[1].size / PLEASANT), pair[1].size))
        return head, balanced(words + quoted.closing, body.cut, body.size, INNER, leading=SPACIOUS)
    head = next((head for head in heads[2:] if len(head.lines) <= 2), cut_to(sizes[-1], TITLE_LINES, INNER))
    body = _words_set(words, READABLE, quoted.closing)
    most = max((room - head.height - GAP - SOURCE) // body.leading, 1)
    return head, cut_to(body, most, INNER, closing=quoted.closing)


def _words_set(words: str, size: int, closing: str) -> Lines:
    return set_in(words, "serif", size, INNER, leading=SPACIOUS, closing=closing)


def _largest(title: str, sizes: tuple[int, ...]) -> Lines:
    """At the first of the sizes at which it has few lines; else cut, at the last."""
    set_at = (balanced(title, "semibold", size, INNER) for size in sizes)
    smallest = cut_to(balanced(title, "semibold", sizes[-1], INNER), TITLE_LINES + 1, INNER)
    return next((lines for lines in set_at if len(lines.lines) <= TITLE_LINES), smallest)


def _in_sans(words: str, size: float, *, most: int = 1) -> Lines:
    return cut_to(set_in(words, "sans", px(size), INNER), most, INNER)


def _title_alone(sheet: CardSheet, card: EventCard, top: int) -> None:
    """An event known from references only: its title large, and who reports it."""
    y = sheet.lines(px(MARGIN), top, _largest(card.title, (px(84), px(76), *TITLES))) + px(22)
    reported = _in_sans(card.reported_by, 27, most=2)
    if card.summary:
        most = (BOTTOM - y - reported.height - px(24)) // round(px(31) * SPACIOUS)
        summary = balanced(card.summary[:LONGEST], "serif", px(31), INNER, leading=SPACIOUS)
        if most > 0:
            sheet.lines(px(MARGIN), y, cut_to(summary, most, INNER), SOFT)
    sheet.lines(px(MARGIN), BOTTOM - reported.height, reported, INK)


def _badge(sheet: CardSheet, words: str) -> None:
    size, right, middle = px(20), px(WIDTH - MARGIN), px(590)
    width = face("sans", size).getlength(words)
    box = (right - width - px(28), middle - px(18), right, middle + px(18))
    sheet.pen.rounded_rectangle(box, px(18), WARN_PAPER)
    sheet.text(right - width / 2 - px(14), middle, words, "sans", size, WARN, anchor="mm")


def _draw_selection(sheet: CardSheet, card: SelectionCard) -> None:
    sheet.pen.rectangle((0, 0, px(16), px(630)), ACCENT)
    sheet.masthead(card.house)
    y = sheet.lines(px(MARGIN), TOP, _largest(card.sentence, TITLES))
    y = sheet.lines(px(MARGIN), y + px(6), _in_sans(card.note, 27), SOFT)
    if card.bars:
        _strip(sheet, card, y + px(26), px(500))
    sheet.foot(card.address, ACCENT)
    _legend(sheet, card)


def _strip(sheet: CardSheet, card: SelectionCard, top: int, bottom: int) -> None:
    """How many there are when: bars of the kinds' colours, one on the other, between two days."""
    totals = [sum(number for at, _kind, number in card.bars if at == place) for place in range(card.width)]
    unit, step = (bottom - top) / max(totals), INNER / card.width
    breadth = min(max(step * 0.82, px(1.5)), px(36))
    floor = dict.fromkeys(range(card.width), float(bottom))
    for kind, colour in kind_colours().items():
        for at, its_kind, number in card.bars:
            if its_kind != kind:
                continue
            height = max(number * unit, px(3))  # what there is must be seen
            left = px(MARGIN) + (at + 0.5) * step - breadth / 2
            box = (left, max(floor[at] - height, top - px(6)), left + breadth, floor[at])
            sheet.pen.rectangle(box, colour)
            floor[at] = box[1]
    sheet.pen.rectangle((px(MARGIN), bottom + px(2), px(WIDTH - MARGIN), bottom + px(3.5)), RULE)
    if card.width == 1:
        sheet.text(px(WIDTH) / 2, bottom + px(34), card.first, "sans", px(22), SOFT, anchor="ms")
        return
    sheet.text(px(MARGIN), bottom + px(34), card.first, "sans", px(22), SOFT)
    sheet.text(px(WIDTH - MARGIN), bottom + px(34), card.last, "sans", px(22), SOFT, anchor="rs")


def _legend(sheet: CardSheet, card: SelectionCard) -> None:
    """From the right, below the rule."""
    x = float(px(WIDTH - MARGIN))
    for kind, label in reversed(card.legend):
        x -= sheet.text(x, px(597), label, "sans", px(22), SOFT, anchor="rs") + px(18)
        sheet.sign(x, px(597 - 8), px(8), "occurred", kind_colours()[kind])
        x -= px(30)
