"""A citation as one would write it at the foot of a page."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from crisis.articles.dates import day_in_words

from .citation import Citation, one_line


def plain(citation: Citation) -> str:
    """“Title” (day), site, publisher, version, address (accessed on …). What it rests on."""
    with override(citation.language):
        written = ", ".join(one_line(part) for part in _parts(citation))
        note = one_line(citation.note)
        return f"{written}. {note[:1].upper()}{note[1:]}.\n" if note else f"{written}.\n"


def _parts(citation: Citation) -> Iterator[str]:
    title = _("“%(title)s”") % {"title": citation.title}
    yield f"{title} ({citation.about})" if citation.about else title
    yield citation.site
    if citation.publisher:
        yield citation.publisher
    if citation.version is not None and citation.issued:
        yield _("version %(number)s of %(day)s") % {
            "number": citation.version,
            "day": day_in_words(citation.issued),
        }
    yield _("%(address)s (accessed on %(day)s)") % {
        "address": citation.address,
        "day": day_in_words(citation.accessed),
    }
