"""The columns of a flat file, one row an event: names, what stands in them, and how it is read from an event.

A name may be added at the end; none is renamed, moved or taken away. The page “using the data” lists them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crisis.events.kinds import KINDS
from crisis.events.kinds.facts import Column
from crisis.events.vocabulary import Kind
from crisis.public.event import PublicEvent, PublicName, PublicPlace
from crisis.public.evidence import PublicEvidence, PublicPassage
from crisis.public.site import Site

Cell = str | int | float | bool | date | datetime | None | list[str]
"""`None` is what nobody knows; a list keeps its order."""


@dataclass(frozen=True, slots=True)
class FlatColumn:
    name: str
    description: str | Promise
    read: Callable[[PublicEvent, Site], Cell]


def _place(
    of: Callable[[PublicEvent], PublicPlace | None], read: Callable[[PublicPlace], Cell]
) -> Callable[[PublicEvent, Site], Cell]:
    def cell(event: PublicEvent, _site: Site) -> Cell:
        where = of(event)
        return None if where is None else read(where)

    return cell


def _actors(read: Callable[[PublicName], str]) -> Callable[[PublicEvent, Site], Cell]:
    return lambda event, _site: [read(who.name) for who in event.actors]


def _topics(read: Callable[[PublicName], str]) -> Callable[[PublicEvent, Site], Cell]:
    return lambda event, _site: [read(topic) for topic in event.topics]


def _evidence(read: Callable[[PublicEvidence], str]) -> Callable[[PublicEvent, Site], Cell]:
    return lambda event, _site: [read(support) for support in event.evidence]


def _of_passage(read: Callable[[PublicPassage], str]) -> Callable[[PublicEvent, Site], Cell]:
    """Empty for what is only cited: its text is not held here."""
    return _evidence(lambda support: read(support.passage) if support.passage else "")


def _of_either(name: str) -> Callable[[PublicEvent, Site], Cell]:
    return _evidence(lambda support: str(getattr(support.passage or support.cited, name, "")))


def _articles(event: PublicEvent, site: Site) -> Cell:
    return [site.named("article", it.passage.article) if it.passage else "" for it in event.evidence]


_FIRST: tuple[FlatColumn, ...] = (
    FlatColumn("uid", _("The event's permanent name."), lambda event, _site: event.uid),
    FlatColumn("permalink", _("Its address, which lasts."), lambda event, site: site.permalink(event.uid)),
    FlatColumn("kind", _("meeting, troop_movement or statement."), lambda event, _site: event.kind),
    FlatColumn(
        "status",
        _("What the sources say: occurred, scheduled, announced, cancelled or denied."),
        lambda event, _site: event.status,
    ),
    FlatColumn(
        "date",
        _("The date in EDTF, as exactly as the source tells it and no more; empty where nobody knows."),
        lambda event, _site: event.when or None,
    ),
    FlatColumn(
        "first_day",
        _("The first day that the date allows; empty where the source leaves that end open."),
        lambda event, _site: event.starts_on,
    ),
    FlatColumn(
        "last_day",
        _("The last day that it allows; empty where the source leaves that end open."),
        lambda event, _site: event.ends_on,
    ),
    FlatColumn(
        "precision",
        _("How exactly it is known: day, interval, month, year, approximate, open, set or unknown."),
        lambda event, _site: event.precision,
    ),
    FlatColumn("date_text", _("The date in the source's own words."), lambda event, _site: event.when_text or None),
    FlatColumn("title_fr", _("Title in French."), lambda event, _site: event.title.fr),
    FlatColumn("title_en", _("Title in English."), lambda event, _site: event.title.en),
    FlatColumn("summary_fr", _("Summary in French."), lambda event, _site: event.summary.fr or None),
    FlatColumn("summary_en", _("Summary in English."), lambda event, _site: event.summary.en or None),
    FlatColumn("place", _("Short name of the place."), _place(lambda it: it.place, lambda where: where.name.slug)),
    FlatColumn("place_fr", _("The place in French."), _place(lambda it: it.place, lambda where: where.name.fr)),
    FlatColumn("place_en", _("The place in English."), _place(lambda it: it.place, lambda where: where.name.en)),
    FlatColumn("latitude", _("Degrees north, WGS 84."), _place(lambda it: it.place, lambda where: where.latitude)),
    FlatColumn("longitude", _("Degrees east, WGS 84."), _place(lambda it: it.place, lambda where: where.longitude)),
    FlatColumn(
        "approximate_point",
        _("true where the point only stands for a region, a sea or a border."),
        _place(lambda it: it.place, lambda where: where.is_approximate),
    ),
    FlatColumn("actors", _("List: short names; empty for who is only described."), _actors(lambda name: name.slug)),
    FlatColumn(
        "actor_roles",
        _("List: participant, host, force, speaker, on_behalf_of, claimed_by or involved."),
        lambda event, _site: [who.role for who in event.actors],
    ),
    FlatColumn(
        "actors_fr", _("List: names in French, or as the source describes them."), _actors(lambda name: name.fr)
    ),
    FlatColumn(
        "actors_en", _("List: names in English, or as the source describes them."), _actors(lambda name: name.en)
    ),
    FlatColumn("topics", _("List: short names."), _topics(lambda name: name.slug)),
    FlatColumn("topics_fr", _("List: names in French."), _topics(lambda name: name.fr)),
    FlatColumn("topics_en", _("List: names in English."), _topics(lambda name: name.en)),
    FlatColumn(
        "evidence_stances",
        _("List: what each source does for the event: reports, announces, confirms or denies."),
        _evidence(lambda support: support.stance),
    ),
    FlatColumn("evidence_publishers", _("List: who published it."), _of_either("publisher")),
    FlatColumn(
        "evidence_agencies", _("List: the agency it is from, where it is another."), _of_passage(lambda it: it.agency)
    ),
    FlatColumn("evidence_titles", _("List: titles of articles."), _of_either("title")),
    FlatColumn("evidence_dates", _("List: days of publication, in EDTF."), _of_passage(lambda it: it.published)),
    FlatColumn("evidence_urls", _("List: addresses at the publishers'."), _of_either("url")),
    FlatColumn("evidence_articles", _("List: addresses of the articles on this site."), _articles),
    FlatColumn("evidence_languages", _("List: languages of the words."), _of_passage(lambda it: it.language)),
    FlatColumn(
        "evidence_words",
        _("List: the exact words; empty where only a title is cited."),
        _of_passage(lambda it: it.words),
    ),
    FlatColumn(
        "quotes", _("List: the exact words said (statements)."), lambda it, _site: [quote.words for quote in it.quotes]
    ),
)
_LAST: tuple[FlatColumn, ...] = (
    FlatColumn(
        "links",
        _("List: what it is to other events, as kind:uid (announces, fulfils, cancels, answers, continues)."),
        lambda event, _site: [f"{link.kind}:{link.event.uid}" for link in event.links if not link.is_inverse],
    ),
    FlatColumn("reviewed", _("true where an editor has looked at it."), lambda event, _site: event.is_reviewed),
    FlatColumn(
        "made_by", _("Who made it: extracted (a rule), editor, or imported."), lambda event, _site: event.origin
    ),
    FlatColumn("rule", _("The rule that made it."), lambda event, _site: event.rule or None),
    FlatColumn("version", _("How often it was changed, counted from 1."), lambda event, _site: event.version),
    FlatColumn("recorded_at", _("When it was first recorded here (UTC)."), lambda event, _site: event.recorded_at),
    FlatColumn("changed_at", _("When it was last changed (UTC)."), lambda event, _site: event.changed_at),
    FlatColumn(
        "corrected_at",
        _("When an error that readers had seen was last corrected (UTC); empty where there was none."),
        lambda event, _site: event.corrected_at,
    ),
)


def columns() -> tuple[FlatColumn, ...]:
    """All of them: what a kind tells alone stands before the last, or after them if the kind came later than files."""
    first = [_of_kind(column) for kind in KINDS if kind.code in Kind for column in kind.columns]
    later = [_of_kind(column) for kind in KINDS if kind.code not in Kind for column in kind.columns]
    return (*_FIRST, *first, *_LAST, *later)


def flat(event: PublicEvent, site: Site) -> dict[str, Cell]:
    """The cells of one event, by column, in their order."""
    return {column.name: column.read(event, site) for column in columns()}


def _of_kind(column: Column) -> FlatColumn:
    """Empty for events of other kinds; of a place its slug."""

    def cell(event: PublicEvent, _site: Site) -> Cell:
        value = event.details.get(column.name)
        return value.name.slug if isinstance(value, PublicPlace) else value

    return FlatColumn(column.name, column.description, cell)
