"""Markdown: the selection as a chronology to read, cut and paste. The oldest come first, whatever order is asked for.

An event stands under the month of its first possible day, and says itself how exactly its date is known; those whose
date nobody knows come last, under a heading of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from crisis.articles.dates import day_in_words, edtf_in_words, month_in_words
from crisis.events.vocabulary import Kind, Role, Stance, Status
from crisis.public.record import Cited, Passage, Record, Support
from crisis.public.recording import records_of
from crisis.public.selection import Selection
from crisis.public.site import Site
from crisis.public.wording import badge_of, status_beside, strength_in_words

from .markdown_escaping import bare, link, one_line, quoted


def write_markdown(selection: Selection, site: Site) -> Iterator[str]:
    """CommonMark, in the site's language."""
    yield _header(selection, site)
    month: date | None = None
    undated = False
    for record in records_of(selection, newest=False, undated_last=True, texts=True):
        day = record.starts_on or record.ends_on
        if day is None:
            if not undated:
                yield f"\n## {one_line(capfirst(_('date not known')))}\n"
            undated = True
        elif month is None or (day.year, day.month) != (month.year, month.month):
            if month is None or day.year != month.year:
                yield f"\n## {day.year}\n"
            yield f"\n### {one_line(capfirst(month_in_words(day)))}\n"
            month = day
        yield "\n" + entry(record, site)


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


def entry(record: Record, site: Site) -> str:
    """One event: its title, what is known of it, its exact words with their sources, its permalink."""
    blocks = [f"#### {one_line(record.title.in_(site.language))}", " · ".join(map(one_line, _facts(record, site)))]
    if summary := record.summary.in_(site.language):
        blocks.append(one_line(summary))
    passages = [(support.passage, _stance(support)) for support in record.support if support.passage]
    for (_article, stance), together in groupby(passages, key=lambda told: (told[0].article, told[1])):
        blocks.append(_quotation([passage for passage, _same in together], stance))
    if cited := [f"- {_cited(support.cited)}{_stance(support)}" for support in record.support if support.cited]:
        blocks.append("\n".join(cited))
    blocks.append(f"<{bare(site.permalink(record.uid))}>")
    return "\n\n".join(blocks) + "\n"


def _facts(record: Record, site: Site) -> Iterator[str]:
    """Date, kind, status where it did not simply occur, place, strength, and what a reader must know of the review."""
    is_a_day = record.precision == "day" and record.starts_on
    yield day_in_words(record.starts_on) if is_a_day and record.starts_on else edtf_in_words(record.when)
    yield str(Kind(record.kind).label)
    if record.status != Status.OCCURRED:
        yield status_beside(record.kind, record.status)
    if record.place:
        yield record.place.name.in_(site.language)
    if strength := _strength(record, site):
        yield strength
    if badge := badge_of(record):
        yield badge
    if record.corrected_at:
        yield _("corrected on %(day)s") % {"day": day_in_words(record.corrected_at.date())}


def _strength(record: Record, site: Site) -> str:
    """Never without whose figure it is, where the source says."""
    strength = strength_in_words(*record.strength)
    claimed_by = [who.name.in_(site.language) for who in record.actors if who.role == Role.CLAIMED_BY]
    if not (strength and claimed_by):
        return strength
    return f"{strength} ({Role.CLAIMED_BY.label} {', '.join(claimed_by)})"


def _quotation(passages: list[Passage], stance: str) -> str:
    """Words of one article, and once where they stand."""
    words = "\n\n".join(quoted(passage.words) for passage in passages)
    return f"{words}\n>\n> — {_published(passages[0])}{stance}"


def _published(passage: Passage) -> str:
    source = f"{one_line(passage.publishers)}, {link(passage.title, passage.text_url)}"
    return f"{source}, {one_line(edtf_in_words(passage.published))}" if passage.published else source


def _cited(cited: Cited) -> str:
    return f"{one_line(cited.publisher)}, {link(cited.title, cited.url)}"


def _stance(support: Support) -> str:
    """Said where the source does more, or less, than report."""
    return "" if support.stance == Stance.REPORTS else f" ({one_line(str(Stance(support.stance).label))})"
