"""The desk: adding events by hand, and what its forms refuse."""

from __future__ import annotations

import pytest

from crisis.articles.models import Excerpt
from crisis.events.models import Event, EventLink, Meeting, Statement, TroopMovement
from crisis.events.vocabulary import LinkKind
from crisis.events.writing import link
from tests.colleagues import sign_in
from tests.desk.forms import WORDS, errors, page, sent
from tests.events.versions import revisions
from tests.making import (
    add_evidence,
    make_actor,
    make_article,
    make_event,
    make_excerpt,
    make_place,
    make_reference,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_an_editor_adds_a_meeting_by_hand_and_publishes_it(client):
    user = sign_in(client)
    article, actor, place, topic = make_article(), make_actor(), make_place(), make_topic()
    rows = {
        "evidence": [{"article": article.pk, "words": WORDS}],
        "participations": [{"role": "participant", "actor": actor.pk}, {"role": "host", "description": "la Suisse"}],
        "taggings": [{"topic": topic.pk}],
    }

    response = client.post(
        page("meeting"), sent(rows=rows, place=place.pk, format="in_person", _publish="1"), follow=True
    )

    event = Meeting.objects.get()
    assert response.status_code == 200
    assert list(Event.objects.public()) == [event.event_ptr]
    assert (event.reviewed_by, event.origin, str(event.starts_on)) == (user, "editor", "2022-01-18")
    assert [evidence.excerpt.words for evidence in event.evidence.all()] == [WORDS]
    assert [part.name for part in event.participations.all()] == [actor.name, "la Suisse"]
    assert [tagging.topic for tagging in event.taggings.all()] == [topic]
    assert " geneve " in Event.objects.get().search_text
    assert [(made.number, made.by) for made in revisions(event)] == [(1, user), (2, user)]


def test_an_editor_adds_a_movement_with_a_reference(client):
    sign_in(client)
    reference = {"publisher": "Le Monde", "reference_title": "Des troupes", "reference_url": "https://example.org/a"}
    rows = {"evidence": [reference], "participations": [{"role": "claimed_by", "description": "l'Otan"}]}
    form = sent("troopmovement", rows=rows, movement="build_up", strength_min="100000", _publish="1")

    client.post(page("troopmovement"), form)

    event = TroopMovement.objects.public().get()
    [evidence] = event.evidence.all()
    assert (event.movement, event.strength_min, event.strength_max) == ("build_up", 100_000, None)
    assert str(evidence.reference) == "Le Monde: Des troupes"


def test_an_editor_adds_a_statement_with_the_words_quoted(client):
    sign_in(client)
    article = make_article()
    rows = {
        "evidence": [{"article": article.pk, "words": WORDS}],
        "quotations": [{"article": article.pk, "words": "se sont vus mardi", "rank": 0}],
        "participations": [{"role": "speaker", "description": "une responsable"}],
    }

    client.post(page("statement"), sent("statement", rows=rows, mode="direct", _publish="1"))

    event = Statement.objects.public().get()
    assert [quotation.excerpt.words for quotation in event.quotations.all()] == ["se sont vus mardi"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"words": "Ces mots n'y sont pas."}, "do not stand in the article"),
        ({"words": "is"}, "times in the article"),
        ({"words": ""}, "Paste the words that support the event."),
        ({"words": WORDS, "publisher": "AFP"}, "either an excerpt or a reference"),
        ({"article": "", "words": WORDS}, "Choose the article these words stand in."),
        ({"article": "", "publisher": "AFP"}, "Give the title under which it was published."),
        ({"article": "", "reference_title": "Des troupes"}, "Name the publisher."),
    ],
)
def test_evidence_that_proves_nothing_is_refused_on_its_row(client, row, sentence):
    sign_in(client)
    article = make_article()

    response = client.post(page("meeting"), sent(rows={"evidence": [{"article": article.pk, **row}]}))

    assert sentence in errors(response)
    assert (Event.objects.count(), Excerpt.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"when": "2022-13"}, "is not a date this site can read"),
        ({"when": "2022-01-21/2022-01-19"}, "ends before it starts"),
        ({"title_en": ""}, "This field is required."),
        ({"status": "imagined"}, "is not one of the available choices"),
    ],
)
def test_facts_that_break_a_rule_are_refused(client, fields, sentence):
    sign_in(client)

    response = client.post(page("meeting"), sent(**fields))

    assert sentence in errors(response)
    assert not Event.objects.exists()


def test_a_strength_that_runs_downwards_is_refused(client):
    sign_in(client)

    response = client.post(page("troopmovement"), sent("troopmovement", strength_min="10", strength_max="5"))

    assert "cannot be less than" in errors(response)


def test_one_evidence_may_replace_another(client):
    sign_in(client)
    event = make_event(published=True)
    [evidence] = event.evidence.all()
    old = {
        "id": evidence.pk,
        "event": event.pk,
        "publisher": "Journal d'essai",
        "reference_title": evidence.reference.title,
        "DELETE": "on",
    }
    new = {"event": event.pk, "publisher": "AFP", "reference_title": "Une dépêche"}

    form = sent(rows={"evidence": [old, new]}, read_version=event.version, note_en="The dispatch itself.")
    client.post(page("meeting", event), form)

    assert [str(left) for left in event.evidence.all()] == ["AFP: Une dépêche"]


def test_the_same_passage_supports_an_event_once(client):
    sign_in(client)
    row = {"article": make_article().pk, "words": WORDS}

    response = client.post(page("meeting"), sent(rows={"evidence": [row, row]}))

    assert "This excerpt already supports the event." in errors(response)
    assert not Event.objects.exists()


def test_two_editors_of_one_event_overwrite_nothing(client):
    sign_in(client)
    event = make_event(support=(make_excerpt(),))
    first = sent(title_fr="Le titre de l'une", read_version=event.version)
    second = sent(title_fr="Le titre de l'autre", read_version=event.version)

    client.post(page("meeting", event), first)
    response = client.post(page("meeting", event), second)

    event.refresh_from_db()
    assert "Somebody else changed this event" in errors(response)
    assert response.context["adminform"].form["title_fr"].value() == "Le titre de l'autre"
    assert (event.title_fr, event.version) == ("Le titre de l'une", 2)


def test_saving_again_what_the_page_showed_changes_no_evidence(client):
    sign_in(client)
    text = "Titre\r\n\r\nLe mot.\r\nLa suite. Le mot."
    article = make_article(text)
    excerpt = make_excerpt(article, "Le mot.\r\nLa suite.")
    event = make_event(support=(excerpt,))
    [evidence] = event.evidence.all()
    row = {"id": evidence.pk, "event": event.pk, "article": article.pk, "words": "Le mot.\nLa suite."}

    client.post(page("meeting", event), sent(rows={"evidence": [row]}, read_version=1, title_fr="Neuf"))

    event.refresh_from_db()
    assert event.title_fr == "Neuf"
    assert [left.excerpt for left in event.evidence.all()] == [excerpt]


def test_links_are_made_on_the_page(client):
    sign_in(client)
    planned, held = make_event(status="scheduled"), make_event()
    rows = {"links": [{"from_event": held.pk, "kind": "fulfils", "to_event": planned.pk}]}

    client.post(page("meeting", held), sent(rows=rows, read_version=1))

    [made] = EventLink.objects.all()
    assert (made.from_event_id, made.to_event_id, made.kind) == (held.pk, planned.pk, LinkKind.FULFILS)


def test_a_change_by_a_command_between_reading_and_saving_is_a_conflict(client):
    sign_in(client)
    event = make_event()
    add_evidence(event, make_reference())
    link(event, make_event(), LinkKind.CONTINUES)

    Event.objects.filter(pk=event.pk).update(version=5)
    response = client.post(page("meeting", event), sent(read_version=1))

    assert "Somebody else changed this event" in errors(response)
