"""Ways of writing that need a page or several steps, for the test that each leaves history."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from crisis.articles.models import Article
from crisis.desk.events.subjects import ActorSheet
from crisis.events.models import Actor, Event, EventRevision, Meeting, SavedFilter
from crisis.events.past.decisions import undo_last
from crisis.events.past.revisions import delete_draft
from crisis.events.review import merge, publish, reject
from crisis.events.vocabulary import LinkKind, Role
from crisis.events.writing import Part, link, set_topics
from crisis.ingest.reading.rereading import read_again
from tests.desk.exchange.sheets import file_of, imported, new_row, rows_of
from tests.desk.forms import page, sent
from tests.events.versions import changed, first, version
from tests.making import make_actor, make_article, make_event, make_excerpt, make_place, make_topic

TEXT = "Antony Blinken rencontrera Sergueï Lavrov vendredi à Genève, a annoncé mardi le département d'État.\n"


def editor() -> User:
    return User.objects.get_or_create(username="olena", defaults={"is_staff": True})[0]


def published(**fields: Any) -> Any:
    return make_event(published=True, support=(make_excerpt(),), **fields)


def read_article() -> Article:
    call_command("load_gazetteer")
    article = make_article(TEXT, published="2022-01")
    read_again(article)
    return article


def undo_each(**_given: Any) -> None:
    published_one, rejected, double, survivor = make_event(), make_event(), published(), published()
    publish(published_one, by=editor())
    reject(rejected, by=editor())
    link(published(), double, LinkKind.ANSWERS)
    merge(double, into=survivor, by=editor())
    for event in (published_one, rejected, double):
        undo_last(Event.objects.get(pk=event.pk), by=editor())


def correct_on_the_page(client: Client, **_given: Any) -> None:
    event = make_event(published=True)
    [evidence] = event.evidence.all()
    reference = {
        "publisher": evidence.reference.source.name,
        "reference_title": evidence.reference.title,
        "reference_url": evidence.reference.url,
    }
    rows = {"evidence": [{"id": evidence.pk, **reference}]}
    form = sent(rows=rows, when="2022-01-19", note_fr="La date était fausse.", read_version=event.version)
    client.post(page("meeting", event), form)
    assert EventRevision.objects.filter(event_id=event.pk).exclude(note_fr="", note_en="").exists()


def restore_what_was(client: Client, **_given: Any) -> None:
    draft, gone = make_event(title_fr="Avant", topics=(make_topic(),)), make_event()
    pk = gone.pk
    delete_draft(gone)
    set_topics(changed(draft, title_fr="Après"), [])
    client.post(version(draft, first(draft)))
    client.post(
        reverse("admin:events_meeting_simple_history", args=[pk, EventRevision.objects.filter(event_id=pk).last().pk])
    )
    assert Event.objects.get(pk=draft.pk).title_fr == "Avant"
    assert (Event.objects.filter(pk=pk).count(), draft.taggings.count()) == (1, 1)


def do_to_many(client: Client, **_given: Any) -> None:
    pks = [make_event().pk, make_event().pk]
    answers = {"set_place": make_place().pk, "add_topic": make_topic().pk, "set_status": "denied"}
    for action, what in {**answers, "remove_topic": answers["add_topic"], "reject_events": "double"}.items():
        form = {"action": action, "_selected_action": pks, "what": what, "_apply": "1"}
        client.post(reverse("admin:events_event_changelist"), form)
    assert set(Event.objects.values_list("review", "status")) == {("rejected", "denied")}


def import_files(**_given: Any) -> None:
    make_event(title_fr="Avant")
    make_actor()
    [row] = rows_of()
    evidence = {name: cell for name, cell in new_row().items() if name.startswith("evidence_")}
    imported(file_of([{**row, "title_fr": "Après", **evidence}, new_row()]))
    [actor] = rows_of(ActorSheet, Actor.objects.all())
    imported(file_of([{**actor, "name_fr": "Renommé"}, {**actor, "slug": "autre"}]), sheet=ActorSheet)
    assert (Event.objects.count(), Actor.objects.filter(name_fr="Renommé").count()) == (2, 1)


def decide_on_pairs(client: Client, **_given: Any) -> None:
    first_one, second, third = make_event(), make_event(), make_event()
    address = reverse("admin:events_event_pair")
    for what, other in (("apart", second), ("forget", second), ("link", second), ("attach", third)):
        form = {"what": what, "event": first_one.pk, "other": other.pk, "link": "answers"}
        client.post(address, form)
    assert Event.objects.get(pk=first_one.pk).review == "merged"


def date_by_corroboration(client: Client, **_given: Any) -> None:
    article = read_article()
    geneva, people = Meeting.objects.get(), Actor.objects.filter(slug__in=["blinken", "lavrov"])
    parts = tuple(Part(role=Role.PARTICIPANT, actor=actor) for actor in people)
    make_event(published=True, when="2022-01-21", place=geneva.place, parts=parts)
    address = reverse("admin:articles_article_corroborate", args=[article.pk])
    proposed = client.get(address).context["proposal"].published
    client.post(address, {"published": proposed})
    assert Article.objects.get(pk=article.pk).published == proposed


def keep_a_selection(client: Client, **_given: Any) -> None:
    address = reverse("admin:events_event_keep")
    client.post(address, {"name": "Annoncées", "query": "status__exact=announced"})
    kept = SavedFilter.objects.get()
    client.post(reverse("admin:events_savedfilter_change", args=[kept.pk]), {"name": "Autre nom"})
    assert SavedFilter.objects.get().name == "Autre nom"
