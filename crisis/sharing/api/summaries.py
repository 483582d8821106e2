"""What each operation gives, and what its objects are, in a line; in English, translated where the page shows it."""

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
OBJECTS = {
    "Article": _("An article that published events rest on. Its text is its publisher's, and not here."),
    "Density": _("How many events began when. Those whose date nobody knows are in no bin."),
    "Event": _("Everything public of an event. Nothing is asserted: it is what the evidence reports."),
    "Evidence": _("A passage, or (where text is null) a publication whose text is not held here."),
    "Facets": _("A parameter's own choice does not narrow its own counts; everything else that is asked for does."),
    "Passage": _("The exact words of an article, where they stand in it."),
    "Problem": _("What went wrong (RFC 9457)."),
    "Tie": _("Another event that this one bears on."),
    "Where": _("A place, with the point that stands for it on a map."),
    "Who": _("Somebody in an event, and what as."),
}
