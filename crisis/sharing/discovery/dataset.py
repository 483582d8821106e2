"""The whole timeline as a data set, for the catalogues that look for such: what, until when, under which licence."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Max, Min
from django.utils.translation import gettext as _

from crisis.events.models import Event
from crisis.public.selection import Selection
from crisis.public.site import Site

from ..exports.formats import FORMATS
from .schema_org import CONTEXT


def dataset_of(site: Site) -> dict[str, Any]:
    """In the language that is active (one question)."""
    known = Event.objects.public().aggregate(first=Min("starts_on"), last=Max("ends_on"), changed=Max("changed_at"))
    told: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": f"{site.at('/')}#dataset",
        "name": _("The Ukraine crisis, from the source"),
        "description": _(
            "Meetings, troop movements and statements before the invasion of Ukraine, each with the sentence of the "
            "article that reports it or a reference, and with how sure its date is. Excerpts belong to their "
            "publishers; the licence is for the wording of this project: titles, summaries, dates."
        ),
        "url": site.page("sharing:data"),
        "inLanguage": ["fr", "en"],
        "isAccessibleForFree": True,
        "measurementTechnique": _("press articles read by rules and by editors"),
        "about": {"@type": "Thing", "name": _("The Ukraine crisis")},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": str(form.label),
                "encodingFormat": form.media_type,
                "contentUrl": site.export(form.ending, Selection()),
            }
            for form in FORMATS.values()
        ],
    }
    if settings.DATA_LICENCE:
        told["license"] = settings.DATA_LICENCE
    if settings.SITE_PUBLISHER:
        told["creator"] = told["publisher"] = {"@type": "Organization", "name": settings.SITE_PUBLISHER}
    if known["changed"]:
        told["dateModified"] = known["changed"].isoformat(timespec="seconds")
    if known["first"] and known["last"]:
        told["temporalCoverage"] = f"{known['first'].isoformat()}/{known['last'].isoformat()}"
    return told
