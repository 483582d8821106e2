"""What readers report, and what the desk does with it. The only code that writes `ErrorReport`.

Nobody need say who they are. To keep one sender from flooding the desk, a report carries a mark of the
sender's address: keyed with the site's secret and the day, so that it tells senders apart for a day, says
nothing to whoever reads it, and is erased once it has served.
"""

from __future__ import annotations

import hmac
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import ErrorReport, Event
from .requests import client_network
from .vocabulary import Fault, Review
from .writing import save_valid

WINDOW = timedelta(hours=1)
MOST_FROM_ONE = 5
"""Reports one sender may leave in an hour."""
MOST_IN_ALL = 200
"""Reports the desk takes in an hour, whoever sends them."""
MARK_KEPT = timedelta(days=1)


def report_error(event: Event, *, what: Fault, text: str, language: str, address: str) -> ErrorReport:
    """Stores a reader's remark on a published event; `address` is where it came from, and is not kept.

    Raises `ValidationError`: code `wrong-state` where readers do not see the event, `too-many` over the hour's
    limit (requests that arrive in the same instant may pass it by as many as there are threads).
    """
    if event.review != Review.PUBLISHED:
        raise ValidationError(_("Only a published event can be reported."), code="wrong-state")
    now = timezone.now()
    # Old marks count for nothing any more. The history never held them, so it misses nothing here.
    ErrorReport.objects.filter(created_at__lt=now - MARK_KEPT).exclude(sender="").update(sender="")
    # An hour may begin yesterday, when the same sender bore another mark.
    marks = {sender_mark(address, day) for day in (now.date(), (now - WINDOW).date())}
    lately = ErrorReport.objects.filter(created_at__gt=now - WINDOW)
    if lately.filter(sender__in=marks).count() >= MOST_FROM_ONE:
        raise ValidationError(
            _("You have sent several reports within the hour. Thank you; please send this one a little later."),
            code="too-many",
        )
    if lately.count() >= MOST_IN_ALL:
        raise ValidationError(
            _("The desk is receiving too many reports at once. Please send yours a little later."), code="too-many"
        )
    report = ErrorReport(
        event_id=event.pk,
        what=what,
        text=text.replace("\r\n", "\n").replace("\r", "\n").strip(),
        language=language,
        sender=sender_mark(address, now.date()),
        created_at=now,
    )
    save_valid(report)
    return report


@transaction.atomic
def close_report(report: ErrorReport, *, by: AbstractBaseUser) -> None:
    """Notes who dealt with it, once. Raises `ValidationError` (code `wrong-state`) if somebody did already."""
    stored = ErrorReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if not stored.is_open:
        raise ValidationError(
            _("“%(report)s” has been dealt with already."), code="wrong-state", params={"report": stored}
        )
    stored.handled_by_id, stored.handled_at, stored.sender = by.pk, timezone.now(), ""
    save_valid(stored)
    report.refresh_from_db()


def sender_mark(address: str, day: date) -> str:
    """The same all day for one address (for one network of an IPv6 household), and not to be turned back."""
    told = f"error report|{day.isoformat()}|{client_network(address)}"
    return hmac.new(settings.SECRET_KEY.encode(), told.encode(), "sha256").hexdigest()
