"""What search engines and assistants are told of an event: who reports it, in which words, and no more than that."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from rdflib import Dataset, Literal, URIRef
from rdflib.namespace import RDF, SDO, Namespace

from crisis.events.models import Event
from crisis.events.vocabulary import ActorKind, Kind, MeetingFormat, Mode, Role, Status
from crisis.events.writing import Part
from crisis.public.site import urn_of
from crisis.sharing.exports.formats import FORMATS
from tests.making import make_actor, make_article, make_event, make_excerpt, make_place, make_reference

SCHEMA = Namespace("https://schema.org/")
LINKS = ("url", "mainEntityOfPage", "eventStatus", "eventAttendanceMode", "license", "contentUrl")
CONTEXT = {"@vocab": str(SCHEMA), **{name: {"@type": "@id"} for name in LINKS}}
"""What `https://schema.org` says of the names used here, so that a test asks no other host for it."""


def told(client: Client, path: str) -> dict[str, Any]:
    page = client.get(path).content.decode()
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    found: dict[str, Any] = json.loads(data)
    assert found["@context"] == "https://schema.org"
    return found


def told_of(client: Client, event: Event, language: str = "fr") -> dict[str, Any]:
    return told(client, client.get(f"/e/{event.uid}/", headers={"Accept-Language": language})["Location"])


def words_of(told: Any) -> set[str]:
    """Every property and type that is used, however deep."""
    if isinstance(told, list):
        return set().union(*map(words_of, told))
    if not isinstance(told, dict):
        return set()
    types = {told["@type"]} if "@type" in told else set()
    return types | {name for name in told if not name.startswith("@")} | words_of(list(told.values()))


def graph_of(told: dict[str, Any]) -> Dataset:
    graph = Dataset(default_union=True)
    graph.parse(data=json.dumps({**told, "@context": CONTEXT}), format="json-ld")
    return graph


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # of its own parts, by its own parser
@pytest.mark.django_db
def test_a_meeting_is_an_event_as_machines_read_it(client: Client) -> None:
    article = make_article(published="2022-01", url="https://example.org/a")
    event = make_event(
        title_fr="Rencontre à Genève",
        status=Status.SCHEDULED,
        format=MeetingFormat.IN_PERSON,
        place=make_place(latitude="46.204400", longitude="6.143200"),
        parts=(
            Part(role=Role.PARTICIPANT, actor=make_actor("lavrov")),
            Part(role=Role.HOST, actor=make_actor("suisse", kind=ActorKind.STATE)),
            Part(role=Role.PARTICIPANT, description="un conseiller"),
        ),
        support=(make_excerpt(article), make_reference("Communiqué", "Ministère")),
        published=True,
    )

    found = told_of(client, event)
    graph = graph_of(found)
    subject = URIRef(urn_of(event.uid))

    assert graph.value(subject, RDF.type) == SCHEMA.Event
    assert graph.value(subject, SCHEMA.startDate) == graph.value(subject, SCHEMA.endDate) == Literal("2022-01-18")
    assert graph.value(subject, SCHEMA.eventStatus) == SCHEMA.EventScheduled
    assert graph.value(subject, SCHEMA.eventAttendanceMode) == SCHEMA.OfflineEventAttendanceMode
    assert graph.value(subject, SCHEMA.url) == URIRef(f"http://testserver/e/{event.uid}/")
    assert [found["attendee"], found["organizer"]] == [
        [{"@type": "Person", "name": "Lavrov", "url": "http://testserver/fr/actors/lavrov/"}],
        [{"@type": "GovernmentOrganization", "name": "Suisse", "url": "http://testserver/fr/actors/suisse/"}],
    ]
    assert found["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": 46.2044, "longitude": 6.1432}
    assert found["subjectOf"] == [
        {
            "@type": "Quotation",
            "text": "Les ministres se sont vus mardi à Genève.",
            "inLanguage": "fr",
            "isPartOf": {
                "@type": "NewsArticle",
                "headline": "Titre d'essai",
                "inLanguage": "fr",
                "datePublished": "2022-01",
                "publisher": {"@type": "Organization", "name": "Agence d'essai"},
                "url": "https://example.org/a",
            },
        },
        {
            "@type": "CreativeWork",
            "name": "Communiqué",
            "publisher": {"@type": "Organization", "name": "Ministère"},
            "url": "https://example.org/",
        },
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.OCCURRED, None),
        (Status.ANNOUNCED, None),
        (Status.SCHEDULED, "https://schema.org/EventScheduled"),
        (Status.CANCELLED, "https://schema.org/EventCancelled"),
    ],
)
def test_a_status_is_told_only_where_there_is_a_word_for_it(
    client: Client, status: Status, expected: str | None
) -> None:
    event = make_event(status=status, published=True)

    assert told_of(client, event).get("eventStatus") == expected


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Kind)
def test_what_is_denied_is_a_claim_whatever_its_kind(client: Client, kind: Kind) -> None:
    event = make_event(
        kind,
        title_en="Withdrawal",
        status=Status.DENIED,
        support=(make_reference("Report", "Paper"),),
        parts=(Part(role=Role.CLAIMED_BY, actor=make_actor("otan", kind=ActorKind.ORGANISATION)),)
        + ((Part(role=Role.SPEAKER, actor=make_actor("dupont")),) if kind == Kind.STATEMENT else ()),
        published=True,
    )

    found = told_of(client, event, "en")

    assert (found["@type"], found["text"], found["claimant"][0]["name"]) == ("Claim", "Withdrawal", "Otan")
    assert [work["name"] for work in found["appearance"]] == ["Report"]
    assert {"startDate", "eventStatus"} & set(found) == set()


@pytest.mark.django_db
def test_exact_words_are_a_quotation_by_who_spoke_them(client: Client) -> None:
    article = make_article("Titre\n\n« Nous sommes prêts », a dit la ministre.", title="Titre")
    words = make_excerpt(article, "Nous sommes prêts")
    event = make_event(
        Kind.STATEMENT,
        mode=Mode.DIRECT,
        support=(make_excerpt(article, "« Nous sommes prêts », a dit la ministre."),),
        quotes=(words,),
        parts=(Part(role=Role.SPEAKER, actor=make_actor("ministre")),),
        published=True,
    )

    found = told_of(client, event)

    assert (found["@type"], found["text"], found["inLanguage"]) == ("Quotation", "Nous sommes prêts", "fr")
    assert [who["name"] for who in found["spokenByCharacter"]] == ["Ministre"]
    assert (found["isPartOf"]["@type"], found["isPartOf"]["headline"]) == ("NewsArticle", "Titre")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("status", [Status.OCCURRED, Status.DENIED])
def test_every_word_is_one_of_schema_orgs(client: Client, kind: Kind, status: Status) -> None:
    parts = tuple(Part(role=role, actor=make_actor(role.value)) for role in Role)
    event = make_event(kind, status=status, parts=parts, place=make_place(), support=(make_excerpt(),), published=True)

    words = words_of(told_of(client, event)) | words_of(told(client, "/fr/about/"))

    assert {word for word in words if word not in SDO} <= {"claimant"}  # newer than the list in rdflib


@pytest.mark.django_db
def test_words_that_nobody_quotes_are_no_quotation(client: Client) -> None:
    event = make_event(Kind.STATEMENT, mode=Mode.INDIRECT, support=(make_excerpt(),), published=True)

    found = told_of(client, event)

    assert (found["@type"], "text" in found, found["citation"][0]["@type"]) == ("CreativeWork", False, "Quotation")


@pytest.mark.django_db
def test_a_figure_of_troops_is_somebodys_claim(client: Client) -> None:
    event = make_event(
        Kind.TROOP_MOVEMENT,
        strength_min=100_000,
        strength_max=100_000,
        parts=(
            Part(role=Role.FORCE, actor=make_actor("armee", kind=ActorKind.FORCE)),
            Part(role=Role.CLAIMED_BY, actor=make_actor("kiev", kind=ActorKind.STATE)),
        ),
        published=True,
    )

    found = told_of(client, event, "en")
    claim = found["subjectOf"][0]

    assert (found["@type"], found["performer"][0]["name"]) == ("Event", "Armee")
    assert (claim["@type"], claim["text"], claim["claimant"][0]["name"]) == ("Claim", "100,000 soldiers", "Kiev")


@pytest.mark.django_db
def test_a_doubtful_date_stands_in_words(client: Client) -> None:
    event = make_event(when="../2022-01-18", summary_fr="Ils se sont vus.", published=True)

    found = told_of(client, event)

    assert found["description"] == "Au plus tard le 18 janvier 2022. Ils se sont vus."
    assert {"startDate", "endDate"} & set(found) == set()


@pytest.mark.django_db
def test_an_approximate_place_is_no_point(client: Client) -> None:
    place = make_place(latitude="46.2", longitude="6.1", is_approximate=True)

    assert "geo" not in told_of(client, make_event(place=place, published=True))["location"]


@pytest.mark.django_db
def test_no_text_ends_the_script(client: Client) -> None:
    title = "</script><script>alert(1)</script> & <!-- l'Otan"
    event = make_event(title_fr=title, published=True)

    page = client.get(event.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert told_of(client, event)["name"] == title


@pytest.mark.django_db
def test_the_page_of_an_article_is_about_it(client: Client) -> None:
    article = make_article(published="2022-01", url="https://example.org/a")
    make_event(support=(make_excerpt(article),), published=True)

    found = told(client, article.get_absolute_url())

    assert (found["@type"], found["url"]) == ("WebPage", f"http://testserver{article.get_absolute_url()}")
    assert [found["about"][name] for name in ("@type", "headline", "datePublished", "url")] == [
        "NewsArticle",
        "Titre d'essai",
        "2022-01",
        "https://example.org/a",
    ]


@pytest.mark.django_db
def test_the_whole_is_a_data_set_with_each_format_until_when_and_under_which_licence(client: Client) -> None:
    event = make_event(when="2022-01-18", published=True)
    make_event(when="2022-02-24", published=True)
    make_event(when="2023-01-01")

    found = told(client, "/fr/about/")

    assert (found["@type"], found["temporalCoverage"]) == ("Dataset", "2022-01-18/2022-02-24")
    assert found["dateModified"] >= event.changed_at.isoformat(timespec="seconds")
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert {entry["contentUrl"]: entry["encodingFormat"] for entry in found["distribution"]} == {
        f"http://testserver/export/events.{ending}": form.media_type for ending, form in FORMATS.items()
    }
    assert "publisher" not in found
    assert {client.get(entry["contentUrl"]).status_code for entry in found["distribution"]} == {200}


@pytest.mark.django_db
def test_no_licence_and_no_publisher_is_made_up(client: Client, settings: LazySettings) -> None:
    settings.DATA_LICENCE, settings.SITE_PUBLISHER = "", "Une rédaction"

    found = told(client, "/en/about/")

    assert ("license" in found, found["publisher"]) == (False, {"@type": "Organization", "name": "Une rédaction"})
    assert {"temporalCoverage", "dateModified"} & set(found) == set()
