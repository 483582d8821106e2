"""The columns of each sheet, in their order, and what an editor writes in them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crisis.events.vocabulary import Kind, MeetingFormat, Mode, Movement, Review, Status


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet. One that is missing from a file leaves what is stored as it is; an empty cell empties it."""

    name: str
    help: str | Promise
    kind: Kind | None = None
    """The only kind of event that has it."""
    is_needed: bool = False
    is_told: bool = False
    """For information: an import changes nothing by it."""


def _codes(values: list[str]) -> str:
    return ", ".join(values)


MOVEMENT = Kind.TROOP_MOVEMENT

EVENT_COLUMNS = (
    Column("uid", _("Permanent name. Leave it empty for a new event."), is_needed=True),
    Column("kind", _codes(Kind.values), is_needed=True),
    Column("title_fr", _("Title in French."), is_needed=True),
    Column("title_en", _("Title in English."), is_needed=True),
    Column("summary_fr", _("Summary in French.")),
    Column("summary_en", _("Summary in English.")),
    Column(
        "when", _("The date in EDTF, only as exactly as the source says it; empty if nobody knows."), is_needed=True
    ),
    Column("when_text", _("The date in the source's words.")),
    Column("status", _codes(Status.values), is_needed=True),
    Column("place", _("Short name of a place.")),
    Column("format", _codes(MeetingFormat.values), Kind.MEETING),
    Column("movement", _codes(Movement.values), MOVEMENT),
    Column("strength_min", _("At least so many men and women, as claimed."), MOVEMENT),
    Column("strength_max", _("At most so many."), MOVEMENT),
    Column("equipment", _("Equipment."), MOVEMENT),
    Column("origin_place", _("From: short name of a place."), MOVEMENT),
    Column("origin_text", _("From, in the source's words."), MOVEMENT),
    Column("destination_place", _("To: short name of a place."), MOVEMENT),
    Column("destination_text", _("To, in the source's words."), MOVEMENT),
    Column("mode", _codes(Mode.values), Kind.STATEMENT),
    Column("medium", _("Medium or audience."), Kind.STATEMENT),
    Column("actors", _("Role and short name, or role and description: speaker:lavrov; claimed_by:“une responsable”.")),
    Column("topics", _("Short names of topics: otan; sanctions.")),
    Column(
        "evidence",
        _("reports: PUBLISHER | TITLE | ADDRESS || announces: FINGERPRINT OF THE ARTICLE:400-500"),
        is_needed=True,
    ),
    Column("quotations", _("Passages of articles: FINGERPRINT:400-500; FINGERPRINT:510-530."), Kind.STATEMENT),
    Column("links", _("To other events: fulfils:UID; answers:UID.")),
    Column("review", _codes(Review.values), is_told=True),
    Column("version", _("As it was exported; empty for a new event."), is_needed=True),
    Column("origin", _("Who made the event."), is_told=True),
    Column("rule", _("The rule that made it."), is_told=True),
)

NAMED_COLUMNS = (
    Column("slug", _("Short name in addresses; it stays what it is."), is_needed=True),
    Column("name_fr", _("Name in French."), is_needed=True),
    Column("name_en", _("Name in English."), is_needed=True),
)
ALIASES = Column("aliases", _("Other names, one a line."))
COUNTRY = Column("country", _("Two letters: UA, RU, US."))

ACTOR_COLUMNS = (
    *NAMED_COLUMNS,
    Column("kind", _("person, state, organisation or force"), is_needed=True),
    ALIASES,
    COUNTRY,
    Column("role_fr", _("Office in January 2022, in French.")),
)
PLACE_COLUMNS = (
    *NAMED_COLUMNS,
    Column("kind", _("city, region, border, sea…")),
    ALIASES,
    COUNTRY,
    Column("latitude", _("Degrees, four decimals.")),
    Column("longitude", _("Degrees, four decimals.")),
    Column("is_approximate", _("yes or no")),
)
TOPIC_COLUMNS = NAMED_COLUMNS
