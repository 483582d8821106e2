"""The desk: adding events by hand, publishing them, and everything it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import translation

from crisis.articles.models import Excerpt
from crisis.articles.writing import source_named
from crisis.events.models import Event, EventLink, Evidence, Meeting, Statement, TroopMovement
from crisis.events.vocabulary import Kind, LinkKind, Review
from crisis.events.writing import add_evidence, link
from crisis.ingest.people import DeskRole, group_of
from tests.making import make_actor, make_article, make_event, make_excerpt, make_place, make_reference, make_topic

pytestmark = pytest.mark.django_db

WORDS = "Les ministres se sont vus mardi à Genève."
FORMSETS = {
    "meeting": ["evidence", "participations", "taggings", "links"],
    "troopmovement": ["evidence", "participations", "taggings", "links"],
    "statement": ["evidence", "quotations", "participations", "taggings", "links"],
}


def sign_in(client: Client, role: DeskRole = DeskRole.EDITOR) -> User:
    user = User.objects.create_user(role.value, password="cheval-pile-agrafe", is_staff=True)
    user.groups.add(group_of(role))
    client.force_login(user)
    return user


def page(model: str, event: Event | None = None) -> str:
    if event is None:
        return reverse(f"admin:events_{model}_add")
    return reverse(f"admin:events_{model}_change", args=[event.pk])


def sent(model: str = "meeting", rows: dict[str, list[dict[str, Any]]] | None = None, **fields: Any) -> dict[str, Any]:
    """What a browser sends for the form: the event's columns, and the rows of each inline."""
    form: dict[str, Any] = {
        "read_version": "1",
        "title_fr": "Rencontre à Genève",
        "title_en": "Meeting in Geneva",
        "when": "2022-01-18",
        "status": "occurred",
        **fields,
    }
    for prefix in FORMSETS[model]:
        given = (rows or {}).get(prefix, [])
        form[f"{prefix}-TOTAL_FORMS"] = len(given)
        form[f"{prefix}-INITIAL_FORMS"] = sum(1 for row in given if row.get("id"))
        for number, row in enumerate(given):
            defaults = {"evidence": {"stance": "reports", "rank": 0}, "participations": {"rank": 0}}.get(prefix, {})
            for name, value in {**defaults, **row}.items():
                form[f"{prefix}-{number}-{name}"] = value
    return form


def errors(response: Any) -> str:
    """Every refusal on the page that came back."""
    context = response.context
    found = [*context["adminform"].form.errors.values()]
    for formset in context["inline_admin_formsets"]:
        found += [formset.formset.non_form_errors(), *(e for row in formset.formset.errors for e in row.values())]
    return " ".join(" ".join(one) for one in found)


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _english_reader(client: Client) -> None:
    client.cookies["django_language"] = "en"


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
    assert {row.history_user for row in event.history.all()} == {user}
    assert Evidence.history.get().history_user == user


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


def test_an_event_without_evidence_is_not_published_and_nothing_is_lost(client):
    sign_in(client)

    response = client.post(page("meeting"), sent(title_fr="Un titre long à écrire", _publish="1"))

    assert "at least one excerpt or one reference" in errors(response)
    assert response.context["adminform"].form["title_fr"].value() == "Un titre long à écrire"
    assert not Event.objects.exists()


def test_a_draft_without_evidence_may_wait(client):
    sign_in(client)

    client.post(page("meeting"), sent())

    assert Event.objects.get().review == Review.DRAFT


def test_the_last_evidence_of_a_public_event_stays(client):
    sign_in(client)
    event = make_event(published=True)
    [evidence] = event.evidence.all()
    row = {
        "id": evidence.pk,
        "event": event.pk,
        "publisher": "Journal d'essai",
        "reference_title": evidence.reference.title,
        "DELETE": "on",
    }

    response = client.post(page("meeting", event), sent(rows={"evidence": [row]}, read_version=event.version))

    assert "keeps at least one excerpt" in errors(response)
    assert list(event.evidence.all()) == [evidence]


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

    client.post(page("meeting", event), sent(rows={"evidence": [old, new]}, read_version=event.version))

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


def test_a_contributor_writes_drafts_only(client):
    sign_in(client, DeskRole.CONTRIBUTOR)
    rows = {"evidence": [{"article": make_article().pk, "words": WORDS}]}
    published = make_event(published=True)

    client.post(page("meeting"), sent(rows=rows, _publish="1"))
    changed = client.post(page("meeting", published), sent(title_fr="Autre", read_version=published.version))
    client.post(
        reverse("admin:events_event_changelist"),
        {"action": "publish_events", "_selected_action": Event.objects.values_list("pk", flat=True)},
    )

    assert list(Event.objects.public()) == [published.event_ptr]
    assert changed.status_code == 403


@pytest.mark.parametrize("listing", ["event", "meeting"])
def test_publishing_many_names_those_that_cannot_be(client, listing):
    user = sign_in(client)
    good, bare = make_event(), make_event(title_en="Bare one")
    bare.evidence.all().delete()
    address = reverse(f"admin:events_{listing}_changelist")

    response = client.post(address, {"action": "publish_events", "_selected_action": [good.pk, bare.pk]}, follow=True)

    good.refresh_from_db()
    assert list(Event.objects.public()) == [good.event_ptr]
    assert good.reviewed_by == user
    assert sorted(str(message) for message in response.context["messages"]) == [
        "1 event published.",
        "“Bare one”: link at least one excerpt or one reference before publishing.",
    ]


def test_rejecting_keeps_a_draft_from_readers(client):
    sign_in(client)
    event = make_event()

    client.post(reverse("admin:events_event_changelist"), {"action": "reject_events", "_selected_action": [event.pk]})

    event.refresh_from_db()
    assert event.review == Review.REJECTED


def test_retracting_asks_for_the_reason(client):
    sign_in(client, DeskRole.CHIEF)
    event = make_event(published=True)
    address = reverse("admin:events_meeting_changelist")
    asked = {"action": "retract_events", "_selected_action": [event.pk]}

    page_with_question = client.post(address, asked)
    client.post(address, {**asked, "reason": "L'agence a corrigé."})

    event.refresh_from_db()
    assert 'name="reason"' in page_with_question.content.decode()
    assert (event.review, event.review_reason) == (Review.RETRACTED, "L'agence a corrigé.")


def test_an_editor_cannot_retract(client):
    sign_in(client, DeskRole.EDITOR)
    event = make_event(published=True)

    client.post(
        reverse("admin:events_meeting_changelist"),
        {"action": "retract_events", "_selected_action": [event.pk], "reason": "Parce que."},
    )

    event.refresh_from_db()
    assert event.review == Review.PUBLISHED


def test_what_was_public_is_never_deleted(client):
    sign_in(client, DeskRole.CHIEF)
    draft, public = make_event(), make_event(published=True)

    kept = client.post(reverse("admin:events_meeting_delete", args=[public.pk]), {"post": "yes"})
    client.post(reverse("admin:events_meeting_delete", args=[draft.pk]), {"post": "yes"})

    assert kept.status_code == 403
    assert list(Event.objects.all()) == [public.event_ptr]
    assert Meeting.history.filter(id=draft.pk, history_type="-").count() == 1


LISTS = [
    "events_event",
    "events_meeting",
    "events_troopmovement",
    "events_statement",
    "events_actor",
    "events_place",
    "events_topic",
    "articles_article",
    "articles_source",
    "articles_reference",
    "articles_excerpt",
]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_and_is_searched(client, name):
    sign_in(client, DeskRole.CHIEF)
    make_event(Kind.MEETING, published=True, place=make_place(), support=(make_excerpt(),))

    response = client.get(reverse(f"admin:{name}_changelist"), {"q": "genève"})

    assert response.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_many_events(client, count, django_assert_num_queries):
    sign_in(client)
    for _number in range(count):
        make_event(published=True, place=make_place())
    client.get(reverse("admin:events_event_changelist"))

    with django_assert_num_queries(10):
        client.get(reverse("admin:events_event_changelist"))


@pytest.mark.parametrize("model", ["meeting", "troopmovement", "statement"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_form_opens_empty_and_filled(client, model, language):
    sign_in(client, DeskRole.CHIEF)
    client.cookies["django_language"] = language
    kind = {"meeting": Kind.MEETING, "troopmovement": Kind.TROOP_MOVEMENT, "statement": Kind.STATEMENT}[model]
    event = make_event(kind, published=True, support=(make_excerpt(), make_reference()))

    history = reverse(f"admin:events_{model}_history", args=[event.pk])

    answers = [client.get(page(model)), client.get(page(model, event)), client.get(history)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]


def test_events_are_found_by_typing_without_accents(client):
    sign_in(client)
    event = make_event(title_fr="Entretien à Genève")
    asked = {"app_label": "events", "model_name": "eventlink", "field_name": "to_event", "term": "geneve"}

    answer = client.get(reverse("admin:autocomplete"), asked)

    assert [row["id"] for row in answer.json()["results"]] == [str(event.pk)]


@pytest.mark.parametrize(
    ("app", "model", "field"),
    [
        ("articles", "excerpt", "article"),
        ("articles", "article", "source"),
        ("events", "participation", "actor"),
        ("events", "meeting", "place"),
        ("events", "tagging", "topic"),
    ],
)
def test_what_a_form_picks_is_found_by_typing(client, app, model, field):
    sign_in(client)
    make_article(title="Dupont à Genève, dépêche de l'Otan", source=source_named("Dupont"))
    make_actor(), make_place(), make_topic()
    typed = {"article": "genève", "source": "dup", "actor": "dup", "place": "gen", "topic": "nato"}[field]

    answer = client.get(
        reverse("admin:autocomplete"), {"app_label": app, "model_name": model, "field_name": field, "term": typed}
    )

    assert len(answer.json()["results"]) == 1


def test_a_source_in_use_is_not_deleted(client):
    sign_in(client, DeskRole.CHIEF)
    make_article(source=source_named("AFP"))
    source = source_named("AFP")

    response = client.post(reverse("admin:articles_source_delete", args=[source.pk]), {"post": "yes"})

    assert response.status_code == 200
    assert source_named("AFP") == source


def test_a_change_by_a_command_between_reading_and_saving_is_a_conflict(client):
    sign_in(client)
    event = make_event()
    add_evidence(event, make_reference())
    link(event, make_event(), LinkKind.CONTINUES)

    Event.objects.filter(pk=event.pk).update(version=5)
    response = client.post(page("meeting", event), sent(read_version=1))

    assert "Somebody else changed this event" in errors(response)


@pytest.mark.parametrize("review", [Review.PUBLISHED, Review.RETRACTED, Review.REJECTED])
@pytest.mark.parametrize("model", ["meeting", "statement"])
def test_what_one_may_not_change_can_still_be_looked_at(client, model, review):
    sign_in(client, DeskRole.CONTRIBUTOR)
    excerpt = make_excerpt()
    kind = Kind.STATEMENT if model == "statement" else Kind.MEETING
    quotes = (excerpt,) if model == "statement" else ()
    event = make_event(kind, published=True, support=(excerpt, make_reference()), quotes=quotes)
    Event.objects.filter(pk=event.pk).update(review=review, review_reason="Faux.")

    response = client.get(page(model, event))

    assert response.status_code == 200
    assert WORDS in response.content.decode()
    assert ('name="_save"' in response.content.decode()) == (review == Review.REJECTED)


def test_a_draft_is_published_from_its_page(client):
    user = sign_in(client)
    event = make_event(support=(make_excerpt(),))
    [evidence] = event.evidence.all()
    row = {"id": evidence.pk, "event": event.pk, "article": evidence.excerpt.article_id, "words": WORDS}

    client.post(page("meeting", event), sent(rows={"evidence": [row]}, read_version=1, _publish="1"))

    event.refresh_from_db()
    assert (event.review, event.reviewed_by, event.version) == (Review.PUBLISHED, user, 3)
    assert [was.review for was in event.history.all()] == ["published", "draft", "draft"]


def test_what_the_machine_published_is_marked_as_reviewed_from_its_page(client):
    user = sign_in(client)
    event = make_event(published=True)
    shown = client.get(page("meeting", event)).content.decode()
    [evidence] = event.evidence.all()
    reference = {"publisher": evidence.reference.source.name, "reference_title": evidence.reference.title}
    row = {"id": evidence.pk, "event": event.pk, "reference_url": evidence.reference.url, **reference}

    client.post(page("meeting", event), sent(rows={"evidence": [row]}, read_version=event.version, _publish="1"))

    event.refresh_from_db()
    assert "Save and mark as reviewed" in shown
    assert event.reviewed_by == user
    assert [left.reference for left in event.evidence.all()] == [evidence.reference]
