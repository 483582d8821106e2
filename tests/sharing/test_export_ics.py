"""The selection as a calendar, read back by a library made for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from crisis.events.review import retract
from crisis.events.vocabulary import Kind, Status
from crisis.events.writing import save_changed
from crisis.public.site import urn_of
from tests.making import make_article, make_correction, make_event, make_excerpt, make_place, make_reference, make_topic

pytestmark = pytest.mark.django_db


def written(client: Client, query: str = "") -> bytes:
    response = client.get(f"/export/events.ics{query}")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return b"".join(response.streaming_content)


def read(client: Client, query: str = "") -> list[Any]:
    """The components, none of which the library finds fault with."""
    calendar = Calendar.from_ical(written(client, query))
    assert [component.errors for component in (calendar, *calendar.subcomponents)] == [
        [] for _each in (calendar, *calendar.subcomponents)
    ]
    return list(calendar.subcomponents)


def test_a_known_day_is_a_whole_day_that_takes_up_nobodys_time(client: Client) -> None:
    place = make_place(latitude="46.2044", longitude="6.1432")
    event = make_event(
        title_fr="Rencontre à Genève", when="2022-01-18", place=place, topics=(make_topic(),), published=True
    )

    [entry] = read(client)

    assert (entry.name, entry["summary"], entry["dtstart"].dt, entry["dtend"].dt) == (
        "VEVENT",
        "Rencontre à Genève",
        date(2022, 1, 18),
        date(2022, 1, 19),
    )
    assert (entry["uid"], entry["url"]) == (urn_of(event.uid), f"http://testserver/e/{event.uid}/")
    assert (entry["transp"], entry["status"]) == ("TRANSPARENT", "CONFIRMED")
    assert (entry["location"], entry["geo"].to_ical()) == ("Genève", "46.2044;6.1432")
    assert [str(category) for category in entry["categories"].cats] == ["Rencontre", "Otan"]


@pytest.mark.parametrize(
    ("when", "first", "day_after", "doubt"),
    [
        ("2022-01", date(2022, 1, 1), date(2022, 2, 1), "janvier 2022"),
        ("2022", date(2022, 1, 1), date(2023, 1, 1), "2022"),
        ("2022-01-19/2022-01-21", date(2022, 1, 19), date(2022, 1, 22), "entre le 19 et le 21 janvier 2022"),
        ("2022-01-21~", date(2022, 1, 21), date(2022, 1, 22), "vers le 21 janvier 2022"),
        (
            "[2022-01-07,2022-01-14]",
            date(2022, 1, 7),
            date(2022, 1, 15),
            "l’un de ces jours\u00a0: 7 ou 14 janvier 2022",
        ),
        ("../2022-01-18", date(2022, 1, 18), date(2022, 1, 19), "au plus tard le 18 janvier 2022"),
        ("../2022-01", date(2022, 1, 1), date(2022, 2, 1), "au plus tard en janvier 2022"),  # not on the 31st
        ("2022-01-18~/..", date(2022, 1, 18), date(2022, 1, 19), "à partir du 18 janvier 2022"),
    ],
)
def test_a_doubtful_date_covers_what_is_possible_and_says_so(
    client: Client, when: str, first: date, day_after: date, doubt: str
) -> None:
    make_event(title_fr="Des troupes", when=when, published=True)

    [entry] = read(client)

    assert (entry["dtstart"].dt, entry["dtend"].dt) == (first, day_after)
    assert entry["summary"] == f"Des troupes ({doubt})"
    assert entry["x-crisis-edtf"] == when


def test_an_event_without_a_date_is_a_journal_entry_without_one(client: Client) -> None:
    make_event(title_fr="Un jour", when="", place=make_place(latitude="1", longitude="1"), published=True)

    [entry] = read(client)

    assert (entry.name, entry["summary"], entry["status"]) == ("VJOURNAL", "Un jour (date inconnue)", "FINAL")
    assert {"dtstart", "dtend", "location", "geo", "transp", "x-crisis-edtf"} & {
        name.lower() for name in entry
    } == set()


@pytest.mark.parametrize(
    ("status", "said", "title"),
    [
        (Status.OCCURRED, "CONFIRMED", "Rencontre"),
        (Status.SCHEDULED, "TENTATIVE", "Prévu\u00a0: Rencontre"),
        (Status.ANNOUNCED, "TENTATIVE", "Annoncé\u00a0: Rencontre"),
        (Status.CANCELLED, "CANCELLED", "Annulé\u00a0: Rencontre"),
        (Status.DENIED, "TENTATIVE", "Démenti\u00a0: Rencontre"),
    ],
)
def test_a_status_says_no_more_than_the_source(client: Client, status: Status, said: str, title: str) -> None:
    make_event(title_fr="Rencontre", status=status, published=True)
    make_event(title_fr="Rencontre", status=status, when="", published=True)

    entry, undated = read(client)

    assert (entry["status"], entry["summary"], entry["x-crisis-status"]) == (said, title, status.value)
    assert undated["status"] == ("CANCELLED" if status == Status.CANCELLED else "FINAL")


def test_the_description_has_the_exact_words_who_published_them_and_what_nobody_checked(client: Client) -> None:
    article = make_article("Il a dit : « Nous, alliés ; nous tous \\ ensemble. »\nPuis rien.", published="2022-01")
    excerpt = make_excerpt(article, "« Nous, alliés ; nous tous \\ ensemble. »\nPuis rien.")
    event = make_event(
        Kind.STATEMENT, support=(excerpt, make_reference("Titre", "Journal")), summary_fr="Il parle.", published=True
    )

    [entry] = read(client)

    assert str(entry["description"]).split("\n\n") == [
        "Déclaration (a eu lieu), 18 janvier 2022",
        "Forme : discours direct",
        "Il parle.",
        "Pas encore relu",
        "«\u00a0« Nous, alliés ; nous tous \\ ensemble. »\nPuis rien.\u00a0» — Agence d'essai, janvier 2022",
        "Journal — Titre\nhttps://example.org/",
        f"http://testserver/e/{event.uid}/",
    ]


def test_a_change_raises_the_sequence_and_keeps_the_name(client: Client) -> None:
    event = make_event(published=True)
    [before] = read(client)
    make_correction(event)

    [after] = read(client)

    assert after["uid"] == before["uid"]
    assert after["sequence"] == before["sequence"] + 1
    assert after["last-modified"].dt >= before["last-modified"].dt
    assert after["created"].dt == before["created"].dt


def test_every_line_is_short_ends_as_it_should_and_holds_nothing_unprintable(client: Client) -> None:
    words = "Été — Київ \x0b\x1f\ufffe fin. \x85 \u2028 " * 3
    make_event(summary_fr=words, published=True)

    body = written(client)
    lines = body.split(b"\r\n")

    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert [line for line in lines if set(line) & {*range(32), 127}] == []
    assert (
        str(Calendar.from_ical(body).subcomponents[0]["description"]).count("\ufffd\ufffd\ufffd fin. \x85 \u2028") == 3
    )


def test_an_approximate_place_is_named_and_not_pinned(client: Client) -> None:
    make_event(place=make_place(latitude="48", longitude="38", is_approximate=True), published=True)

    [entry] = read(client)

    assert (entry["location"], entry.get("geo")) == ("Genève", None)


def test_a_calendar_says_what_it_is_of_and_when_to_look_again(client: Client) -> None:
    make_event(published=True)

    calendar = Calendar.from_ical(written(client, "?kind=meeting&lang=en"))

    assert calendar["x-wr-calname"] == "The Ukraine crisis\\, from the source – meetings"
    assert calendar["refresh-interval"].dt == timedelta(hours=6)
    assert calendar["source"] == "http://testserver/export/events.ics?kind=meeting&lang=en"
    assert calendar["url"] == "http://testserver/en/?kind=meeting"
    assert calendar.subcomponents[0]["summary"].params["LANGUAGE"] == "en"


def test_a_calendar_of_nothing_is_still_a_calendar(client: Client) -> None:
    assert [component.name for component in read(client)] == ["VTIMEZONE"]


def test_what_is_no_longer_public_is_in_no_calendar(client: Client) -> None:
    make_event()
    gone = make_event(published=True)
    retract(gone, by=None, reason="Erreur")
    kept = make_event(published=True)

    assert [entry["uid"] for entry in read(client)] == [urn_of(kept.uid)]


def test_the_last_day_of_the_calendar_has_no_day_after(client: Client) -> None:
    event = make_event(published=True)
    event.when = "9999"
    save_changed(event)

    [entry] = read(client)

    assert (entry["dtstart"].dt, entry.get("dtend")) == (date(9999, 1, 1), None)
