"""The formats a selection can be taken in, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crisis.events.selection import Selection

from ..site import Site
from .icalendar import write_icalendar
from .json import write_json
from .timelinejs import write_timelinejs


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to write a selection. `write` yields text, in the language that is active when it is asked for more."""

    ending: str
    media_type: str
    label: str | Promise
    purpose: str | Promise
    """For whom, in a few words."""
    write: Callable[[Selection, Site], Iterator[str]]


FORMATS: dict[str, Format] = {
    form.ending: form
    for form in (
        Format(
            ending="json",
            media_type="application/json",
            label="JSON",
            purpose=_("everything, for programs"),
            write=write_json,
        ),
        Format(
            ending="ics",
            media_type="text/calendar",
            label="iCalendar",
            purpose=_("for calendars"),
            write=write_icalendar,
        ),
        Format(
            ending="timelinejs.json",
            media_type="application/json",
            label="TimelineJS",
            purpose=_("for a TimelineJS of one's own"),
            write=write_timelinejs,
        ),
    )
}
