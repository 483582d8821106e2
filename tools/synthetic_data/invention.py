"""What a made-up event says. Title, sentence, date and status agree, so that it can stand for a real one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from crisis.articles.dates import parse_days
from crisis.edtf import Days, Precision
from crisis.edtf.folding import fold_words
from crisis.events.models import Actor, Event, Place
from crisis.events.vocabulary import ActorKind, Kind, Origin, Review, Role, Stance, Status
from crisis.events.writing import uid_for

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
TOLD = {
    Status.OCCURRED: "a eu lieu",
    Status.SCHEDULED: "est prévu",
    Status.ANNOUNCED: "est annoncé",
    Status.CANCELLED: "est annulé",
    Status.DENIED: "est démenti",
}
STANCES = {
    Status.SCHEDULED: Stance.ANNOUNCES,
    Status.ANNOUNCED: Stance.ANNOUNCES,
    Status.DENIED: Stance.DENIES,
}
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """One event before it is stored, its sentence, and what the sentence does for it."""

    event: Event
    sentence: str
    stance: Stance
    parts: tuple[tuple[Actor, Role], ...]


class Invention:
    """Each event depends on the seed and its own number only (and on the actors and places there are)."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.people = list(Actor.objects.filter(kind=ActorKind.PERSON).order_by("slug"))
        self.forces = list(Actor.objects.exclude(kind=ActorKind.PERSON).order_by("slug"))
        self.places = list(Place.objects.order_by("slug"))
        subjects: list[Actor | Place] = [*self.people, *self.forces, *self.places]
        self.folded = {subject: _folded(subject) for subject in subjects}
        dice = Random(f"{seed}:bursts")  # noqa: S311
        self.centres = [FIRST + (LAST - FIRST) * dice.random() for _burst in range(BURSTS)]

    def of(self, number: int) -> Invented:
        dice = Random(f"{self.seed}:{number}")  # noqa: S311
        kind = _weighted(dice, KINDS)
        status = Status.OCCURRED if kind == Kind.STATEMENT else _weighted(dice, STATUSES)
        place = dice.choice(self.places)
        days = parse_days(_when(dice, self._day(dice)))
        titles, sentence, parts = self._told(dice, kind, f"{TOLD[status]}{_on(days)}", _on(days), place)
        event = Event(
            uid=uid_for(f"synthetic:{self.seed}:{number}"),
            kind=kind,
            title_fr=titles[0],
            title_en=titles[1],
            when=days.edtf,
            starts_on=days.first,
            ends_on=days.last,
            precision=days.precision,
            status=status,
            place=place,
            review=Review.PUBLISHED,
            origin=Origin.EXTRACTED,
            rule=f"synthetic.{self.seed}",
            search_text=self._search_text(titles, sentence, place, parts),
        )
        return Invented(event=event, sentence=sentence, stance=STANCES.get(status, Stance.REPORTS), parts=parts)

    def _told(
        self, dice: Random, kind: Kind, told: str, on: str, place: Place
    ) -> tuple[tuple[str, str], str, tuple[tuple[Actor, Role], ...]]:
        """Titles in both languages, the article's sentence, and who takes part."""
        match kind:
            case Kind.MEETING:
                one, two = dice.sample(self.people, 2)
                titles = (
                    f"Entretien {one.name_fr} – {two.name_fr} ({place.name_fr})",
                    f"Talks {one.name_en} – {two.name_en} ({place.name_en})",
                )
                sentence = f"Un entretien entre {one.name_fr} et {two.name_fr} {told} ({place.name_fr})."
                return titles, sentence, ((one, Role.PARTICIPANT), (two, Role.PARTICIPANT))
            case Kind.TROOP_MOVEMENT:
                force = dice.choice(self.forces)
                titles = f"Mouvement de troupes ({place.name_fr})", f"Troop movement ({place.name_en})"
                sentence = f"Un mouvement de troupes {told} ({force.name_fr}, {place.name_fr})."
                return titles, sentence, ((force, Role.FORCE),)
            case Kind.STATEMENT:
                one, (said_fr, said_en) = dice.choice(self.people), dice.choice(SAID)
                titles = f"{one.name_fr} : « {said_fr} »", f"{one.name_en}: “{said_en}”"
                sentence = f"« {said_fr.capitalize()} », a déclaré {one.name_fr}{on} ({place.name_fr})."
                return titles, sentence, ((one, Role.SPEAKER),)

    def _day(self, dice: Random) -> date:
        if dice.random() < 0.5:
            return FIRST + timedelta(days=dice.randrange((LAST - FIRST).days + 1))
        day = dice.choice(self.centres) + timedelta(days=round(dice.gauss(0, 12)))
        return min(max(day, FIRST), LAST)

    def _search_text(
        self, titles: tuple[str, str], sentence: str, place: Place, parts: tuple[tuple[Actor, Role], ...]
    ) -> str:
        """As `events.search.indexing.document` would write it."""
        lines = [f" {fold_words(title)} " for title in titles]
        lines += self.folded[place]
        for actor, _role in parts:
            lines += self.folded[actor]
        return "\n".join([*lines, f" {fold_words(sentence)} "])


def _when(dice: Random, day: date) -> str:
    """Mostly a day; now and then as vague as sources are."""
    chance = dice.random()
    if chance < 0.87:
        return day.isoformat()
    if chance < 0.92:
        start = min(day, LAST - timedelta(days=5))
        return f"{start}/{start + timedelta(days=dice.randrange(1, 6))}"
    if chance < 0.95:
        return f"{day:%Y-%m}"
    if chance < 0.98:
        return f"{day}~"
    return f"../{day}" if chance < 0.99 else ""


def _on(days: Days) -> str:
    """The date as the sentence tells it, no more exactly than the event has it."""
    first, last = (f"{day:%d/%m/%Y}" if day else "" for day in (days.first, days.last))
    match days.precision:
        case Precision.UNKNOWN:
            return ""
        case Precision.DAY:
            return f" le {first}"
        case Precision.MONTH:
            return f" en {days.first:%m/%Y}"
        case Precision.APPROXIMATE:
            return f" vers le {first}"
        case Precision.OPEN:
            return f" au plus tard le {last}"
        case _:
            return f" entre le {first} et le {last}"


def _folded(subject: Actor | Place) -> list[str]:
    names = [subject.name_fr, subject.name_en, *subject.aliases.splitlines()]
    return [f" {folded} " for name in names if (folded := fold_words(name))]


def _weighted(dice: Random, choices: Sequence[tuple[T, int]]) -> T:
    return dice.choices([choice for choice, _weight in choices], [weight for _choice, weight in choices])[0]
