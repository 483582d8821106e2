"""Every way of writing leaves history: what it tells last of every row is what the row says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.urls import reverse

from crisis.articles.writing import save_changed_article, source_named
from crisis.desk.permissions import DeskRole
from crisis.events.models import Event, EventRevision, Meeting, Statement
from crisis.events.past.content import alike, content_of, fetch_for_content
from crisis.events.past.revisions import state_of
from crisis.events.reporting import close_report
from crisis.events.review import merge, publish, reject, reopen, retract
from crisis.events.search.matching import document
from crisis.events.vocabulary import Kind, LinkKind
from crisis.events.writing import link, save_changed
from crisis.ingest.reading.proposals import keep, take
from crisis.ingest.reading.rereading import read_again
from tests.colleagues import sign_in
from tests.desk.forms import page, sent
from tests.making import make_article, make_event, make_excerpt, make_place, make_report
from tests.ways_of_writing import (
    TEXT,
    correct_on_the_page,
    date_by_corroboration,
    decide_on_pairs,
    do_to_many,
    editor,
    import_files,
    keep_a_selection,
    published,
    read_article,
    restore_what_was,
    undo_each,
)

pytestmark = pytest.mark.database


def tracked() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if hasattr(model._meta, "simple_history_manager_attribute") and model._meta.app_label != "auth"
    ]


def unrevised() -> list[str]:
    """Events whose last revision says otherwise than they do, or that are gone without a word."""
    faults = []
    last = {revision.event_id: revision for revision in EventRevision.objects.all()}
    for pk in Event.objects.values_list("pk", flat=True):
        event, revision = fetch_for_content(pk), last.pop(pk, None)
        if revision is None or revision.is_deletion:
            faults.append(f"{event.uid}: no revision")
            continue
        now = content_of(event)
        told = (revision.uid, revision.number, revision.review, alike(revision.content, now))
        if told != (event.uid, event.version, event.review, now):
            faults.append(f"{event.uid}: {told} was told of {now}")
        if state_of(event).items() > revision.state.items() or document(event) != event.search_text:
            faults.append(f"{event.uid}: its review or its words are not told")
    return [*faults, *(f"{one.uid}: gone, not told" for one in last.values() if not one.is_deletion)]


def untold() -> list[str]:
    """Rows whose last history row says otherwise than they do, or that are gone without a word."""
    faults = unrevised()
    for model in tracked():
        history: Any = getattr(model, model._meta.simple_history_manager_attribute)  # type: ignore[attr-defined]
        columns = [field.attname for field in history.model.tracked_fields if field.attname != "changed_at"]
        told: dict[int, Any] = {}
        for row in history.order_by("history_id"):
            told[getattr(row, model._meta.pk.attname)] = row
        for row in model._default_manager.all():
            last = told.pop(row.pk, None)
            if last is None or last.history_type == "-":
                faults.append(f"{model.__name__} {row.pk}: nothing told")
                continue
            faults += [
                f"{model.__name__} {row.pk}: {name} is {getattr(row, name)!r}, told {getattr(last, name)!r}"
                for name in columns
                if getattr(row, name) != getattr(last, name)
            ]
        faults += [f"{model.__name__} {pk}: gone, not told" for pk, last in told.items() if last.history_type != "-"]
    return faults


def save_an_event(**_given: Any) -> None:
    event = make_event()
    event.title_fr, event.place = "Changé", make_place()
    save_changed(event)


def save_an_article(**_given: Any) -> None:
    article = make_article()
    article.published = "2022-01"
    save_changed_article(article)


def decide(**_given: Any) -> None:
    first, second, third = make_event(), make_event(), published()
    reject(first, by=editor(), reason="double")
    reopen(first, by=editor())
    publish(second, by=editor())
    retract(third, by=editor(), reason="L'agence a annulé.")


def merge_two(**_given: Any) -> None:
    survivor, double, other = published(), published(), published()
    link(other, double, LinkKind.ANSWERS)
    merge(double, into=survivor, by=editor())


def read_twice(**_given: Any) -> None:
    article = read_article()
    mine, theirs = Meeting.objects.get(), Statement.objects.first()
    mine.when = "2022-01-20"
    save_changed(mine)
    if theirs:
        theirs.title_fr = "Changé"
        save_changed(theirs)
    article.published = "2022-01-18"
    save_changed_article(article)
    read_again(article)
    take(mine.proposal, ["when"], reason="")
    if theirs:
        keep(theirs.proposal, ["title_fr"])


def change_on_the_page(client: Client, **_given: Any) -> None:
    event = make_event()
    client.post(page("meeting", event), sent(title_fr="Changé", read_version=1))
    assert Event.objects.get(pk=event.pk).title_fr == "Changé"


def add_an_article(client: Client, **_given: Any) -> None:
    given = {"title": "Titre", "source": source_named("AFP").pk, "language": "fr", "published": "2022-01-18"}
    client.post(reverse("admin:articles_article_add"), {**given, "rights": "excerpts", "text": TEXT, "_read": "1"})
    assert Event.objects.exists()


def act_on_the_list(client: Client, **_given: Any) -> None:
    pks = [make_event().pk, make_event().pk]
    address = reverse("admin:events_event_changelist")
    client.post(address, {"action": "publish_events", "_selected_action": pks})
    client.post(address, {"action": "retract_events", "_selected_action": pks, "reason": "Faux."})
    assert set(Event.objects.values_list("review", flat=True)) == {"retracted"}


def delete_a_draft(client: Client, **_given: Any) -> None:
    event = make_event(Kind.STATEMENT, support=(make_excerpt(),))
    client.post(reverse("admin:events_statement_delete", args=[event.pk]), {"post": "yes"})
    assert not Event.objects.exists()


def work_at_the_desk(client: Client, **_given: Any) -> None:
    article = read_article()
    meeting = Meeting.objects.get()
    address = reverse("admin:articles_article_desk", args=[article.pk])
    words = {"kind": "statement", "words": "a annoncé mardi", "status": "occurred", "described": "un porte-parole"}
    facts = {"title_fr": "Changé", "title_en": "Changed", "status": "announced", "described": "x", "version": 1}
    client.post(address, {"what": "new", **{f"new-{name}": value for name, value in words.items()}})
    correction = {f"draft-{meeting.pk}-{name}": value for name, value in facts.items()}
    client.post(address, {"what": "correct", "event": meeting.pk, **correction})
    client.post(address, {"what": "accept", "event": meeting.pk, "version": 2})
    assert Event.objects.public().get().title_fr == "Changé"


def report_and_close(**_given: Any) -> None:
    close_report(make_report(), by=editor())


def load_everything(seed: Path, load_chronology: Callable[[], None], **_given: Any) -> None:
    load_chronology()
    call_command("load_seeds", str(seed.parent), "--publish")


def take_files_in(seed: Path, **_given: Any) -> None:
    call_command("ingest", str(seed))
    call_command("extract", "--again")


WAYS: list[Any] = [
    save_an_event,
    save_an_article,
    decide,
    merge_two,
    read_twice,
    change_on_the_page,
    add_an_article,
    act_on_the_list,
    delete_a_draft,
    work_at_the_desk,
    report_and_close,
    pytest.param(load_everything, marks=pytest.mark.slow),
    take_files_in,
    undo_each,
    correct_on_the_page,
    restore_what_was,
    do_to_many,
    import_files,
    decide_on_pairs,
    date_by_corroboration,
    keep_a_selection,
]


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_way_of_writing_is_told_by_history(
    way: Callable[..., None], client: Client, seed: Path, load_chronology: Callable[[], None]
) -> None:
    sign_in(client, DeskRole.CHIEF)

    way(client=client, seed=seed, load_chronology=load_chronology)

    assert untold() == []
    assert EventRevision.objects.exists() or any(model.history.exists() for model in tracked())  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_a_change_behind_the_models_back_would_be_noticed() -> None:
    event = make_event()

    Event.objects.filter(pk=event.pk).update(title_fr="En douce")

    assert len(untold()) == 2
