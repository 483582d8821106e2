"""What a command that takes files in tells the person who runs it."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from .intake import Fate, Outcome


def report(outcomes: Iterable[Outcome], *, out: OutputWrapper, err: OutputWrapper) -> bool:
    """Prints a line a file as it is done, refusals on standard error. Returns whether all came in."""
    seen = dict.fromkeys(Fate, 0)
    for outcome in outcomes:
        seen[outcome.fate] += 1
        if outcome.fate == Fate.REFUSED:
            err.write(outcome.refusal)
        elif outcome.fate == Fate.STORED and outcome.article:
            out.write(
                _("%(file)s: article %(number)s, %(drafts)s events found, %(published)s published.")
                % {
                    "file": outcome.path.name,
                    "number": outcome.article.pk,
                    "drafts": len(outcome.events),
                    "published": outcome.published,
                }
            )
        elif outcome.published:
            out.write(
                _("%(file)s: already stored, %(published)s drafts published.")
                % {"file": outcome.path.name, "published": outcome.published}
            )
    out.write(
        _("Articles: %(new)s new, %(known)s known, %(refused)s refused.")
        % {"new": seen[Fate.STORED], "known": seen[Fate.KNOWN], "refused": seen[Fate.REFUSED]}
    )
    return not seen[Fate.REFUSED]
