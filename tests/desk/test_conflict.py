"""Two editors, one row: both versions on the page, neither lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crisis.articles.models import Article, Source
from crisis.desk.conflict import Conflict
from crisis.events.models import Actor, Event, Evidence, Meeting
from tests.colleagues import sign_in
from tests.desk.forms import errors, page, sent
from tests.making import add_evidence, make_actor, make_article, make_event, make_reference

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _an_editor_in_english(client: Client) -> None:
    client.cookies["django_language"] = "en"
    sign_in(client)


def row_of(evidence: Evidence, **fields: Any) -> dict[str, Any]:
    assert evidence.reference
    return {
        "id": evidence.pk,
        "event": evidence.event_id,
        "publisher": evidence.reference.source.name,
        "reference_title": evidence.reference.title,
        "reference_url": evidence.reference.url,
        "stance": evidence.stance,
        "rank": evidence.rank,
        **fields,
    }


def form_of(event: Meeting, *rows: dict[str, Any], **fields: Any) -> dict[str, Any]:
    given = {"title_fr": event.title_fr, "title_en": event.title_en, "read_version": 1, **fields}
    return sent(rows={"evidence": list(rows) or [row_of(item) for item in event.evidence.all()]}, **given)


def conflict_on(response: Any) -> Conflict:
    found: Conflict = response.context["conflict"]
    return found


def choices(conflict: Conflict, **chosen: str) -> dict[str, str]:
    """What the page sends back: the sides it proposes, and those the editor chose."""
    sides = {difference.control: difference.side for difference in conflict.differences if difference.side}
    return {
        **sides,
        **{f"choice-{name}": side for name, side in chosen.items()},
        "settled_version": str(conflict.version),
    }


def test_both_texts_stand_on_the_page_with_what_there_was(client: Client) -> None:
    event = make_event(title_fr="Le titre d'avant")
    client.post(page("meeting", event), form_of(event, title_fr="Le titre de l'une"))

    response = client.post(page("meeting", event), form_of(event, title_fr="Le titre de l'autre"))

    [difference] = conflict_on(response).differences
    assert (difference.opened, difference.theirs, difference.mine, difference.side) == (
        "Le titre d'avant",
        "Le titre de l'une",
        "Le titre de l'autre",
        "",
    )
    assert conflict_on(response).who == "editor"
    shown = response.content.decode()
    assert [shown.count(words) > 0 for words in ("titre de l&#x27;une", "titre de l&#x27;autre")] == [True, True]
    assert "Somebody else changed this event" in errors(response)
    assert Meeting.objects.get(pk=event.pk).title_fr == "Le titre de l'une"


def test_where_one_side_changed_it_is_proposed_and_the_combination_saved(client: Client) -> None:
    event = make_event(title_fr="Avant", summary_fr="Résumé")
    client.post(page("meeting", event), form_of(event, title_fr="De l'une", summary_fr="Résumé"))
    mine = form_of(event, title_fr="Avant", summary_fr="De l'autre")

    conflict = conflict_on(client.post(page("meeting", event), mine))
    answer = client.post(page("meeting", event), {**mine, **choices(conflict)})

    stored = Meeting.objects.get(pk=event.pk)
    assert {(difference.name, difference.side) for difference in conflict.differences} == {
        ("title_fr", "theirs"),
        ("summary_fr", "mine"),
    }
    assert answer.status_code == 302
    assert (stored.title_fr, stored.summary_fr, stored.version) == ("De l'une", "De l'autre", 3)


@pytest.mark.parametrize(("side", "title"), [("mine", "De l'autre"), ("theirs", "De l'une")])
def test_where_both_changed_it_the_editor_chooses(client: Client, side: str, title: str) -> None:
    event = make_event()
    client.post(page("meeting", event), form_of(event, title_fr="De l'une"))
    mine = form_of(event, title_fr="De l'autre")

    conflict = conflict_on(client.post(page("meeting", event), mine))
    undecided = client.post(page("meeting", event), {**mine, **choices(conflict)})
    client.post(page("meeting", event), {**mine, **choices(conflict, title_fr=side)})

    assert [difference.chosen for difference in conflict_on(undecided).differences] == [""]
    assert Meeting.objects.get(pk=event.pk).title_fr == title


def test_a_third_version_in_between_is_a_conflict_again(client: Client) -> None:
    event = make_event()
    client.post(page("meeting", event), form_of(event, title_fr="De l'une"))
    mine = form_of(event, title_fr="De l'autre")
    conflict = conflict_on(client.post(page("meeting", event), mine))
    client.post(page("meeting", event), form_of(event, title_fr="D'une troisième", read_version=2))

    response = client.post(page("meeting", event), {**mine, **choices(conflict, title_fr="mine")})

    [difference] = conflict_on(response).differences
    assert (difference.theirs, difference.mine) == ("D'une troisième", "De l'autre")
    assert Meeting.objects.get(pk=event.pk).title_fr == "D'une troisième"


def test_the_same_words_of_both_are_no_difference(client: Client) -> None:
    event = make_event()
    client.post(page("meeting", event), form_of(event, title_fr="Le même"))
    mine = form_of(event, title_fr="Le même")

    conflict = conflict_on(client.post(page("meeting", event), mine))
    answer = client.post(page("meeting", event), {**mine, **choices(conflict)})

    assert (conflict.differences, answer.status_code) == ((), 302)


def test_evidence_of_the_colleague_stays_beside_ones_own(client: Client) -> None:
    event = make_event()
    [first] = event.evidence.all()
    theirs = {"publisher": "AFP", "reference_title": "Une dépêche"}
    client.post(page("meeting", event), form_of(event, row_of(first, stance="confirms"), theirs))
    mine = form_of(event, row_of(first), {"publisher": "Reuters", "reference_title": "Une autre"})

    conflict = conflict_on(client.post(page("meeting", event), mine))
    client.post(page("meeting", event), {**mine, **choices(conflict)})

    assert [(difference.name, difference.side) for difference in conflict.differences] == [("evidence-0", "theirs")]
    assert conflict.added == ("evidence: AFP: Une dépêche",)
    assert [(str(row), row.stance) for row in event.evidence.order_by("pk")] == [
        (str(first), "confirms"),
        ("AFP: Une dépêche", "reports"),
        ("Reuters: Une autre", "reports"),
    ]


def test_a_row_that_the_colleague_took_away_is_not_put_back_unasked(client: Client) -> None:
    event = make_event(support=(make_reference(), make_reference()))
    first, second = event.evidence.all()
    client.post(page("meeting", event), form_of(event, row_of(first), row_of(second, DELETE="on")))
    mine = form_of(event, row_of(first), row_of(second), summary_fr="Un mot")

    conflict = conflict_on(client.post(page("meeting", event), mine))
    answer = client.post(page("meeting", event), {**mine, **choices(conflict)})

    assert answer.status_code == 302
    assert [
        (difference.theirs, difference.side) for difference in conflict.differences if difference.name != "summary_fr"
    ] == [("(removed)", "theirs")]
    assert list(event.evidence.all()) == [first]
    assert Meeting.objects.get(pk=event.pk).summary_fr == "Un mot"


@pytest.mark.parametrize(("side", "left"), [("mine", 2), ("theirs", 1)])
def test_a_row_changed_here_and_taken_away_there_is_chosen(client: Client, side: str, left: int) -> None:
    event = make_event(support=(make_reference(), make_reference()))
    first, second = event.evidence.all()
    client.post(page("meeting", event), form_of(event, row_of(first), row_of(second, DELETE="on")))
    mine = form_of(event, row_of(first), row_of(second, stance="denies"))

    conflict = conflict_on(client.post(page("meeting", event), mine))
    client.post(page("meeting", event), {**mine, **choices(conflict, **{"evidence-1": side})})

    assert [difference.side for difference in conflict.differences] == [""]
    assert event.evidence.count() == left


def test_a_row_changed_by_both_is_chosen_whole(client: Client) -> None:
    event = make_event()
    [only] = event.evidence.all()
    client.post(page("meeting", event), form_of(event, row_of(only, stance="confirms")))
    mine = form_of(event, row_of(only, stance="denies"))

    conflict = conflict_on(client.post(page("meeting", event), mine))
    client.post(page("meeting", event), {**mine, **choices(conflict, **{"evidence-0": "theirs"})})

    only.refresh_from_db()
    assert ([difference.side for difference in conflict.differences], only.stance) == ([""], "confirms")


def test_a_command_that_left_no_history_is_a_conflict_too(client: Client) -> None:
    event = make_event()
    add_evidence(event, make_reference())
    Event.objects.filter(pk=event.pk).update(version=5, title_fr="D'une commande")

    conflict = conflict_on(client.post(page("meeting", event), form_of(event, title_fr="De l'autre")))

    assert [(difference.mine, difference.theirs) for difference in conflict.differences] == [
        ("De l'autre", "D'une commande")
    ]


def last(row: Any) -> int:
    return int(row.history.latest().history_id)


def test_an_actors_page_overwrites_nobody(client: Client) -> None:
    actor = make_actor("lavrov", name_fr="Lavrov", country="RU")
    address = reverse("admin:events_actor_change", args=[actor.pk])
    read = last(actor)
    form = {"name_fr": "Lavrov", "name_en": "Lavrov", "slug": "lavrov", "kind": "person", "country": "RU"}

    client.post(address, {**form, "name_fr": "Sergueï Lavrov", "read_version": read})
    mine = {**form, "aliases": "Lavrov S.", "read_version": read}
    conflict = conflict_on(client.post(address, mine))
    client.post(address, {**mine, **choices(conflict)})

    stored = Actor.objects.get()
    assert (stored.name_fr, stored.aliases) == ("Sergueï Lavrov", "Lavrov S.")


def test_an_articles_page_overwrites_nobody(client: Client) -> None:
    article = make_article()
    address = reverse("admin:articles_article_change", args=[article.pk])
    read = last(article)
    form = {
        "title": article.title,
        "source": article.source_id,
        "language": "fr",
        "rights": "excerpts",
        "published": "2022-01-18",
    }

    shown = client.get(address).content.decode()
    client.post(address, {**form, "published": "2022-01-19", "read_version": read})
    response = client.post(address, {**form, "published": "2022-01", "read_version": read})

    [difference] = conflict_on(response).differences
    assert f'name="read_version" value="{read}"' in shown
    assert (difference.opened, difference.theirs, difference.mine) == ("2022-01-18", "2022-01-19", "2022-01")
    assert Article.objects.get().published == "2022-01-19"


def test_a_sources_page_overwrites_nobody(client: Client) -> None:
    source = make_reference().source
    address = reverse("admin:articles_source_change", args=[source.pk])
    read = last(source)

    client.post(address, {"name": "L'une", "slug": source.slug, "read_version": read})
    response = client.post(address, {"name": "L'autre", "slug": source.slug, "read_version": read})

    assert [difference.theirs for difference in conflict_on(response).differences] == ["L'une"]
    assert Source.objects.get(pk=source.pk).name == "L'une"
