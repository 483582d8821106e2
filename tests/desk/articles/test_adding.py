"""Adding an article at the desk: a text, what is guessed about it, what it is like, and one button."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from crisis.articles.models import Article, Source
from crisis.articles.writing import fingerprint, source_named
from crisis.desk.permissions import DeskRole, group_of
from crisis.events.models import Event
from tests.colleagues import sign_in
from tests.ingest.adding import ADD, as_shown, field_errors, paste, upload, words
from tests.ingest.test_arriving import PAGE
from tests.making import make_article

pytestmark = pytest.mark.django_db

SEED = "000_abfe26ca1329c67e.txt"
TEXT = "Titre\r\n\r\nAntony Blinken rencontrera Sergueï Lavrov le 21 janvier 2022 à Genève.\r\n"


@pytest.fixture
def editor(client) -> User:
    user = sign_in(client)
    client.cookies["django_language"] = "en"
    return user


@pytest.fixture
def seed_text(root) -> str:
    return (root / "seeds" / SEED).read_text()


def test_the_seed_takes_three_actions_to_drafts(client, editor, seed_text):
    """Paste, Continue, Save and propose drafts."""
    proposed = paste(client, seed_text.replace("\n", "\r\n"))

    response = client.post(ADD, {**as_shown(proposed), "_read": "1"}, follow=True)

    article = Article.objects.get()
    assert response.redirect_chain[0][0].startswith(f"/admin/articles/article/{article.pk}/")
    assert (article.source.name, article.agency.name, article.language) == ("AFP", "AFP", "fr")
    assert (article.published, article.rights) == ("2022-01", "excerpts")
    assert article.title == "Situation en Ukraine – Blinken et Lavrov se rencontreront à Genève vendredi"
    assert Event.objects.count() >= 8
    assert {article.history.get().history_user, article.source.history.get().history_user} == {editor}


def test_an_uploaded_text_is_stored_to_the_letter(client, editor, root):
    raw = (root / "seeds" / SEED).read_bytes()
    proposed = upload(client, "dépêche.txt", raw)

    client.post(ADD, {**as_shown(proposed), "_save": "1"})

    article = Article.objects.get()
    assert (article.text, article.sha256) == (raw.decode(), fingerprint(raw.decode()))


@pytest.mark.parametrize("text", ["Un\rdeux\r\ntrois\n\nquatre.", "\n\nTitre\nTexte.\n", "  Titre\r\n\r\nTexte.  \r\n"])
def test_line_ends_and_blanks_of_a_file_are_kept(client, editor, text):
    proposed = upload(client, "a.txt", text.encode())

    client.post(ADD, {**as_shown(proposed), "title": "Titre", "new_source": "AFP", "language": "fr", "_save": "1"})

    assert Article.objects.get().text == text


def test_a_web_page_brings_its_own_metadata(client, editor):
    proposed = upload(client, "page.html", PAGE.encode())
    client.post(ADD, {**as_shown(proposed), "_save": "1"})

    article = Article.objects.get()
    assert (article.title, article.source.name, article.agency.name) == ("Blinken à Kiev", "Le Monde", "AFP")
    assert (article.published, article.url) == ("2022-01-19", "https://www.lemonde.fr/a/1.html")
    assert article.published_why == "The metadata of the web page give this day."


def test_each_guess_says_where_it_was_read(client, editor, seed_text):
    shown = words(paste(client, seed_text))

    for ground in ("read in the header", "read in the signature", "guessed from the words"):
        assert ground in shown


def test_a_known_publisher_is_chosen_and_a_new_one_typed(client, editor, seed_text):
    known = source_named("AFP")

    form = paste(client, seed_text).context["adminform"].form

    assert (form["source"].value(), form["new_source"].value()) == (known.pk, None)
    assert (form["agency"].value(), form["new_agency"].value()) == (known.pk, None)


@pytest.mark.parametrize(
    ("fields", "publisher"),
    [
        ({"source": "RFI", "new_source": "AFP", "initial-new_source": "AFP"}, "RFI"),  # the proposal left standing
        ({"source": "RFI", "new_source": "Le Monde", "initial-new_source": ""}, "Le Monde"),  # typed over the choice
        ({"source": "", "new_source": "  le   MONDE "}, "le MONDE"),
        ({"source": "", "new_source": "rfi"}, "RFI"),  # known in another spelling
    ],
)
def test_what_the_editor_did_last_about_the_publisher_counts(client, editor, fields, publisher):
    known = source_named("RFI")
    chosen = {**fields, "source": known.pk if fields["source"] else ""}

    client.post(ADD, {"title": "Titre", "language": "fr", "rights": "excerpts", "text": TEXT, **chosen})

    assert Article.objects.get().source.name == publisher


def test_an_article_without_a_publisher_is_refused_and_no_publisher_is_stored(client, editor):
    response = client.post(
        ADD, {"title": "", "language": "fr", "rights": "excerpts", "text": TEXT, "new_agency": "Belga"}
    )

    assert field_errors(response) == {
        "title": ["This field is required."],
        "source": ["Choose a publisher, or type a new one."],
    }
    assert as_shown(response)["text"] == TEXT
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"text": " \r\n"}, "text", "Paste a text, or choose a file."),
        ({}, "text", "Paste a text, or choose a file."),
        ({"text": "Un \x00"}, "text", "Null characters are not allowed."),
        ({"file": b""}, "file", "a.txt: it is empty."),
        ({"file": b"%PDF-1.7"}, "file", "a.txt: it is a PDF document. Open it, copy the words and paste them here."),
        ({"text": TEXT, "file": b"Un texte."}, "__all__", "Paste a text or choose a file, not both."),
    ],
)
def test_what_cannot_be_taken_comes_back_with_a_sentence(client, editor, sent, field, sentence):
    if "file" in sent:
        sent = {**sent, "file": SimpleUploadedFile("a.txt", sent["file"])}

    response = client.post(ADD, {"_guess": "1", **sent})

    assert field_errors(response) == {field: [sentence]}
    assert response.context["form"]["text"].value() == sent.get("text")
    assert not Article.objects.exists()


def test_a_file_that_was_guessed_to_be_windows_is_announced(client, editor):
    response = upload(client, "a.txt", "Été à Kiev.".encode("cp1252"))

    assert "a.txt is not UTF-8; it was read as Windows-1252. Look at the accents before you save." in words(response)


def test_back_to_the_text_keeps_it(client, editor):
    sent = as_shown(upload(client, "a.txt", b"Titre du texte\n\nIl part.\n"))

    response = client.post(ADD, {**sent, "_back": "1"})

    assert response.context["form"]["text"].value() == "Titre du texte\n\nIl part.\n"
    assert 'name="text_line_ends" value="n"' in response.content.decode()


def test_what_a_text_or_its_page_says_is_shown_as_text(client, editor):
    evil = '<script>alert("1")</script>'
    make_article(f"{evil} un deux trois quatre cinq six sept", title=evil)

    response = paste(client, f"{evil} un deux trois quatre cinq six sept huit")

    assert response.context["likenesses"]
    assert evil not in response.content.decode()


@pytest.mark.parametrize("role", DeskRole)
def test_whoever_may_add_an_article_may_do_so_in_steps(client, role):
    sign_in(client, role)

    assert client.get(ADD).status_code == 200
    assert paste(client, TEXT).status_code == 200


@pytest.mark.parametrize("sent", [None, {"_guess": "1"}, {"_back": "1"}, {"_save": "1"}])
def test_who_may_not_add_one_sees_nothing_of_it(client, sent):
    user = User.objects.create_user("lectrice", is_staff=True)
    group_of(DeskRole.CONTRIBUTOR)
    client.force_login(user)

    response = client.get(ADD) if sent is None else client.post(ADD, {"text": TEXT, **sent})

    assert response.status_code == 403


def test_a_popup_stays_one_from_step_to_step(client, editor):
    assert 'name="_popup"' in client.get(f"{ADD}?_popup=1").content.decode()

    proposed = paste(client, TEXT, _popup="1")

    assert 'name="_popup"' in proposed.content.decode()
    assert 'name="_read"' not in proposed.content.decode()
    sent = {**as_shown(proposed), "title": "Titre", "new_source": "AFP", "language": "fr"}
    answer = client.post(ADD, {**sent, "_popup": "1", "_save": "1"})
    assert "data-popup-response" in answer.content.decode()


def test_every_label_and_help_of_the_first_step_is_in_french(client):
    sign_in(client)
    client.cookies["django_language"] = "fr"

    shown = client.get(reverse("admin:articles_article_add")).content.decode()

    for wording in ("Continuer", "ou un fichier", "Ajouter un article"):
        assert wording in shown
