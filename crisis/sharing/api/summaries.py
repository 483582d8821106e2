"""What each operation gives, in a line; in English, translated where the page shows it."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

SUMMARIES = {
    "events": _("Events of a selection, fifty a page"),
    "event": _("One event; where it was merged, the one that survives"),
    "articles": _("Articles that published events rest on"),
    "article": _("One article, with the passages that support published events"),
    "actors": _("Who takes part in published events"),
    "actor": _("One actor"),
    "places": _("Where published events happened, or led from and to"),
    "place": _("One place"),
    "topics": _("What published events are about"),
    "topic": _("One topic"),
    "sources": _("Publishers and agencies of what published events rest on"),
    "facets": _("How many events each value of each filter would leave"),
    "density": _("How many events of a selection began when, by kind (half-open days)"),
}
