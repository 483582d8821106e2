"""What is to be done, as filters of the lists; and selections an editor keeps under a name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from crisis.articles.models import Article, Excerpt
from crisis.articles.writing import astray
from crisis.desk.awaiting import NO_DAY, NOT_READ
from crisis.desk.events.admin import QUESTIONS
from crisis.desk.permissions import DeskRole
from crisis.desk.saved_filters import save_filter, selection_of
from crisis.events.models import Event, SavedFilter
from crisis.events.review import publish
from tests.colleagues import sign_in
from tests.desk.forms import page, sent
from tests.making import make_article, make_event, make_excerpt, make_place, make_report, quote_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

LIST = reverse("admin:events_event_changelist")


def listed(client: Client, address: str = LIST, **query: str) -> set[Any]:
    response = client.get(address, query)
    assert response.status_code == 200
    return {event.pk for event in response.context["cl"].result_list}


def aged(event: Event) -> Event:
    Event.objects.filter(pk=event.pk).update(created_at=timezone.now() - timedelta(days=2))
    return event


def altered(excerpt: Excerpt) -> Excerpt:
    """Behind the models' back: stored articles are not altered."""
    Article.objects.filter(pk=excerpt.article_id).update(text="Tout autre chose que ce qui fut marqué un jour, ici.")
    return excerpt


def test_every_question_finds_what_it_asks_for(client: Client) -> None:
    user = sign_in(client)
    place = make_place()
    plain = {"place": place}
    old, new = aged(make_event(**plain)), make_event(**plain)
    unreviewed, reviewed = make_event(published=True, **plain), make_event(**plain)
    publish(reviewed, by=user)
    astray_event = make_event(support=(altered(make_excerpt()),), **plain)
    sound = make_event(support=(make_excerpt(make_article()),), **plain)
    nowhere, undated = make_event(), make_event(when="", **plain)
    reported = make_event(**plain)
    publish(reported, by=user)
    make_report(reported)

    found = {name: listed(client, todo=name) for name in QUESTIONS}

    drafts = {old.pk, new.pk, astray_event.pk, sound.pk, nowhere.pk, undated.pk}
    assert found == {
        "drafts": drafts,
        "old-drafts": {old.pk},
        "unreviewed": {unreviewed.pk},
        "reports": {reported.pk},
        "words": {astray_event.pk},
        "no-place": {nowhere.pk},
        "no-date": {undated.pk},
        "mine": {reviewed.pk, reported.pk},
    }


def test_mine_are_those_i_made_or_changed_this_week(client: Client) -> None:
    sign_in(client)
    theirs, mine = make_event(), make_event()
    client.post(page("meeting", mine), sent(title_fr="À moi"))

    assert listed(client, todo="mine") == {mine.pk}
    mine.revisions.update(at=timezone.now() - timedelta(days=8))
    assert listed(client, todo="mine") == set()
    assert Event.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("name", [*QUESTIONS, "nonsense"])
@pytest.mark.parametrize("model", ["meeting", "troopmovement", "statement"])
def test_the_lists_of_the_kinds_ask_the_same(client: Client, model: str, name: str) -> None:
    sign_in(client)
    address = reverse(f"admin:events_{model}_changelist")

    assert client.get(address, {"todo": name, "_facets": "True"}).status_code == 200


def test_the_database_fingerprints_words_as_the_house_does() -> None:
    article = make_article("« Déjà » — 😀 Київ, l'été\u00a0! Fin.")
    for words in ("« Déjà » — 😀", "Київ", "😀 Київ, l'été\u00a0!", "Fin."):
        quote_words(article, words)

    assert list(astray(Excerpt.objects.all())) == []
    Excerpt.objects.update(end=F("end") - 1)
    assert astray(Excerpt.objects.all()).count() == 4


def test_articles_wait_to_be_read_and_to_be_dated(client: Client) -> None:
    sign_in(client)
    dated = make_article(published="2022-01-18")
    vague, undated, open_ended = (make_article(published=when) for when in ("2022-01", "", "2022-01-18/.."))
    make_event(support=(make_excerpt(dated),), origin="extracted")
    address = reverse("admin:articles_article_changelist")

    assert listed(client, address, todo=NOT_READ) == {vague.pk, undated.pk, open_ended.pk}
    assert listed(client, address, todo=NO_DAY) == {vague.pk, undated.pk, open_ended.pk}


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("todo=drafts&p=3&e=1", "todo=drafts"),
        ("q=gen%C3%A8ve&kind__exact=meeting", "kind__exact=meeting&q=gen%C3%A8ve"),
        ("b=&a=1&_facets=True", "a=1"),
        ("p=2", ""),
    ],
)
def test_what_is_kept_is_the_selection_and_not_the_page(query: str, kept: str) -> None:
    assert selection_of(query) == kept


def test_a_selection_is_named_and_found_again_on_top_of_its_list(client: Client) -> None:
    user = sign_in(client)
    make_event(), make_event(published=True)

    response = client.post(
        reverse("admin:events_event_keep"), {"query": "todo=drafts&p=0", "name": "À  relire"}, follow=True
    )

    kept = SavedFilter.objects.get()
    assert (kept.owner, kept.name, kept.query, kept.listed, kept.is_shared) == (
        user,
        "À relire",
        "todo=drafts",
        "event",
        False,
    )
    assert response.context["saved_filters"] == [kept]
    assert [str(message) for message in response.context["messages"]] == ["“À relire” now stands on top of this list."]
    assert kept.history.get().history_user == user
    assert len(client.get(kept.address).context["cl"].result_list) == 1
    assert client.get(reverse("admin:events_meeting_changelist")).context["saved_filters"] == []


@pytest.mark.parametrize(
    ("name", "query", "sentence"),
    [
        ("", "todo=drafts", "This field cannot be blank."),
        ("Vide", "p=1", "Filter or search the list first: there is nothing to keep yet."),
        ("Prise", "todo=drafts", "You have a selection of that name already. Choose another name."),
        ("x" * 61, "todo=drafts", "Ensure this value has at most 60 characters (it has 61)."),
    ],
)
def test_a_selection_needs_a_name_of_its_own(name: str, query: str, sentence: str) -> None:
    owner = User.objects.create_user("owner")
    save_filter(owner=owner, listed="event", name="Prise", query="q=1")

    with pytest.raises(ValidationError) as refusal:
        save_filter(owner=owner, listed="event", name=name, query=query)

    assert refusal.value.messages == [sentence]


def test_only_selections_of_events_are_kept(client: Client) -> None:
    with pytest.raises(ValidationError) as refusal:
        save_filter(owner=sign_in(client), listed="article", name="Mes articles", query="todo=no-day")

    assert (refusal.value.code, SavedFilter.objects.exists()) == ("unknown-list", False)


def test_a_colleague_sees_what_is_shared_and_changes_none_of_it(client: Client) -> None:
    owner = User.objects.create_user("owner", is_staff=True)
    own = save_filter(owner=owner, listed="event", name="Pour moi", query="q=1")
    shared = save_filter(owner=owner, listed="event", name="Pour tous", query="q=2", is_shared=True)
    sign_in(client, DeskRole.CHIEF)

    offered = client.get(LIST).context["saved_filters"]
    answers = [
        client.get(reverse(f"admin:events_savedfilter_{verb}", args=[shared.pk])) for verb in ("change", "delete")
    ]

    assert offered == [shared]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert SavedFilter.objects.filter(pk__in=[own.pk, shared.pk]).count() == 2


def test_ones_own_is_renamed_shared_and_deleted(client: Client) -> None:
    user = sign_in(client, DeskRole.CONTRIBUTOR)
    kept = save_filter(owner=user, listed="event", name="Avant", query="q=1")
    save_filter(owner=user, listed="event", name="Prise", query="q=2")
    address = reverse("admin:events_savedfilter_change", args=[kept.pk])

    refused = client.post(address, {"name": "Prise"})
    client.post(address, {"name": "Après", "is_shared": "on"})

    kept.refresh_from_db()
    assert refused.status_code == 200
    assert (kept.name, kept.is_shared, kept.history.count()) == ("Après", True, 2)
    client.post(reverse("admin:events_savedfilter_delete", args=[kept.pk]), {"post": "yes"})
    assert [row.name for row in SavedFilter.objects.all()] == ["Prise"]


def test_keeping_asks_to_be_signed_in(client: Client) -> None:
    client.post(reverse("admin:events_event_keep"), {"query": "q=1", "name": "x"})

    assert SavedFilter.objects.count() == 0
