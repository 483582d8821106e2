"""Markdown: the selection as a chronology to read, cut and paste. The oldest come first, whatever order is asked for.

An event stands under the month of its first possible day, and says itself how exactly its date is known; those whose
date nobody knows come last, under a heading of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import quote

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from crisis.articles.dates import day_in_words, edtf_in_words, month_in_words
from crisis.events.vocabulary import Stance
from crisis.public.event.evidence import PublicEvidence, PublicPassage
from crisis.public.event.public_event import PublicEvent, public_events
from crisis.public.selection import Selection
from crisis.public.site import Site

from .prose import own_facts_of

# What opens or closes anything within a line: emphasis, code, links, HTML, entities, tables, formulas, addresses.
_WITHIN = re.compile(r"[\\`*_{}\[\]<>#|~&$@^]|:(?=[^\s\d])")
_ADDRESS = re.compile(r"\b(www)\.", re.IGNORECASE)
# What makes a line something else: a list, a rule, the underline of a heading.
_OPENING = re.compile(r"^([-+=])")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
_BREAKS = re.compile(r"\r\n|\r|\n")
_SAFE_IN_ADDRESS = ":/?#[]@!$&'*+,;=%~-._"


def one_line(text: str) -> str:
    """The text on one line, with nothing in it that Markdown would read."""
    return _escaped(" ".join(text.split()))


def quoted(text: str) -> str:
    """The text as a block quotation, its lines kept."""
    return "\n".join(f"> {_escaped(line.strip())}".rstrip() for line in _BREAKS.split(text))


def link(words: str, address: str) -> str:
    """A link; the words alone where the address is none of the web."""
    if not address.lower().startswith(("http://", "https://")):
        return one_line(words)
    return f"[{one_line(words)}]({bare(address)})"


def bare(address: str) -> str:
    """An address with nothing in it that would end a link before its end."""
    return quote(address, safe=_SAFE_IN_ADDRESS)


def _escaped(text: str) -> str:
    text = _WITHIN.sub(lambda found: f"\\{found[0]}", text)
    text = _ADDRESS.sub(r"\1\\.", text)
    text = _OPENING.sub(r"\\\1", text)
    return _NUMBERED.sub(r"\1\\\2", text)


def write_markdown(selection: Selection, site: Site) -> Iterator[str]:
    """CommonMark, in the site's language."""
    yield _header(selection, site)
    year, month = "", ""
    for event in public_events(selection, chronological=True, texts=True):
        day = event.starts_on or event.ends_on
        of_year, of_month = (str(day.year), month_in_words(day)) if day else (capfirst(_("date not known")), "")
        if of_year != year:
            yield f"\n## {one_line(of_year)}\n"
        if of_month and of_month != month:
            yield f"\n### {one_line(capfirst(of_month))}\n"
        year, month = of_year, of_month
        yield "\n" + entry(event, site)


def _header(selection: Selection, site: Site) -> str:
    """What is selected, from where, when, in which order."""
    address = site.timeline(selection)
    told = _("Taken from %(address)s on %(today)s, oldest first, by the first day that is possible.") % {
        "address": f"<{bare(address)}>",
        "today": day_in_words(timezone.now().date()),
    }
    note = _(
        "Nothing here is asserted; everything is reported. Each event shows who published it, in which words, and how "
        "sure its date is."
    )
    return (
        f"# {one_line(_('The Ukraine crisis, from the source'))}\n\n"
        f"{one_line(selection.sentence(selection.events().count()))}\n\n{told}\n\n{one_line(note)}\n"
    )


def entry(event: PublicEvent, site: Site) -> str:
    """One event: its title, what is known of it, its exact words with their sources, its permalink."""
    blocks = [f"#### {one_line(event.title.in_(site.language))}", " · ".join(map(one_line, _facts(event, site)))]
    if summary := event.summary.in_(site.language):
        blocks.append(one_line(summary))
    passages = [(support.passage, _stance(support)) for support in event.evidence if support.passage]
    for (_article, stance), together in groupby(passages, key=lambda told: (told[0].article, told[1])):
        blocks.append(_quotation([passage for passage, _same in together], stance))
    cited = [(support.cited, _stance(support)) for support in event.evidence if support.cited]
    if cited:
        lines = (f"- {one_line(it.publisher)}, {link(it.title, it.url)}{stance}" for it, stance in cited)
        blocks.append("\n".join(lines))
    blocks.append(f"<{bare(site.permalink(event.uid))}>")
    return "\n\n".join(blocks) + "\n"


def _facts(event: PublicEvent, site: Site) -> Iterator[str]:
    """Date, kind, status where it did not simply occur, place, what only its kind tells, who has looked at it."""
    yield event.date
    yield event.kind_label
    if not event.has_occurred:
        yield event.status_beside_kind
    if event.place:
        yield event.place.name.in_(site.language)
    yield from own_facts_of(event, site)
    if event.badge:
        yield event.badge
    if event.corrected_at:
        yield _("corrected on %(day)s") % {"day": event.corrected_on}


def _quotation(passages: list[PublicPassage], stance: str) -> str:
    """Words of one article, and once where they stand."""
    words = "\n\n".join(quoted(passage.words) for passage in passages)
    return f"{words}\n>\n> — {_published(passages[0])}{stance}"


def _published(passage: PublicPassage) -> str:
    source = f"{one_line(passage.publishers)}, {link(passage.title, passage.text_url)}"
    return f"{source}, {one_line(edtf_in_words(passage.published))}" if passage.published else source


def _stance(support: PublicEvidence) -> str:
    """Said where the source does more, or less, than report."""
    return "" if support.stance == Stance.REPORTS else f" ({one_line(str(Stance(support.stance).label))})"
