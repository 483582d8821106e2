"""What happened, according to which passages."""

from .event import Event
from .kinds import Meeting, Quotation, Statement, TroopMovement
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
