"""What a citation says, whatever the format: the page here, in the version that was read, and what it rests on.

An archivist cites what was in hand: this site's page, not the article behind it, which the citation names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from crisis.public.event.evidence import PublicEvidence
from crisis.public.event.public_event import PublicEvent
from crisis.public.selection import Selection
from crisis.public.site import Site

_APART = re.compile(r"[ \x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
MOST_SOURCES = 3
"""Publications named one by one; the page has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A page of this site, in one language."""

    key: str
    """Names it in a bibliography."""
    title: str
    about: str = ""
    """When the event was, in words; empty for a selection."""
    site: str
    publisher: str = field(default_factory=lambda: settings.SITE_PUBLISHER)
    """Empty where the operator says nothing: nobody is made up."""
    version: int | None = None
    issued: date | None = None
    """The day on which this version was written (UTC); `None` for a selection, which is never finished."""
    accessed: date = field(default_factory=lambda: timezone.now().date())
    address: str
    language: str
    note: str = ""
    """What the page rests on, in words; may be empty."""


def citation_of(event: PublicEvent, site: Site) -> Citation:
    """Of one event as it stands today: the address names its version."""
    with override(site.language):
        return Citation(
            key=f"crisis-{event.uid}-v{event.version}",
            title=event.title.in_(site.language),
            about=event.date,
            site=_("The Ukraine crisis, from the source"),
            version=event.version,
            issued=event.changed_at.date(),
            address=site.version(event.uid, event.version),
            language=site.language,
            note=_note(event.evidence),
        )


def citation_of_selection(selection: Selection, count: int, site: Site) -> Citation:
    """Of the timeline at this selection, with how many events it had on the day it was read."""
    with override(site.language):
        return Citation(
            key=f"crisis-selection-{timezone.now().date():%Y%m%d}",
            title=selection.sentence(count),
            site=_("The Ukraine crisis, from the source"),
            address=site.timeline(selection),
            language=site.language,
        )


def _note(support: tuple[PublicEvidence, ...]) -> str:
    """“according to AFP, “Title”; Le Monde, “Title””: the publications, the fullest first, each once."""
    named = list(dict.fromkeys(map(_publication, support)))
    if not named:
        return ""
    sources = "; ".join(named[:MOST_SOURCES])
    others = len(named) - MOST_SOURCES
    if others <= 0:
        return _("according to %(sources)s") % {"sources": sources}
    return ngettext(
        "according to %(sources)s, and %(others)s other publication",
        "according to %(sources)s, and %(others)s other publications",
        others,
    ) % {"sources": sources, "others": others}


def _publication(support: PublicEvidence) -> str:
    names = support.passage.publishers if support.passage else support.publisher
    source = support.passage or support.cited
    return _("%(publisher)s, “%(title)s”") % {"publisher": names, "title": one_line(source.title if source else "")}


def one_line(text: str) -> str:
    """On one line and without control characters, whatever was pasted into a title.

    Spaces that do not break stay: French sets its signs with them. What turns the direction of writing would turn all
    that follows where the citation is pasted.
    """
    return _APART.sub(" ", _TURNS.sub("", text)).strip()
