"""What happened, according to which passages."""

from .event import Event  # noqa: I001  # the kinds are rows of it
from ..kinds.meeting import Meeting
from ..kinds.movement import TroopMovement
from ..kinds.statement import Quotation, Statement
from .reports import ErrorReport
from .revisions import EventRevision
from .saved import SavedFilter
from .subjects import Actor, Place, Topic
from .ties import EventLink, Evidence, NotDuplicate, Participation, Tagging

__all__ = [
    "Actor",
    "ErrorReport",
    "Event",
    "EventLink",
    "EventRevision",
    "Evidence",
    "Meeting",
    "NotDuplicate",
    "Participation",
    "Place",
    "Quotation",
    "SavedFilter",
    "Statement",
    "Tagging",
    "Topic",
    "TroopMovement",
]
