"""The closed sets of the domain. Each enum owns what follows from it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


def name_language() -> str:
    """The language, of the two that names and titles are written in, for the reader: English for every third one."""
    return "fr" if (get_language() or "fr").startswith("fr") else "en"


class Kind(TextChoices):
    """What kind of thing an event is; the timeline has a lane for each."""

    MEETING = "meeting", _("meeting")
    TROOP_MOVEMENT = "troop_movement", _("troop movement")
    STATEMENT = "statement", _("statement")


class Status(TextChoices):
    """What the source says of the thing: over, fixed, intended, called off, or denied."""

    OCCURRED = "occurred", pgettext_lazy("status", "occurred")
    SCHEDULED = "scheduled", pgettext_lazy("status", "scheduled")
    ANNOUNCED = "announced", pgettext_lazy("status", "announced")
    CANCELLED = "cancelled", pgettext_lazy("status", "cancelled")
    DENIED = "denied", pgettext_lazy("status", "denied")


class Review(TextChoices):
    """Where an event stands at the desk. Only `events/review.py` moves it."""

    DRAFT = "draft", pgettext_lazy("review", "draft")
    PUBLISHED = "published", pgettext_lazy("review", "published")
    REJECTED = "rejected", pgettext_lazy("review", "rejected")
    MERGED = "merged", pgettext_lazy("review", "merged")
    RETRACTED = "retracted", pgettext_lazy("review", "retracted")

    @property
    def was_public(self) -> bool:
        """Whether readers may hold a permalink to it."""
        return self in {Review.PUBLISHED, Review.MERGED, Review.RETRACTED}


class Origin(TextChoices):
    """Who made the event."""

    EXTRACTED = "extracted", _("extracted automatically")
    EDITOR = "editor", _("entered by an editor")
    IMPORTED = "imported", _("imported from a chronology")


class Stance(TextChoices):
    """What the passage does for the event."""

    REPORTS = "reports", _("reports")
    ANNOUNCES = "announces", _("announces")
    CONFIRMS = "confirms", _("confirms")
    DENIES = "denies", _("denies")


class LinkKind(TextChoices):
    """How one event bears on another, read from the first to the second."""

    ANNOUNCES = "announces", _("announces")
    FULFILS = "fulfils", _("fulfils")
    CANCELS = "cancels", _("cancels")
    ANSWERS = "answers", _("answers")
    CONTINUES = "continues", _("continues")

    @property
    def inverse(self) -> str:
        """The same link, read from the second event to the first."""
        return str(_LINK_INVERSES[self])


_LINK_INVERSES = {
    LinkKind.ANNOUNCES: _("announced by"),
    LinkKind.FULFILS: _("fulfilled by"),
    LinkKind.CANCELS: _("cancelled by"),
    LinkKind.ANSWERS: _("answered by"),
    LinkKind.CONTINUES: _("continued by"),
}


class Role(TextChoices):
    """What an actor is in an event."""

    PARTICIPANT = "participant", _("participant")
    HOST = "host", _("host")
    FORCE = "force", _("force")
    SPEAKER = "speaker", _("speaker")
    ON_BEHALF_OF = "on_behalf_of", _("on behalf of")
    CLAIMED_BY = "claimed_by", _("according to")
    INVOLVED = "involved", _("also involved")


class MeetingFormat(TextChoices):
    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by telephone")
    VIDEO = "video", _("by video")
    VISIT = "visit", _("visit")
    SESSION = "session", _("session of a body")
    SUMMIT = "summit", _("summit")
    MULTILATERAL = "multilateral", _("multilateral")


class Movement(TextChoices):
    DEPLOYMENT = "deployment", _("deployment")
    BUILD_UP = "build_up", _("build-up")
    REINFORCEMENT = "reinforcement", _("reinforcement")
    EXERCISE = "exercise", _("exercise")
    ALERT = "alert", _("alert")
    WITHDRAWAL = "withdrawal", _("withdrawal")


class Mode(TextChoices):
    """Whether the words are the speaker's own or the article's."""

    DIRECT = "direct", _("direct speech")
    INDIRECT = "indirect", _("reported speech")


class ActorKind(TextChoices):
    PERSON = "person", _("person")
    STATE = "state", _("state")
    ORGANISATION = "organisation", _("organisation")
    FORCE = "force", _("armed force")


class Fault(TextChoices):
    """What a reader finds wrong with an event."""

    DATE = "date", _("the date")
    PERSON = "person", _("a person or an organisation")
    PLACE = "place", _("the place")
    WORDS = "words", _("the words quoted, or the title")
    OTHER = "other", _("something else")


class Suggestion(TextChoices):
    """What to do with two events that look alike, as far as their status and their words tell."""

    ATTACH = "attach", _("the same event: attach one to the other")
    ANNOUNCES = LinkKind.ANNOUNCES.value, LinkKind.ANNOUNCES.label
    FULFILS = LinkKind.FULFILS.value, LinkKind.FULFILS.label
    CANCELS = LinkKind.CANCELS.value, LinkKind.CANCELS.label
    ANSWERS = LinkKind.ANSWERS.value, LinkKind.ANSWERS.label
    NONE = "none", _("look at both")

    @property
    def link(self) -> LinkKind | None:
        """The link suggested, if it is one."""
        return LinkKind(self.value) if self.value in LinkKind.values else None
