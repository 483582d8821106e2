"""What a meeting says, and how it is spoken of."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from ...vocabulary import Kind, MeetingFormat, Role, Status
from ..declaration import KINDS, EventKind
from ..facts import CodeColumn, CodeFact, Prominence
from .model import Meeting

FORMAT = CodeFact(
    name="format",
    label=_("format"),
    columns=(
        CodeColumn(
            "format",
            codes=MeetingFormat,
            description=_("Of a meeting: in_person, phone, video, visit, session, summit or multilateral."),
        ),
    ),
    prominence=Prominence.KICKER,
)

MEETING = KINDS.register(
    EventKind(
        code=Kind.MEETING.value,
        model=Meeting,
        label=_("meeting"),
        plural=_("meetings"),
        counted=lambda number: ngettext("%(number)s meeting", "%(number)s meetings", number),
        statuses={
            Status.SCHEDULED: pgettext_lazy("of a meeting or a statement", "scheduled"),
            Status.ANNOUNCED: pgettext_lazy("of a meeting or a statement", "announced"),
            Status.CANCELLED: pgettext_lazy("of a meeting or a statement", "cancelled"),
            Status.DENIED: pgettext_lazy("of a meeting or a statement", "denied"),
        },
        primary_role=Role.PARTICIPANT,
        facts=(FORMAT,),
        colour="#1f5fbf",
        colour_dark="#7db1ff",
    )
)
