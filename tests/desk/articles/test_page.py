"""The article's page at the desk."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from crisis.articles.models import Article, Excerpt
from crisis.articles.writing import fingerprint, source_named
from crisis.events.models import Event
from tests.colleagues import sign_in
from tests.making import make_article, make_event, make_excerpt

pytestmark = pytest.mark.django_db

WEEKDAY = "Antony Blinken rencontrera Sergueï Lavrov vendredi à Genève.\n"
TEXT = "  Titre\r\n\r\nAntony Blinken rencontrera Sergueï Lavrov le 21 janvier 2022 à Genève.\r\n"


@pytest.fixture
def editor(client) -> User:
    user = sign_in(client)
    client.cookies["django_language"] = "en"
    return user


def sent(**fields):
    return {
        "title": "Titre",
        "source": source_named("AFP").pk,
        "language": "fr",
        "published": "2022-01-18",
        "rights": "excerpts",
        "text": TEXT,
        **fields,
    }


def refusals(response) -> str:
    return " ".join(" ".join(found) for found in response.context["adminform"].form.errors.values())


def test_a_pasted_text_is_stored_exactly_as_it_was_sent(client, editor):
    client.post(reverse("admin:articles_article_add"), sent())

    article = Article.objects.get()
    assert (article.text, article.sha256) == (TEXT, fingerprint(TEXT))
    assert (str(article.published_first), str(article.published_last)) == ("2022-01-18", "2022-01-18")
    assert article.history.get().history_user == editor


def test_saving_and_reading_proposes_drafts(client, editor):
    response = client.post(reverse("admin:articles_article_add"), sent(_read="1"), follow=True)

    event = Event.objects.get()
    assert event.when == "2022-01-21"
    assert event.title in response.content.decode()
    assert [str(message) for message in response.context["messages"]] == ["“Titre”: 1 new draft."]


def test_the_action_reads_what_has_no_drafts_yet(client, editor):
    article = make_article(TEXT)
    asked = {"action": "read_articles", "_selected_action": [article.pk]}

    for _time in range(2):
        client.post(reverse("admin:articles_article_changelist"), asked)

    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"published": "2022-13"}, "is not a date this site can read"),
        ({"text": " \r\n"}, "cannot support anything"),
        ({"text": "Un \x00"}, "cannot be stored"),
        ({"title": ""}, "This field is required."),
        ({"url": "nowhere"}, "Enter a valid URL."),
    ],
)
def test_an_article_that_breaks_a_rule_is_refused(client, editor, fields, sentence):
    response = client.post(reverse("admin:articles_article_add"), sent(**fields))

    assert sentence in refusals(response).replace("Null characters are not allowed.", "cannot be stored")
    assert not Article.objects.exists()


def test_a_text_stored_already_is_named(client, editor):
    article = make_article(TEXT)

    response = client.post(reverse("admin:articles_article_add"), sent())

    assert f"already stored as article {article.pk}" in refusals(response)


def test_the_text_is_not_altered_afterwards(client, editor):
    article = make_article()
    text = article.text

    client.post(reverse("admin:articles_article_change", args=[article.pk]), sent(title="Corrigé", published="2022-01"))

    article.refresh_from_db()
    assert (article.title, article.text, str(article.published_last)) == ("Corrigé", text, "2022-01-31")


def test_an_article_that_events_quote_is_not_deleted(client, editor):
    excerpt = make_excerpt()
    make_event(support=(excerpt,))
    address = reverse("admin:articles_article_delete", args=[excerpt.article_id])

    response = client.post(address, {"post": "yes"})

    assert response.status_code == 200
    assert Article.objects.filter(pk=excerpt.article_id).exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"start": 0, "end": 5000}, "the text has only"),
        ({"start": 9, "end": 3}, "ends after it starts"),
        ({"start": -1, "end": 3}, "greater than or equal to 0"),
        ({"start": 3}, "give both positions"),
        ({"words": "absent"}, "do not stand in the article"),
    ],
)
def test_an_excerpt_outside_its_text_is_refused(client, fields, sentence):
    client.force_login(User.objects.create_superuser("chief"))
    client.cookies["django_language"] = "en"

    response = client.post(reverse("admin:articles_excerpt_add"), {"article": make_article().pk, **fields})

    assert sentence in refusals(response)
    assert not Excerpt.objects.exists()


@pytest.mark.parametrize("fields", [{"start": 0, "end": 5}, {"words": "Titre d'essai"}])
def test_an_excerpt_is_made_by_words_or_positions(client, fields):
    client.force_login(User.objects.create_superuser("chief"))

    client.post(reverse("admin:articles_excerpt_add"), {"article": make_article().pk, **fields})

    excerpt = Excerpt.objects.get()
    assert excerpt.words == "Titre d'essai"[: excerpt.end]
    assert excerpt.words_sha256 == fingerprint(excerpt.words)
    assert client.get(reverse("admin:articles_excerpt_change", args=[excerpt.pk])).status_code == 200


def test_a_new_date_has_the_article_read_again_at_once(client, editor):
    client.post(reverse("admin:articles_article_add"), sent(_read="1", published="2022-01", text=WEEKDAY))
    before = Event.objects.get().when
    article = Article.objects.get()

    response = client.post(reverse("admin:articles_article_change", args=[article.pk]), sent(), follow=True)

    assert (before, Event.objects.get().when) == (
        "[2022-01-07,2022-01-14,2022-01-21,2022-01-28,2022-02-04]",
        "2022-01-21",
    )
    assert "“Titre”: 1 draft brought up to date." in [str(message) for message in response.context["messages"]]
