"""The columns of a flat file, one row an event: names, what stands in them, and how it is read from an event.

A name may be added at the end; none is renamed, moved or taken away. The page “using the data” lists them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crisis.public.event import PublicEvent, PublicName, PublicPlace
from crisis.public.evidence import PublicEvidence, PublicPassage
from crisis.public.site import Site

Cell = str | int | float | bool | date | datetime | None | list[str]
"""`None` is what nobody knows; a list keeps its order."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    description: str | Promise
    read: Callable[[PublicEvent, Site], Cell]


def _detail(name: str) -> Callable[[PublicEvent, Site], Cell]:
    """What is told of one kind alone; empty for the others."""
    return lambda event, _site: event.details.get(name)


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


COLUMNS: tuple[Column, ...] = (
    Column("uid", _("The event's permanent name."), lambda event, _site: event.uid),
    Column("permalink", _("Its address, which lasts."), lambda event, site: site.permalink(event.uid)),
    Column("kind", _("meeting, troop_movement or statement."), lambda event, _site: event.kind),
    Column(
        "status",
        _("What the sources say: occurred, scheduled, announced, cancelled or denied."),
        lambda event, _site: event.status,
    ),
    Column(
        "date",
        _("The date in EDTF, as exactly as the source tells it and no more; empty where nobody knows."),
        lambda event, _site: event.when or None,
    ),
    Column(
        "first_day",
        _("The first day that the date allows; empty where the source leaves that end open."),
        lambda event, _site: event.starts_on,
    ),
    Column(
        "last_day",
        _("The last day that it allows; empty where the source leaves that end open."),
        lambda event, _site: event.ends_on,
    ),
    Column(
        "precision",
        _("How exactly it is known: day, interval, month, year, approximate, open, set or unknown."),
        lambda event, _site: event.precision,
    ),
    Column("date_text", _("The date in the source's own words."), lambda event, _site: event.when_text or None),
    Column("title_fr", _("Title in French."), lambda event, _site: event.title.fr),
    Column("title_en", _("Title in English."), lambda event, _site: event.title.en),
    Column("summary_fr", _("Summary in French."), lambda event, _site: event.summary.fr or None),
    Column("summary_en", _("Summary in English."), lambda event, _site: event.summary.en or None),
    Column("place", _("Short name of the place."), _place(lambda it: it.place, lambda where: where.name.slug)),
    Column("place_fr", _("The place in French."), _place(lambda it: it.place, lambda where: where.name.fr)),
    Column("place_en", _("The place in English."), _place(lambda it: it.place, lambda where: where.name.en)),
    Column("latitude", _("Degrees north, WGS 84."), _place(lambda it: it.place, lambda where: where.latitude)),
    Column("longitude", _("Degrees east, WGS 84."), _place(lambda it: it.place, lambda where: where.longitude)),
    Column(
        "approximate_point",
        _("true where the point only stands for a region, a sea or a border."),
        _place(lambda it: it.place, lambda where: where.is_approximate),
    ),
    Column("actors", _("List: short names; empty for who is only described."), _actors(lambda name: name.slug)),
    Column(
        "actor_roles",
        _("List: participant, host, force, speaker, on_behalf_of, claimed_by or involved."),
        lambda event, _site: [who.role for who in event.actors],
    ),
    Column("actors_fr", _("List: names in French, or as the source describes them."), _actors(lambda name: name.fr)),
    Column("actors_en", _("List: names in English, or as the source describes them."), _actors(lambda name: name.en)),
    Column("topics", _("List: short names."), _topics(lambda name: name.slug)),
    Column("topics_fr", _("List: names in French."), _topics(lambda name: name.fr)),
    Column("topics_en", _("List: names in English."), _topics(lambda name: name.en)),
    Column(
        "evidence_stances",
        _("List: what each source does for the event: reports, announces, confirms or denies."),
        _evidence(lambda support: support.stance),
    ),
    Column("evidence_publishers", _("List: who published it."), _of_either("publisher")),
    Column(
        "evidence_agencies", _("List: the agency it is from, where it is another."), _of_passage(lambda it: it.agency)
    ),
    Column("evidence_titles", _("List: titles of articles."), _of_either("title")),
    Column("evidence_dates", _("List: days of publication, in EDTF."), _of_passage(lambda it: it.published)),
    Column("evidence_urls", _("List: addresses at the publishers'."), _of_either("url")),
    Column("evidence_articles", _("List: addresses of the articles on this site."), _articles),
    Column("evidence_languages", _("List: languages of the words."), _of_passage(lambda it: it.language)),
    Column(
        "evidence_words",
        _("List: the exact words; empty where only a title is cited."),
        _of_passage(lambda it: it.words),
    ),
    Column(
        "quotes", _("List: the exact words said (statements)."), lambda it, _site: [quote.words for quote in it.quotes]
    ),
    Column(
        "format", _("Of a meeting: in_person, phone, video, visit, session, summit or multilateral."), _detail("format")
    ),
    Column(
        "movement",
        _("Of a movement: deployment, build_up, reinforcement, exercise, alert or withdrawal."),
        _detail("movement"),
    ),
    Column("strength_min", _("Of a movement: at least so many, as claimed."), _detail("strength_min")),
    Column("strength_max", _("Of a movement: at most so many, as claimed."), _detail("strength_max")),
    Column("equipment", _("Of a movement: equipment."), _detail("equipment")),
    Column(
        "origin_place",
        _("Of a movement, from: short name."),
        _place(lambda it: it.origin_place, lambda it: it.name.slug),
    ),
    Column("origin_text", _("Of a movement, from, in the source's words."), _detail("origin_text")),
    Column(
        "destination_place",
        _("Of a movement, to: short name."),
        _place(lambda it: it.destination_place, lambda it: it.name.slug),
    ),
    Column("destination_text", _("Of a movement, to, in the source's words."), _detail("destination_text")),
    Column("mode", _("Of a statement: direct or indirect speech."), _detail("mode")),
    Column("medium", _("Of a statement: medium or audience."), _detail("medium")),
    Column(
        "links",
        _("List: what it is to other events, as kind:uid (announces, fulfils, cancels, answers, continues)."),
        lambda event, _site: [f"{link.kind}:{link.event.uid}" for link in event.links if not link.is_inverse],
    ),
    Column("reviewed", _("true where an editor has looked at it."), lambda event, _site: event.is_reviewed),
    Column(
        "made_by", _("Who made it: extracted (a rule), editor, or imported."), lambda event, _site: event.origin
    ),
    Column("rule", _("The rule that made it."), lambda event, _site: event.rule or None),
    Column("version", _("How often it was changed, counted from 1."), lambda event, _site: event.version),
    Column("recorded_at", _("When it was first recorded here (UTC)."), lambda event, _site: event.recorded_at),
    Column("changed_at", _("When it was last changed (UTC)."), lambda event, _site: event.changed_at),
    Column(
        "corrected_at",
        _("When an error that readers had seen was last corrected (UTC); empty where there was none."),
        lambda event, _site: event.corrected_at,
    ),
)


def flat(event: PublicEvent, site: Site) -> dict[str, Cell]:
    """The cells of one event, by column, in their order."""
    return {column.name: column.read(event, site) for column in COLUMNS}
