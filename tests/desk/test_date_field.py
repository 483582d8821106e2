"""The date field at the desk: typed as one says it, stored as EDTF, explained beside."""

from __future__ import annotations

import pytest
from django.urls import reverse

from crisis.articles.models import Article
from crisis.desk.permissions import DeskRole
from crisis.events.models import Meeting
from tests.colleagues import sign_in
from tests.desk.forms import WORDS, errors, page, sent
from tests.making import make_event, make_reference

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def understand(client, typed: str):
    return client.get(reverse("admin:understand-date"), {"typed": typed})


def test_an_event_keeps_the_date_in_edtf_however_it_was_typed(client):
    sign_in(client)

    client.post(page("meeting"), sent(when="du 19 au 21 janvier 2022"))

    event = Meeting.objects.get()
    assert (event.when, str(event.starts_on), str(event.ends_on)) == (
        "2022-01-19/2022-01-21",
        "2022-01-19",
        "2022-01-21",
    )


def test_an_article_keeps_the_date_in_edtf_however_it_was_typed(client):
    sign_in(client)
    form = {"title": "Titre", "source": make_reference().source.pk, "language": "fr", "text": WORDS}

    client.post(reverse("admin:articles_article_add"), {**form, "published": "janvier 2022", "rights": "excerpts"})

    assert Article.objects.get().published == "2022-01"


def test_the_page_says_how_the_stored_date_is_understood(client):
    sign_in(client)
    event = make_event(when="2022-01~")

    shown = client.get(page("meeting", event)).content.decode()

    assert "understood as: around January 2022" in shown


def test_a_refused_form_comes_back_as_it_was_typed_with_what_was_understood(client):
    sign_in(client)

    other = client.post(page("meeting"), sent(when="01/02/2022", title_en=""))
    refused = client.post(page("meeting"), sent(when="hier"))

    assert "understood as: 1 February 2022 (day first)" in other.content.decode()
    assert other.context["adminform"].form["when"].value() == "01/02/2022"
    assert "depends on the day it is read on" in errors(refused)
    assert refused.context["adminform"].form["when"].value() == "hier"


def test_the_same_date_typed_otherwise_is_no_change(client):
    sign_in(client)
    event = make_event(when="2022-01-21")
    form = client.get(page("meeting", event)).context["adminform"].form

    assert (
        form.fields["when"].has_changed("2022-01-21", "le 21 janvier 2022"),
        form.fields["when"].has_changed("2022-01-21", "22/01/2022"),
        form.fields["when"].has_changed("2022-01-21", "hier"),
    ) == (False, True, True)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("21/01/2022", {"edtf": "2022-01-21", "understood": "21 January 2022", "refusal": ""}),
        ("", {"edtf": "", "understood": "", "refusal": ""}),
        ("21 janvier", {"edtf": "", "understood": "", "refusal": "“21 janvier”: write the year too."}),
    ],
)
def test_the_desk_is_told_while_typing(client, typed, answer):
    sign_in(client, DeskRole.CONTRIBUTOR)

    assert understand(client, typed).json() == answer


def test_nobody_else_is_told(client):
    assert understand(client, "21/01/2022").status_code == 302
