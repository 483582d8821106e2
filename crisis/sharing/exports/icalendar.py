"""iCalendar (RFC 5545, 7986): the selection as a calendar to subscribe to.

A calendar shows days; what is not known to the day stands on the days it may have been on, and says so in
the one line that calendars show. It takes up nobody's time (`TRANSP:TRANSPARENT`).

- A month, a year, an interval, a set, an approximate date: one entry from the first to the last possible day.
- One end not told: the entry stands on the end that is told.
- Nobody knows the date: a journal entry without a date (`VJOURNAL`), which RFC 5545 has for it, so that no
  event is missing; calendars that know none show none.
- `STATUS` says at most what the source says: confirmed where it occurred, cancelled where it was called off,
  tentative where it is scheduled, announced or denied. The exact word stands in `X-CRISIS-STATUS`, the exact
  date in `X-CRISIS-EDTF`.
- `GEO` only where the point is no approximation.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Calendar, Component, Event, Journal, Timezone, TimezoneStandard, vDDDTypes, vText, vUri

from crisis.edtf import Days, Precision, parse
from crisis.events.vocabulary import Status
from crisis.public.event.public_event import PublicEvent, public_events
from crisis.public.selection import Selection
from crisis.public.site import Site, urn_of

from .prose import headline_of, lines_of, name_of, printable

REFRESH = timedelta(hours=6)
"""How often a calendar is asked to look again."""
STATUSES = {Status.OCCURRED: "CONFIRMED", Status.CANCELLED: "CANCELLED"}
"""Whatever is neither is tentative: a calendar's “confirmed” would say that it took place."""
_END = "END:VCALENDAR\r\n"


def write_icalendar(selection: Selection, site: Site) -> Iterator[str]:
    """The calendar's own lines, then one component an event."""
    yield _written(_calendar(selection, site)).removesuffix(_END)
    components = (component_of(event, site) for event in public_events(selection))
    yield _written(next(components, None) or _utc())  # RFC 5545 knows no calendar with nothing in it
    yield from map(_written, components)
    yield _END


def component_of(event: PublicEvent, site: Site) -> Component:
    """The event as a calendar entry, or as a journal entry where nobody knows its date."""
    span = days_shown(event.days)
    entry = Journal() if span is None else Event()
    entry.add("uid", urn_of(event.uid))
    entry.add("sequence", event.version - 1)
    entry.add("dtstamp", event.changed_at)
    entry.add("created", event.recorded_at)
    entry.add("last-modified", event.changed_at)
    _say(entry, "summary", headline_of(event, site), site)
    _say(entry, "description", "\n\n".join(lines_of(event, site)), site)
    entry.add("url", vUri(site.permalink(event.uid)))
    topics = (topic.in_(site.language) for topic in event.topics)
    entry.add("categories", [printable(word) for word in (capfirst(event.kind_label), *topics)])
    entry.add("x-crisis-status", vText(event.status))
    entry.add("x-crisis-precision", vText(event.precision))
    if event.when:
        entry.add("x-crisis-edtf", vText(event.when), parameters={"VALUE": "TEXT"})
    if span is None:
        entry.add("status", "CANCELLED" if event.status == Status.CANCELLED else "FINAL")
        return entry
    first, last = span
    entry.add("dtstart", first)
    if last < date.max:
        entry.add("dtend", last + timedelta(days=1))  # the day after, as RFC 5545 counts
    entry.add("status", STATUSES.get(Status(event.status), "TENTATIVE"))
    entry.add("transp", "TRANSPARENT")
    if place := event.place:
        _say(entry, "location", printable(place.name.in_(site.language)), site)
        if place.latitude is not None and place.longitude is not None and not place.is_approximate:
            entry.add("geo", (place.latitude, place.longitude))
    return entry


def days_shown(days: Days) -> tuple[date, date] | None:
    """The first and the last day on which it stands in a calendar; `None` where nobody knows any.

    An open date stands on its known end, as exactly as that end is known: “by January” on all of January.
    """
    if days.precision == Precision.OPEN:
        days = parse(days.ends[0])
    return (days.first, days.last) if days.first and days.last else None


def _calendar(selection: Selection, site: Site) -> Calendar:
    name = name_of(selection)
    calendar = Calendar()
    calendar.add("prodid", "-//crisis//The Ukraine crisis, from the source//" + site.language.upper())
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    _say(calendar, "name", name, site)
    calendar.add("x-wr-calname", vText(name))
    _say(calendar, "description", _("What sources report, each event with its evidence."), site)
    calendar.add("url", vUri(site.timeline(selection)))
    calendar.add("source", vUri(site.export("ics", selection)))
    calendar.add("refresh-interval", vDDDTypes(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText("PT6H"))
    return calendar


def _say(component: Component, name: str, words: str, site: Site) -> None:
    component.add(name, vText(words), parameters={"LANGUAGE": site.language})


def _utc() -> Timezone:
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "UTC")
    standard.add("dtstart", datetime(1970, 1, 1))  # a zone's own beginning has no zone
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    zone.add_component(standard)
    return zone


def _written(component: Any) -> str:
    return str(component.to_ical().decode())
