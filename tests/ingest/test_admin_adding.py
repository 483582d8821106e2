"""Adding an article at the desk: a text, what is guessed about it, what it is like, and one button."""

from __future__ import annotations

import html
import re

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from crisis.articles.models import Article, Source
from crisis.articles.writing import fingerprint, source_named
from crisis.events.models import Event
from crisis.ingest.people import DeskRole, group_of
from tests.events.desk import sign_in
from tests.ingest.test_arriving import PAGE
from tests.making import make_article, make_event, make_excerpt

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/article/add/"
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


def paste(client, text, **fields):
    return client.post(ADD, {"text": text, "_guess": "1", **fields})


def upload(client, name, raw):
    return client.post(ADD, {"text": "", "file": SimpleUploadedFile(name, raw), "_guess": "1"})


def as_shown(response) -> dict[str, str]:
    """What a browser would send of the form as it came, line ends and all."""
    page, form = response.content.decode(), response.context["adminform"].form
    sent = {}
    for name in form.fields:
        value = form[name].value()
        if name in {"new_source", "new_agency"}:
            sent[f"initial-{name}"] = value or ""
        if value is not None and value is not False:
            sent[name] = str(value)
    text = sent["text"].replace("\r\n", "\n").replace("\r", "\n")
    if noted := re.search(r'name="text_line_ends" value="(\w+)"', page):
        sent["text_line_ends"] = noted[1]
    return {**sent, "text": text.replace("\n", "\r\n")}


def words(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def field_errors(response) -> dict[str, list[str]]:
    form = response.context.get("form") or response.context["adminform"].form
    return {name: [str(sentence) for sentence in found] for name, found in form.errors.items()}


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
