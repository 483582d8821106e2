"""What published events rest on is changed by those who publish, and by nobody else."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from crisis.articles.models import Article, Reference, Source
from crisis.desk.permissions import DeskRole
from crisis.events.models import (
    Actor,
    Event,
    Place,
    Topic,
)
from crisis.events.review import reject
from crisis.events.vocabulary import Role
from crisis.events.writing import Part
from crisis.public.visibility import is_shown
from tests.colleagues import sign_in
from tests.desk.forms import WORDS, page, sent
from tests.making import (
    make_actor,
    make_event,
    make_place,
    make_reference,
    make_topic,
    make_whole_event,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> Event:
    return make_whole_event()


SHOWN_ROWS = {
    "articles_source": Source,
    "articles_article": Article,
    "articles_reference": Reference,
    "events_actor": Actor,
    "events_place": Place,
    "events_topic": Topic,
}


def answer_to(client: Client, name: str, verb: str, pk: int) -> int:
    return client.post(reverse(f"admin:{name}_{verb}", args=[pk]), {"post": "yes"}).status_code


@pytest.mark.parametrize("name", sorted(SHOWN_ROWS))
def test_what_a_published_event_rests_on_is_changed_by_those_who_publish(client, published, name):
    row = SHOWN_ROWS[name].objects.order_by("pk").first()
    sign_in(client, DeskRole.CONTRIBUTOR)
    by_contributor = [answer_to(client, name, "change", row.pk), answer_to(client, name, "delete", row.pk)]
    sign_in(client, DeskRole.EDITOR)
    by_editor = answer_to(client, name, "change", row.pk)

    assert is_shown(row)
    assert (by_contributor, by_editor) == ([403, 403], 200)


def test_what_only_a_draft_rests_on_is_still_a_contributors_to_correct(client):
    sign_in(client, DeskRole.CONTRIBUTOR)
    actor = make_actor()
    make_event(parts=(Part(role=Role.PARTICIPANT, actor=actor),))
    corrected = {"name_fr": "Martin", "name_en": "Martin", "slug": "martin", "kind": "person"}

    client.post(reverse("admin:events_actor_change", args=[actor.pk]), corrected)

    actor.refresh_from_db()
    assert actor.name_fr == "Martin"


def test_a_contributor_adds_what_a_draft_needs(client):
    sign_in(client, DeskRole.CONTRIBUTOR)

    client.post(
        reverse("admin:events_actor_add"), {"name_fr": "Martin", "name_en": "Martin", "slug": "m", "kind": "person"}
    )
    client.post(reverse("admin:events_place_add"), {"name_fr": "Riga", "name_en": "Riga", "slug": "riga"})
    client.post(reverse("admin:events_topic_add"), {"name_fr": "Gaz", "name_en": "Gas", "slug": "gaz"})
    client.post(reverse("admin:articles_source_add"), {"name": "AFP", "slug": "afp"})

    assert [model.objects.count() for model in (Actor, Place, Topic, Source)] == [1, 1, 1, 1]


def test_how_much_of_an_article_readers_see_is_not_a_contributors_to_say(client):
    sign_in(client, DeskRole.CONTRIBUTOR)
    source = make_reference().source
    form = {"title": "Titre", "source": source.pk, "language": "fr", "text": WORDS, "rights": "full"}

    client.post(reverse("admin:articles_article_add"), form)
    stored = Article.objects.get()
    client.post(reverse("admin:articles_article_change", args=[stored.pk]), {**form, "title": "Autre"})

    stored.refresh_from_db()
    assert (stored.title, stored.rights) == ("Autre", "excerpts")


def test_a_rejected_event_is_not_taken_up_again_by_a_contributor(client):
    sign_in(client, DeskRole.CONTRIBUTOR)
    event = make_event()
    reject(event, by=None)

    answer = client.post(page("meeting", event), sent(title_fr="Autre"))

    event.refresh_from_db()
    assert (answer.status_code, event.title_fr != "Autre") == (403, True)


def test_a_popup_is_no_way_round(client, published):
    sign_in(client, DeskRole.CONTRIBUTOR)
    actor = Actor.objects.get()
    form = {"name_fr": "X", "name_en": "X", "slug": "x", "kind": "person", "_popup": "1"}

    answer = client.post(reverse("admin:events_actor_change", args=[actor.pk]) + "?_popup=1&_to_field=id", form)

    actor.refresh_from_db()
    assert (answer.status_code, actor.slug) == (403, "dupont")


@pytest.mark.parametrize(("model", "field", "status"), [("participation", "actor", 200), ("event", "reviewed_by", 403)])
def test_autocompletion_tells_only_what_the_role_may_look_at(client, published, model, field, status):
    sign_in(client, DeskRole.CONTRIBUTOR)
    asked = {"app_label": "events", "model_name": model, "field_name": field, "term": ""}

    assert client.get(reverse("admin:autocomplete"), asked).status_code == status


def test_what_an_editor_does_stands_in_the_desks_log_too(client):
    user = sign_in(client)

    client.post(reverse("admin:events_topic_add"), {"name_fr": "Gaz", "name_en": "Gas", "slug": "gaz"})

    assert LogEntry.objects.get().user == user


@pytest.mark.parametrize(("parameter", "make"), [("actor", make_actor), ("place", make_place), ("topic", make_topic)])
def test_a_selection_names_nothing_that_only_the_desk_knows(client, parameter, make):
    make_whole_event()
    make("secret", name_fr="Opération tenue secrète")
    shown = make()

    secret = client.get("/fr/", {parameter: "secret"}).content.decode()
    public = client.get("/fr/", {parameter: shown.slug}).content.decode()

    assert "tenue secrète" not in secret
    assert shown.name_fr in public
