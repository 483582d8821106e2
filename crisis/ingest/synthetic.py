"""Made-up events by the thousand, to try the house under load. Nothing in them is news, and each says so.

They are stored in bulk and leave no history: what was never reported need not be accounted for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from crisis.articles.dates import parse_days
from crisis.articles.models import Article, Excerpt, Source
from crisis.articles.writing import fingerprint, source_named
from crisis.events.models import Actor, Event, Evidence, Meeting, Participation, Place, Statement, TroopMovement
from crisis.events.terms import fold
from crisis.events.vocabulary import ActorKind, Kind, Mode, Origin, Review, Role, Status
from crisis.events.writing import uid_for
from crisis.extraction import Gazetteer

from .gazetteer import load

AGENCY = "Agence fictive"
EVENTS_AN_ARTICLE = 40
ARTICLES_A_CHUNK = 50
FIRST, LAST = date(2020, 1, 1), date(2022, 12, 31)
BURSTS = 12
KINDS = ((Kind.MEETING, 40), (Kind.TROOP_MOVEMENT, 20), (Kind.STATEMENT, 40))
STATUSES = (
    (Status.OCCURRED, 80),
    (Status.SCHEDULED, 8),
    (Status.ANNOUNCED, 8),
    (Status.CANCELLED, 2),
    (Status.DENIED, 2),
)
SAID = (
    ("les discussions doivent se poursuivre", "talks must go on"),
    ("la situation reste tendue", "the situation remains tense"),
    ("aucune décision n'a été prise", "no decision has been taken"),
    ("la porte de la diplomatie reste ouverte", "the door to diplomacy stays open"),
    ("des sanctions sont prêtes", "sanctions are ready"),
    ("il n'y aura pas d'escalade", "there will be no escalation"),
)
CHILDREN = {
    Kind.MEETING: (Meeting, {"format": "in_person"}),
    Kind.TROOP_MOVEMENT: (
        TroopMovement,
        {"movement": "deployment", "origin_text": "", "destination_text": "", "equipment": ""},
    ),
    Kind.STATEMENT: (Statement, {"mode": Mode.DIRECT.value, "medium": ""}),
}


class NotEmptyError(Exception):
    """The database holds articles that are neither seeds nor synthetic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """One event before it is stored, and its sentence."""

    event: Event
    sentence: str
    parts: tuple[tuple[Actor, Role], ...]


def holds_real_articles() -> bool:
    """Whether anything was stored that is neither a seed nor one of these."""
    seeds = [path.name for path in (settings.BASE_DIR / "seeds").glob("*.txt")]
    return Article.objects.exclude(source__name=AGENCY).exclude(file_name__in=seeds).exists()


@transaction.atomic
def make_synthetic(*, events: int, seed: int, force: bool = False) -> int:
    """Adds that many published events; the same seed gives the same ones, and goes on where it ended.

    Raises `NotEmptyError` where real articles are stored, unless forced. Returns how many there are of this seed.
    """
    if holds_real_articles() and not force:
        raise NotEmptyError
    load(Gazetteer.load())
    rule = f"synthetic.{seed}"
    first = Event.objects.filter(rule=rule).count()
    source = source_named(AGENCY)
    invention = _Invention(seed)
    chunk = EVENTS_AN_ARTICLE * ARTICLES_A_CHUNK
    for start in range(first, first + events, chunk):
        numbers = range(start, min(start + chunk, first + events))
        _store([invention.of(number) for number in numbers], source, f"{seed}.{start}")
    return first + events


class _Invention:
    """Each event depends on the seed and its own number only."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        people = Actor.objects.filter(kind=ActorKind.PERSON).order_by("slug")
        self.people = list(people)
        self.forces = list(Actor.objects.exclude(kind=ActorKind.PERSON).order_by("slug"))
        self.places = list(Place.objects.order_by("slug"))
        self.folded = {
            subject: _folded(subject) for group in (self.people, self.forces, self.places) for subject in group
        }
        dice = Random(f"{seed}:bursts")  # noqa: S311
        self.centres = [FIRST + (LAST - FIRST) * dice.random() for _burst in range(BURSTS)]

    def of(self, number: int) -> Invented:
        dice = Random(f"{self.seed}:{number}")  # noqa: S311
        kind = _weighted(dice, KINDS)
        place = dice.choice(self.places)
        day = self._day(dice)
        one, two = dice.sample(self.people, 2)
        said_fr, said_en = dice.choice(SAID)
        on = f"{day:%d/%m/%Y}"
        match kind:
            case Kind.MEETING:
                titles = (
                    f"Entretien {one.name_fr} – {two.name_fr} ({place.name_fr})",
                    (f"Talks {one.name_en} – {two.name_en} ({place.name_en})"),
                )
                sentence = f"{one.name_fr} et {two.name_fr} ont eu un entretien le {on} ({place.name_fr})."
                parts: tuple[tuple[Actor, Role], ...] = ((one, Role.PARTICIPANT), (two, Role.PARTICIPANT))
            case Kind.TROOP_MOVEMENT:
                force = dice.choice(self.forces)
                titles = f"Mouvement de troupes ({place.name_fr})", f"Troop movement ({place.name_en})"
                sentence = f"Un mouvement de troupes a été signalé le {on} ({force.name_fr}, {place.name_fr})."
                parts = ((force, Role.FORCE),)
            case _:
                titles = f"{one.name_fr} : « {said_fr} »", f"{one.name_en}: “{said_en}”"
                sentence = f"« {said_fr.capitalize()} », a déclaré {one.name_fr} le {on}."
                parts = ((one, Role.SPEAKER),)
        days = parse_days(_when(dice, day))
        event = Event(
            uid=uid_for(f"synthetic:{self.seed}:{number}"),
            kind=kind,
            title_fr=titles[0],
            title_en=titles[1],
            when=days.edtf,
            starts_on=days.first,
            ends_on=days.last,
            precision=days.precision,
            status=_weighted(dice, STATUSES),
            place=place,
            review=Review.PUBLISHED,
            origin=Origin.EXTRACTED,
            rule=f"synthetic.{self.seed}",
            search_text=self._search_text(titles, sentence, place, parts),
        )
        return Invented(event=event, sentence=sentence, parts=parts)

    def _day(self, dice: Random) -> date:
        if dice.random() < 0.5:
            return FIRST + timedelta(days=dice.randrange((LAST - FIRST).days + 1))
        day = dice.choice(self.centres) + timedelta(days=round(dice.gauss(0, 12)))
        return min(max(day, FIRST), LAST)

    def _search_text(
        self, titles: tuple[str, str], sentence: str, place: Place, parts: tuple[tuple[Actor, Role], ...]
    ) -> str:
        """As `events.search.document` would write it."""
        lines = [f" {fold(title)} " for title in titles]
        lines += self.folded[place]
        for actor, _role in parts:
            lines += self.folded[actor]
        return "\n".join([*lines, f" {fold(sentence)} "])


def _store(invented: list[Invented], source: Source, key: str) -> None:
    articles, spans = [], []
    for number, group in enumerate(_groups(invented)):
        text = f"Texte d'essai {key}.{number}\n\n"
        for one in group:
            spans.append((number, len(text), len(text) + len(one.sentence), one.sentence))
            text += one.sentence + "\n"
        last = max((one.event.ends_on or one.event.starts_on or FIRST) for one in group)
        articles.append(
            Article(
                source=source,
                title=f"Texte d'essai {key}.{number}",
                language="fr",
                published=last.isoformat(),
                published_first=last,
                published_last=last,
                published_why="Invented: not a real article.",
                text=text,
                sha256=fingerprint(text),
            )
        )
    articles = Article.objects.bulk_create(articles)
    excerpts = Excerpt.objects.bulk_create(
        Excerpt(
            article=articles[number],
            start=start,
            end=end,
            words_sha256=hashlib.sha256(words.encode()).hexdigest(),
        )
        for number, start, end, words in spans
    )
    events = Event.objects.bulk_create([one.event for one in invented])
    _store_children(events)
    Evidence.objects.bulk_create(
        Evidence(event=event, excerpt=excerpt) for event, excerpt in zip(events, excerpts, strict=True)
    )
    Participation.objects.bulk_create(
        Participation(event=event, actor=actor, role=role, rank=rank)
        for event, one in zip(events, invented, strict=True)
        for rank, (actor, role) in enumerate(one.parts)
    )


def _store_children(events: list[Event]) -> None:
    """The rows of each kind: Django does not create rows of child tables in bulk."""
    quoted = connection.ops.quote_name
    for kind, (model, columns) in CHILDREN.items():
        names = ", ".join(quoted(name) for name in ("event_ptr_id", *columns))
        holders = ", ".join(["%s"] * (len(columns) + 1))
        rows: list[tuple[Any, ...]] = [(event.pk, *columns.values()) for event in events if event.kind == kind]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ({holders})",  # noqa: S608
                rows,
            )


def _groups(invented: list[Invented]) -> Iterator[list[Invented]]:
    for start in range(0, len(invented), EVENTS_AN_ARTICLE):
        yield invented[start : start + EVENTS_AN_ARTICLE]


def _when(dice: Random, day: date) -> str:
    """Mostly a day; now and then as vague as sources are."""
    chance = dice.random()
    if chance < 0.87:
        return day.isoformat()
    if chance < 0.92:
        return f"{day}/{day + timedelta(days=dice.randrange(1, 6))}"
    if chance < 0.95:
        return f"{day:%Y-%m}"
    if chance < 0.98:
        return f"{day}~"
    return f"../{day}" if chance < 0.99 else ""


def _folded(subject: Actor | Place) -> list[str]:
    names = [subject.name_fr, subject.name_en, *subject.aliases.splitlines()]
    return [f" {folded} " for name in names if (folded := fold(name))]


def _weighted(dice: Random, choices: tuple[tuple[Any, int], ...]) -> Any:
    return dice.choices([choice for choice, _weight in choices], [weight for _choice, weight in choices])[0]
