"""The addresses of embeds, and the code that a newsroom pastes into its page."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from crisis.public.selection import Selection
from crisis.public.site import Site, extended

from .looks import Look

WIDTH = 700
EVENT_HEIGHT, SELECTION_HEIGHT = 420, 640
"""Pixels, for as long as the script has not said how high the content is, and where it never does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands in the iframe."""

    address: str
    title: str
    width: int = WIDTH
    height: int


def frame_of_event(site: Site, uid: str, title: str, look: Look) -> Frame:
    address = site.in_language(site.at(reverse("embed-event", args=[uid])))
    return Frame(address=extended(address, look.pairs()), title=title, height=EVENT_HEIGHT)


def frame_of_selection(site: Site, selection: Selection, title: str, look: Look) -> Frame:
    address = site.in_language(selection.without_cursor.behind(site.at(reverse("embed"))))
    return Frame(address=extended(address, look.pairs()), title=title, height=SELECTION_HEIGHT)


def code_of(frame: Frame, site: Site) -> SafeString:
    """HTML: the iframe, which works by itself, and the script that gives it the height of its content."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="max-width:100%;border:0"></iframe>\n'
        '<script async src="{}"></script>',
        frame.address,
        frame.title,
        frame.width,
        frame.height,
        site.at(reverse("embed-script")),
    )
