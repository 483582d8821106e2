"""What readers may report, how often, and what is kept of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from crisis.events import reporting
from crisis.events.models import ErrorReport
from crisis.events.reporting import MOST_FROM_ONE, MOST_IN_ALL, close_report, report_error, sender_mark
from crisis.events.review import reject, retract
from crisis.events.vocabulary import Fault
from tests.making import make_event, make_report

pytestmark = pytest.mark.django_db

ONE = "192.0.2.1"
TODAY = date(2022, 1, 18)


def test_a_report_keeps_what_was_said_and_not_who_said_it() -> None:
    event = make_event(published=True)

    report = report_error(event, what=Fault.PLACE, text="  À Genève,\r\npas à Berne. ", language="fr", address=ONE)

    assert list(event.error_reports.open()) == [report]
    assert (report.what, report.text, report.language) == ("place", "À Genève,\npas à Berne.", "fr")
    assert not any(ONE in str(value) for value in ErrorReport.objects.values_list().get())
    assert not hasattr(ErrorReport.history.get(), "sender")


def test_only_what_readers_see_can_be_reported() -> None:
    draft, rejected, retracted = make_event(), make_event(), make_event(published=True)
    reject(rejected, by=None)
    retract(retracted, by=None, reason="Dépêche annulée")

    for event in (draft, rejected, retracted):
        with pytest.raises(ValidationError) as refusal:
            make_report(event)
        assert refusal.value.code == "wrong-state"


@pytest.mark.parametrize("text", ["", " \r\n ", "é" * 2001])
def test_nothing_and_a_book_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        make_report(text=text)

    assert ErrorReport.objects.count() == 0


def test_one_sender_is_heard_five_times_an_hour() -> None:
    event = make_event(published=True)
    for _time in range(MOST_FROM_ONE):
        make_report(event, address=ONE)

    with pytest.raises(ValidationError) as refusal:
        make_report(event, address=ONE)
    make_report(event, address="192.0.2.2")

    assert (refusal.value.code, MOST_FROM_ONE, ErrorReport.objects.count()) == ("too-many", 5, 6)


def test_an_hour_later_the_sender_is_heard_again() -> None:
    event = make_event(published=True)
    for _time in range(MOST_FROM_ONE):
        make_report(event, address=ONE)
    ErrorReport.objects.update(created_at=timezone.now() - timedelta(minutes=61))

    make_report(event, address=ONE)

    assert ErrorReport.objects.count() == 6


def test_midnight_does_not_begin_a_new_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    late = timezone.now().replace(hour=23, minute=50)
    event = make_event(published=True)
    monkeypatch.setattr(reporting.timezone, "now", lambda: late)
    for _time in range(MOST_FROM_ONE):
        make_report(event, address=ONE)
    monkeypatch.setattr(reporting.timezone, "now", lambda: late + timedelta(minutes=20))

    with pytest.raises(ValidationError) as refusal:
        make_report(event, address=ONE)

    assert refusal.value.code == "too-many"


def test_the_desk_takes_two_hundred_an_hour() -> None:
    event = make_event(published=True)
    first = make_report(event)
    fields = {"event_id": event.pk, "what": first.what, "text": first.text, "language": "fr"}
    ErrorReport.objects.bulk_create(ErrorReport(**fields, sender=str(number)) for number in range(MOST_IN_ALL - 1))

    with pytest.raises(ValidationError) as refusal:
        make_report(event)

    assert (refusal.value.code, MOST_IN_ALL) == ("too-many", 200)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ONE, ONE, True),
        (ONE, "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::2", True),  # one household
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", ONE, True),
        ("", "unknown", True),
    ],
)
def test_a_mark_tells_senders_apart(one: str, other: str, same: bool) -> None:
    assert (sender_mark(one, TODAY) == sender_mark(other, TODAY)) is same


def test_a_mark_says_nothing_tomorrow_and_elsewhere(settings) -> None:
    today, tomorrow = sender_mark(ONE, TODAY), sender_mark(ONE, TODAY + timedelta(days=1))
    settings.SECRET_KEY = "another key of at least thirty-two characters"
    elsewhere = sender_mark(ONE, TODAY)

    assert len({today, tomorrow, elsewhere}) == 3


def test_a_mark_is_erased_after_a_day() -> None:
    old = make_report()
    ErrorReport.objects.update(created_at=timezone.now() - timedelta(hours=25))

    new = make_report()

    assert [bool(ErrorReport.objects.get(pk=report.pk).sender) for report in (old, new)] == [False, True]


def test_dealing_with_a_report_leaves_who_and_when() -> None:
    editor = User.objects.create_user("editor")
    report = make_report()

    close_report(report, by=editor)

    stored = ErrorReport.objects.get()
    assert (stored.handled_by, stored.is_open, stored.sender, report.is_open) == (editor, False, "", False)
    assert [row.handled_by for row in stored.history.all()] == [editor, None]


def test_a_report_is_dealt_with_once() -> None:
    first, second = User.objects.create_user("first"), User.objects.create_user("second")
    report = make_report()
    stale = ErrorReport.objects.get()
    close_report(report, by=first)

    with pytest.raises(ValidationError) as refusal:
        close_report(stale, by=second)

    assert (refusal.value.code, ErrorReport.objects.get().handled_by) == ("wrong-state", first)


def test_open_reports_come_first() -> None:
    editor = User.objects.create_user("editor")
    event = make_event(published=True)
    done, early, late = (make_report(event) for _number in range(3))
    close_report(done, by=editor)

    assert list(ErrorReport.objects.all()) == [late, early, done]
