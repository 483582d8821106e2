"""What happened, according to which passages."""

from .corrections import Correction, Decision
from .event import Event
from .kinds import Meeting, Quotation, Statement, TroopMovement
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
