"""The API says what the page says."""

from __future__ import annotations

import pytest
from django.test import Client

from crisis.events.models import Event
from crisis.events.review import merge, retract
from crisis.events.vocabulary import Kind, Role
from crisis.events.writing import Part
from tests.making import make_actor, make_article, make_event, make_excerpt, make_place, make_whole_event, quote_words

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_a_selection_has_items_a_count_and_the_way_on(client: Client) -> None:
    for _number in range(52):
        make_event(published=True)
    make_event(Kind.STATEMENT, published=True)
    make_event()

    first = client.get("/api/v1/events?kind=meeting").json()
    second = client.get(first["next"]).json()

    assert (len(first["items"]), first["count"], len(second["items"]), second["next"]) == (50, 52, 2, None)
    assert {item["uid"] for item in first["items"]} & {item["uid"] for item in second["items"]} == set()


def test_an_event_has_its_evidence_and_no_more_than_its_date(client: Client) -> None:
    event = make_event(
        title_fr="Une rencontre",
        title_en="A meeting",
        when="2022-01",
        place=make_place(),
        parts=(Part(role=Role.HOST, actor=make_actor("lavrov")), Part(role=Role.INVOLVED, description="un garde")),
        support=(make_excerpt(),),
        published=True,
    )

    found = client.get(f"/api/v1/events/{event.uid}").json()

    assert (found["when"], found["starts_on"], found["ends_on"], found["precision"]) == (
        "2022-01",
        "2022-01-01",
        "2022-01-31",
        "month",
    )
    assert found["url"] == f"http://testserver/e/{event.uid}/"
    assert found["place"] == {
        "slug": "geneve",
        "name": {"fr": "Genève", "en": "Geneva"},
        "latitude": None,
        "longitude": None,
        "approximate": False,
    }
    assert [(actor["slug"], actor["role"]) for actor in found["actors"]] == [("lavrov", "host"), (None, "involved")]
    assert found["evidence"][0]["text"] == "Les ministres se sont vus mardi à Genève."


def test_drafts_are_not_there_retracted_are_gone_and_merged_lead_on(client: Client) -> None:
    draft, gone, first, second = (
        make_event(),
        make_event(published=True),
        make_event(published=True),
        make_event(published=True),
    )
    retract(gone, by=None, reason="Erreur")
    merge(first, into=Event.objects.get(pk=second.pk), by=None)

    answers = {uid: client.get(f"/api/v1/events/{uid}") for uid in (draft.uid, gone.uid, first.uid, "nobody")}

    assert [answer.status_code for answer in answers.values()] == [404, 410, 200, 404]
    assert answers[first.uid].json()["uid"] == second.uid


def test_an_event_of_any_kind_is_told_as_it_is_described(client: Client) -> None:
    make_whole_event()
    described = client.get("/api/v1/openapi.json").json()
    known = described["components"]["schemas"]["Event"]["properties"]

    told = [set(item) for item in client.get("/api/v1/events").json()["items"]]

    assert [keys - set(known) for keys in told] == [set(), set(), set()]
    assert set.union(*told) == set(known)


def test_the_next_page_is_in_the_same_language(client: Client) -> None:
    for _number in range(51):
        make_event(support=(make_excerpt(),), published=True)

    first = client.get("/api/v1/events?lang=en").json()
    second = client.get(first["next"]).json()

    assert [page["items"][0]["evidence"][0]["article"].split("/")[3] for page in (first, second)] == ["en", "en"]


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("kind=meeting&sort=oldest&lang=en", None),
        ("kind=meating", "kind"),
        ("actor=nobody&from=soon", "actor, from"),
        ("colour=red&lang=de", "colour, lang"),
        ("cursor=nonsense", "cursor"),
        ("cursor=YXx8AA", "cursor"),  # with a NUL character in it
        ("sort=relevance&q=a&cursor=-1", "cursor"),
        ("%22%0D%0Aa=1", "%2522%250D%250Aa".replace("%25", "%")),
    ],
)
def test_what_is_not_understood_is_named_and_ignored(client: Client, query: str, ignored: str | None) -> None:
    make_event(published=True)

    answer = client.get(f"/api/v1/events?{query}")

    assert (answer.status_code, answer.headers.get("Crisis-Ignored")) == (200, ignored)
    assert (answer.json()["count"], len(answer.json()["items"])) == ((0, 0) if "q=a" in query else (1, 1))


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_the_same_however_many_events(client: Client, django_assert_num_queries, number: int) -> None:
    for _number in range(number):
        make_event(parts=(Part(role=Role.HOST, actor=make_actor("lavrov")),), published=True)

    with django_assert_num_queries(8):
        client.get("/api/v1/events")


@pytest.mark.parametrize(
    ("path", "status"), [("events/%00", 404), ("events?actor=%00", 200), ("density?place=%00", 200)]
)
def test_a_nul_character_breaks_nothing(client: Client, path: str, status: int) -> None:
    assert client.get(f"/api/v1/{path}").status_code == status


def test_a_header_before_the_title_is_no_context_of_any_words(client: Client) -> None:
    article = make_article("Sous embargo\nTitre d'essai\n\nIls se sont vus.")
    event = make_event(support=(quote_words(article, "Ils se sont vus."),), published=True)

    [evidence] = client.get(f"/api/v1/events/{event.uid}").json()["evidence"]

    assert (evidence["prefix"], evidence["start"]) == ("Titre d'essai\n\n", 28)
