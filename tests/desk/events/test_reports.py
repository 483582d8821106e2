"""Readers' reports at the desk."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from crisis.desk.permissions import DeskRole
from crisis.events.models import ErrorReport
from crisis.events.reporting import close_report
from crisis.events.review import retract
from tests.colleagues import sign_in
from tests.desk.forms import page
from tests.making import make_event, make_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

REPORTS = reverse("admin:events_errorreport_changelist")


def mark(client: Client, *reports: ErrorReport) -> str:
    form = {"action": "mark_as_dealt_with", "_selected_action": [report.pk for report in reports]}
    return client.post(REPORTS, form, follow=True).content.decode()


def test_open_reports_stand_first_with_both_links(client: Client) -> None:
    editor = sign_in(client)
    event = make_event(published=True)
    done, _waiting = make_report(event, text="Traité."), make_report(event, text="<b>En attente</b>")
    close_report(done, by=editor)

    listed = client.get(REPORTS).content.decode()

    rows = re.findall(r"<tr><td class=\"action-checkbox\">.*?</tr>", listed, re.S)
    assert ["En attente" in row for row in rows] == [True, False]
    assert "&lt;b&gt;En attente&lt;/b&gt;" in rows[0]
    assert (page("meeting", event) in rows[0], event.get_absolute_url() in rows[0]) == (True, True)


def test_an_editor_marks_reports_as_dealt_with_once(client: Client) -> None:
    editor = sign_in(client)
    first, second = make_report(), make_report()
    close_report(first, by=editor)

    answer = mark(client, first, second)

    assert [report.handled_by for report in ErrorReport.objects.all()] == [editor, editor]
    assert ("1 report dealt with." in answer, "has been dealt with already" in answer) == (True, True)
    assert second.history.latest().history_user == editor


def test_a_contributor_reads_reports_and_closes_none(client: Client) -> None:
    sign_in(client, DeskRole.CONTRIBUTOR)
    report = make_report()

    mark(client, report)

    assert client.get(REPORTS).status_code == 200
    assert ErrorReport.objects.get().is_open


def test_nobody_rewrites_what_a_reader_wrote(client: Client) -> None:
    sign_in(client, DeskRole.CHIEF)
    report = make_report(text="Mot pour mot.")
    address = reverse("admin:events_errorreport_change", args=[report.pk])

    answers = [client.get(address), client.post(address, {"text": "Autre"}), client.post(f"{address[:-7]}delete/")]

    assert [answer.status_code for answer in answers] == [200, 403, 403]
    assert ErrorReport.objects.get().text == "Mot pour mot."


def test_the_page_of_an_open_report_has_the_actions_button(client: Client) -> None:
    editor = sign_in(client)
    report = make_report()
    address = reverse("admin:events_errorreport_change", args=[report.pk])
    shown = client.get(address)

    mark(client, report)

    assert (shown.context["may_close"], 'form="dealt-with"' in shown.content.decode()) == (True, True)
    assert ErrorReport.objects.get().handled_by == editor
    assert "dealt-with" not in client.get(address).content.decode()


def test_an_events_page_shows_its_open_reports(client: Client) -> None:
    editor = sign_in(client)
    event = make_event(published=True)
    close_report(make_report(event, text="Déjà vu."), by=editor)
    make_report(event, text="C'était à Berne.")
    make_report(text="Un autre événement.")

    shown = client.get(page("meeting", event)).content.decode()

    [block] = re.findall(r'<div id="open-reports">.*?</div>', shown, re.S)
    assert re.findall(r"</a> – (.*?) \(", block) == ["C&#x27;était à Berne."]


def test_a_retracted_event_leaves_its_reports_readable(client: Client) -> None:
    sign_in(client)
    event = make_event(published=True)
    make_report(event)
    retract(event, by=None, reason="Dépêche annulée")

    listed = client.get(REPORTS).content.decode()

    assert (event.get_absolute_url() in listed, "retracted" in listed) == (False, True)
