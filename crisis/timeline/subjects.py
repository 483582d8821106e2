"""What the page of an actor, a place or a topic says of it: what it is, its other names, whom it appears with."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from crisis.events.models import Actor, Participation, Place, Tagging, Topic
from crisis.events.vocabulary import Review

MOST_COMPANIONS = 8

PLACE_KINDS = {
    "airbase": _("air base"),
    "airfield": _("airfield"),
    "airport": _("airport"),
    "border": _("border"),
    "building": _("building"),
    "cape": _("cape"),
    "city": _("city"),
    "continent": _("continent"),
    "country": _("country"),
    "island": _("island"),
    "military_base": _("military base"),
    "port": _("port"),
    "railway_station": _("railway station"),
    "region": _("region"),
    "sea": _("sea"),
    "sea_area": _("sea area"),
    "strait": _("strait"),
    "town": _("town"),
    "training_ground": _("training ground"),
    "village": _("village"),
}
"""The words the gazetteer uses. What an editor writes besides is shown as written."""


@dataclass(frozen=True, slots=True)
class Companion:
    """An actor of the same events, and of how many."""

    actor: Actor
    count: int


def kind_of(subject: Actor | Place | Topic) -> str:
    match subject:
        case Actor():
            return str(subject.get_kind_display())
        case Place():
            return str(PLACE_KINDS.get(subject.kind) or subject.kind or _("place"))
        case _:
            return str(_("topic"))


def other_names(subject: Actor | Place | Topic) -> list[str]:
    """The name in the other language, and what articles call it besides."""
    names = [subject.name_fr, subject.name_en]
    if not isinstance(subject, Topic):
        names += [line.strip() for line in subject.aliases.splitlines()]
    return [name for name in dict.fromkeys(names) if name and name != subject.name]


def companions(subject: Actor | Place | Topic) -> list[Companion]:
    """The actors of most of its published events, itself left out."""
    parts = Participation.objects.filter(event__review=Review.PUBLISHED, actor__isnull=False)
    match subject:
        case Actor():
            there = Participation.objects.filter(actor=subject).values("event")
            parts = parts.filter(event__in=there).exclude(actor=subject)
        case Place():
            parts = parts.filter(event__place=subject)
        case _:
            parts = parts.filter(event__in=Tagging.objects.filter(topic=subject).values("event"))
    rows = (
        parts.order_by()
        .values_list("actor", "actor__slug")
        .annotate(events=Count("event", distinct=True))
        .order_by("-events", "actor__slug")[:MOST_COMPANIONS]
    )
    counts = {pk: count for pk, _slug, count in rows}
    actors = Actor.objects.in_bulk(list(counts))
    return [Companion(actors[pk], count) for pk, count in counts.items()]
