"""What a file does to events: new drafts, changed drafts, history, and nothing in public."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crisis.articles.models import Reference, Source
from crisis.desk.events.subjects import ActorSheet, PlaceSheet
from crisis.events.models import Actor, Event, EventRevision, Evidence, Meeting, Participation, Place, Statement
from crisis.events.search.matching import matching, terms_of
from crisis.events.vocabulary import Kind, LinkKind, Role
from crisis.events.writing import Part, link
from tests.desk.exchange.sheets import EMPTY, file_of, imported, new_row, passage, rows_of
from tests.events.versions import revisions
from tests.making import make_actor, make_article, make_event, make_place, make_reference, make_topic, quote_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_a_new_row_becomes_a_draft() -> None:
    make_place(), make_actor("lavrov"), make_topic()
    who = {"actors": "lavrov || ", "actor_roles": "participant || host", "actors_fr": " || la Suisse"}
    row = new_row(place="geneve", topics="otan", format="in_person", **who)

    result = imported(file_of([row]))

    event = Meeting.objects.get()
    assert (result.counts["new"], event.review, event.origin, event.rule) == (1, "draft", "imported", "file")
    assert (str(event.starts_on), event.place.slug, event.format) == ("2022-01-21", "geneve", "in_person")
    assert [(part.role, part.name) for part in event.participations.all()] == [
        ("participant", "Lavrov"),
        ("host", "la Suisse"),
    ]
    assert [str(evidence) for evidence in event.evidence.all()] == ["Journal d'essai: Des ministres à Genève"]
    assert [tagging.topic.slug for tagging in event.taggings.all()] == ["otan"]
    assert list(Event.objects.public()) == []


def test_a_new_statement_quotes_an_article() -> None:
    article = make_article()
    first, second = quote_words(article, "se sont vus mardi"), quote_words(article, "ils sont repartis")
    row = {
        **new_row(kind="statement", mode="direct", actor_roles="speaker", actors_fr="une responsable"),
        **passage(article.sha256, f"{first.start}-{first.end}", "announces"),
        "quote_fingerprints": f"{article.sha256} || {article.sha256}",
        "quote_spans": f"{second.start}-{second.end} || 0-5",
    }

    imported(file_of([row]))

    event = Statement.objects.get()
    assert [(row.stance, row.excerpt.words) for row in event.evidence.all()] == [("announces", "se sont vus mardi")]
    assert [row.excerpt.words for row in event.quotations.all()] == ["ils sont repartis", "Titre"]


def test_a_new_event_is_found_by_its_words() -> None:
    make_actor("lavrov", aliases="Sergueï Viktorovitch")

    imported(file_of([new_row(actors="lavrov", actor_roles="participant")]))

    assert [event.title_fr for event in matching(Event.objects.all(), terms_of("viktorovitch geneve"))] == [
        "Rencontre à Genève"
    ]


def test_a_changed_draft_is_changed_and_only_it() -> None:
    changed, other = make_event(place=make_place()), make_event()
    make_place("kiev")
    rows = [
        {**row, "place": "kiev", "date": "2022-01-19", "title_fr": "Autre titre"} if row["uid"] == changed.uid else row
        for row in rows_of()
    ]

    result = imported(file_of(rows, "xlsx"), "xlsx")

    changed.refresh_from_db(), other.refresh_from_db()
    assert (result.counts["changed"], result.counts["unchanged"]) == (1, 1)
    assert (changed.place.slug, str(changed.starts_on), changed.title_fr) == ("kiev", "2022-01-19", "Autre titre")
    assert (changed.version, other.version) == (2, 1)
    assert (revisions(changed).count(), revisions(other).count()) == (2, 1)
    assert " autre titre " in changed.search_text


def test_what_hangs_on_a_draft_becomes_what_the_file_says() -> None:
    dupont, durand = make_actor("dupont"), make_actor("durand")
    kept = make_reference("Gardée")
    event = make_event(
        Kind.STATEMENT,
        support=(make_reference("Ôtée"), kept),
        parts=(Part(role=Role.SPEAKER, actor=dupont), Part(role=Role.INVOLVED, actor=durand)),
        topics=(make_topic("otan"), make_topic("gaz")),
    )
    other, third = make_event(), make_event()
    link(event, other, LinkKind.ANSWERS)
    [row] = rows_of(queryset=Event.objects.filter(pk=event.pk))
    kept_row, kept_part = Evidence.objects.get(reference=kept), Participation.objects.get(actor=durand)

    imported(
        file_of(
            [
                {
                    **row,
                    "evidence_stances": "denies || confirms",
                    "evidence_publishers": "Agence || Journal d'essai",
                    "evidence_titles": "Nouvelle || Gardée",
                    "evidence_urls": " || https://example.org/",
                    "actors": "durand || ",
                    "actor_roles": "involved || speaker",
                    "actors_fr": " || un porte-parole",
                    "topics": "gaz",
                    "links": f"cancels:{third.uid}",
                }
            ]
        )
    )

    event.refresh_from_db()
    assert [(row.stance, str(row)) for row in event.evidence.all()] == [
        ("denies", "Agence: Nouvelle"),
        ("confirms", "Journal d'essai: Gardée"),
    ]
    assert [(part.role, part.name) for part in event.participations.all()] == [
        ("involved", "Durand"),
        ("speaker", "un porte-parole"),
    ]
    assert [tagging.topic.slug for tagging in event.taggings.all()] == ["gaz"]
    assert [(link.kind, link.to_event_id) for link in event.links.all()] == [("cancels", third.pk)]
    assert event.version == 2
    assert kept_row in event.evidence.all()
    assert kept_part in event.participations.all()
    assert " nouvelle " in event.search_text


def test_rows_name_each_other_before_they_are_stored() -> None:
    first = new_row(uid="aaaaaaaaaa", links="announces:bbbbbbbbbb")
    second = new_row(uid="bbbbbbbbbb", title_fr="Seconde", links="fulfils:aaaaaaaaaa")

    imported(file_of([first, second]))

    assert [(row["uid"], row["links"]) for row in rows_of()] == [
        ("aaaaaaaaaa", "announces:bbbbbbbbbb"),
        ("bbbbbbbbbb", "fulfils:aaaaaaaaaa"),
    ]


def test_everything_written_says_in_its_history_from_which_file() -> None:
    make_actor("lavrov"), make_event()
    rows = [
        {**rows_of()[0], "title_fr": "Autre titre"},
        new_row(actors="lavrov", actor_roles="participant", evidence_publishers="Agence", evidence_titles="Titre"),
    ]

    imported(file_of(rows))

    reasons = {model.__name__: model.history.latest().history_change_reason for model in (Reference, Source)}
    assert set(reasons.values()) == {"import of essai.csv"}
    assert EventRevision.objects.filter(why="import of essai.csv").count() == 2


def test_a_dry_run_writes_nothing_and_tells_what_would_be() -> None:
    event = make_event(title_fr="Avant")
    rows = [{**rows_of()[0], "title_fr": "Après"}, new_row()]

    result = imported(file_of(rows), dry_run=True)

    event.refresh_from_db()
    assert [(row.number, row.what, row.changes) for row in result.touched] == [
        (2, "changed", [("title_fr", "Avant", "Après")]),
        (3, "new", []),
    ]
    assert (event.title_fr, event.version, Event.objects.count()) == ("Avant", 1, 1)


def test_empty_rows_are_passed_over_and_counted() -> None:
    result = imported(file_of([EMPTY, new_row(), EMPTY, new_row(title_fr="")]))

    assert [row.number for row in result.refused] == [5]
    assert (result.counts["new"], result.counts["unchanged"]) == (1, 0)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_actors_and_places_are_made_and_changed(form: str) -> None:
    make_actor("lavrov", aliases="S. Lavrov", country="RU")
    event = make_event(parts=(Part(role=Role.PARTICIPANT, actor=make_actor("lavrov")),))
    [row] = rows_of(ActorSheet, Actor.objects.all())
    actors = [
        {**row, "aliases": "S. Lavrov\nM. Non"},
        {**row, "slug": "blinken", "name_fr": "Blinken", "country": "US"},
    ]
    place = {
        "slug": "lima",
        "name_fr": "Lima",
        "name_en": "Lima",
        "kind": "ville",
        "aliases": "",
        "country": "PE",
        "latitude": "-12.0464",
        "longitude": "-77.0369",
        "is_approximate": "false",
    }

    imported(file_of(actors, form), form, ActorSheet)
    imported(file_of([place], form), form, PlaceSheet)

    assert {actor.slug: actor.aliases for actor in Actor.objects.all()} == {
        "blinken": "S. Lavrov",
        "lavrov": "S. Lavrov\nM. Non",
    }
    assert str(Place.objects.get().longitude) == "-77.0369"
    assert list(matching(Event.objects.all(), terms_of("non"))) == [event.event_ptr]
    assert Actor.history.latest().history_change_reason == f"import of essai.{form}"


@pytest.mark.parametrize("count", [1, 3])
def test_unchanged_rows_cost_the_same_however_many(count: int) -> None:
    """Beside the savepoint of each row."""
    for _number in range(count):
        make_event(Kind.STATEMENT, place=make_place(), topics=(make_topic(),))
    content = file_of(rows_of())

    with CaptureQueriesContext(connection) as asked:
        imported(content)

    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) == 10


def test_a_changed_title_costs_the_same_however_much_the_event_rests_on() -> None:
    costs = []
    for number in (1, 6):
        support = tuple(make_reference(title=f"Titre {number}.{each}") for each in range(number))
        event = make_event(support=support, parts=(Part(role=Role.HOST, description="la Suisse"),))
        [row] = rows_of(queryset=Event.objects.filter(pk=event.pk))
        with CaptureQueriesContext(connection) as asked:
            result = imported(file_of([{**row, "title_fr": "Autre titre"}]))
        assert result.counts == {"changed": 1}
        costs.append(len([query for query in asked if "articles_" in query["sql"]]))

    assert costs[0] == costs[1]
