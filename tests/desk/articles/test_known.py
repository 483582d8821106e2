"""A text that is known already is shown before it is stored again, with what differs."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from crisis.articles.models import Article
from tests.colleagues import sign_in
from tests.ingest.adding import ADD, as_shown, field_errors, paste, words
from tests.making import make_article, make_event, make_excerpt

pytestmark = pytest.mark.django_db

SEED = "000_abfe26ca1329c67e.txt"


@pytest.fixture
def editor(client) -> User:
    user = sign_in(client)
    client.cookies["django_language"] = "en"
    return user


@pytest.fixture
def seed_text(root) -> str:
    return (root / "seeds" / SEED).read_text()


@pytest.mark.parametrize("change", [lambda text: text, lambda text: text.replace("\n", "\r\n") + "  "])
def test_the_same_text_is_refused_with_the_way_to_the_stored_one(client, editor, seed_text, change):
    article = make_article(seed_text)
    sent = {"title": "Titre", "new_source": "RFI", "language": "fr", "rights": "excerpts", "text": change(seed_text)}

    for response in (paste(client, change(seed_text)), client.post(ADD, {**sent, "store_anyway": "on"})):
        [sentence] = field_errors(response)["text"]
        assert f"already stored as article {article.pk}" in sentence
        assert f'<a href="/admin/articles/article/{article.pk}/change/">Open it</a>' in response.content.decode()
    assert Article.objects.count() == 1


def test_the_same_agency_copy_is_shown_with_what_differs_and_its_events(client, editor, seed_text):
    excerpt = make_excerpt(make_article(seed_text, title="La dépêche"), "Contexte explosif")
    event = make_event(support=(excerpt,))
    copy = "Ukraine : dernier rendez-vous\n\n" + "\n\n".join(seed_text.split("\n\n")[2:8])

    response = paste(client, copy)

    [likeness] = response.context["likenesses"]
    assert likeness["article"].title == "La dépêche"
    assert likeness["of_text"] > 90
    assert 30 < likeness["of_article"] < 90
    assert "only here: Ukraine : dernier rendez-vous" in words(response).replace("Ukraine:", "Ukraine :")
    assert event.title in words(response)
    assert 'name="store_anyway"' not in response.content.decode()

    client.post(ADD, {**as_shown(response), "new_source": "RFI", "published": "2022-01-18", "_save": "1"})

    assert Article.objects.filter(source__name="RFI").exists()


def test_a_nearly_identical_text_is_stored_only_when_the_editor_says_so(client, editor, seed_text):
    make_article(seed_text)
    proposed = paste(client, seed_text.replace("vendredi à Genève", "samedi à Genève"))
    sent = as_shown(proposed)

    assert 'name="store_anyway"' in proposed.content.decode()

    refused = client.post(ADD, {**sent, "_save": "1"})

    assert list(field_errors(refused)) == ["store_anyway"]
    assert "only there: vendredi only here: samedi" in words(refused)
    assert (as_shown(refused)["text"], Article.objects.count()) == (sent["text"], 1)

    client.post(ADD, {**sent, "store_anyway": "on", "_save": "1"})

    assert Article.objects.count() == 2


def test_another_dispatch_on_the_same_subject_is_not_shown(client, editor, seed_text, root):
    make_article(seed_text)

    response = paste(client, (root / "tests/corpus/open/c01_blinken_kiev.txt").read_text())

    assert response.context["likenesses"] == []
