"""What happened, according to which passages."""

from .event import Event  # noqa: I001  # the kinds are rows of it
from ..kinds.meeting.model import Meeting
from ..kinds.movement.model import TroopMovement
from ..kinds.statement.model import Quotation, Statement
from .corrections import Correction, Decision
from .reports import ErrorReport
from .saved import SavedFilter
from .subjects import Actor, Place, Topic
from .ties import Apart, EventLink, Evidence, Participation, Tagging

__all__ = [
    "Actor",
    "Apart",
    "Correction",
    "Decision",
    "ErrorReport",
    "Event",
    "EventLink",
    "Evidence",
    "Meeting",
    "Participation",
    "Place",
    "Quotation",
    "SavedFilter",
    "Statement",
    "Tagging",
    "Topic",
    "TroopMovement",
]
