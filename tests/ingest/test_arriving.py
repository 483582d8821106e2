"""What comes in by paste or file: the text it is, what it tells about itself, or a sentence that says why not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from crisis.articles.models import Source
from crisis.articles.pasting import line_ends, with_line_ends
from crisis.articles.writing import source_named
from crisis.extraction.seed import SIZE_LIMIT
from crisis.ingest.arriving import arrived_as_bytes, arrived_by_paste, arrived_by_upload
from crisis.ingest.bylines import read_byline
from crisis.ingest.guessing import guess

BODY = (
    "Le secrétaire d’État américain Antony Blinken a exhorté mercredi à Kiev le président russe Vladimir Poutine à "
    "choisir la voie diplomatique, avant une rencontre vendredi à Genève avec son homologue russe."
)
PAGE = f"""<!doctype html><html lang="fr-FR"><head><meta charset="utf-8"><title>Blinken à Kiev | Le Monde</title>
<meta property="og:site_name" content="Le Monde"><link rel="canonical" href="https://www.lemonde.fr/a/1.html">
<meta property="article:published_time" content="2022-01-19T18:12:00+01:00"></head><body><nav><a href="/">Accueil</a>
</nav><article><h1>Blinken à Kiev</h1><p>{BODY}</p><p>« Nous sommes prêts », a-t-il dit.</p><p>Avec AFP</p></article>
<footer>Abonnez-vous</footer></body></html>"""


def code_of(name: str, raw: bytes) -> str:
    with pytest.raises(ValidationError) as refusal:
        arrived_as_bytes(name, raw)
    return str(refusal.value.code)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Été à Kiev.\n".encode(), "Été à Kiev.\n"),
        ("Été à Kiev.\r\n".encode("utf-8-sig"), "Été à Kiev.\r\n"),  # the mark is no part of the text
        ("Été à Kiev.".encode("utf-16"), "Été à Kiev."),  # what Windows calls Unicode
        ("Été à Kiev.".encode("utf-16-be"), None),  # without its mark nobody can tell
        ("L\u2019été à Kiev.".encode("cp1252"), "L\u2019été à Kiev."),
        (b"un\rdeux\r\ntrois\n", "un\rdeux\r\ntrois\n"),
    ],
)
def test_a_text_file_is_decoded_exactly(raw, text):
    if text is None:
        assert code_of("a.txt", raw) == "binary"
    else:
        assert arrived_as_bytes("a.txt", raw).text == text


@pytest.mark.parametrize(("encoding", "is_announced"), [("utf-8", False), ("utf-8-sig", False), ("cp1252", True)])
def test_an_encoding_that_was_guessed_is_announced(encoding, is_announced):
    with override("en"):
        arrived = arrived_as_bytes("dépêche.txt", "Été.".encode(encoding))

    assert ("dépêche.txt is not UTF-8; it was read as Windows-1252" in arrived.remark) is is_announced


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t", "empty"),
        ("a.txt", "\ufeff \n".encode(), "empty"),
        ("a.txt", b"x" * (SIZE_LIMIT + 1), "too-large"),
        ("a.txt", b"%PDF-1.7\n%\xe2\xe3", "binary"),  # renamed
        ("a.html", b"\n%PDF-1.7", "binary"),
        ("a.txt", b"PK\x03\x04\x14\x00", "binary"),  # a word processor's
        ("a.txt", b"{\\rtf1\\ansi", "binary"),
        ("a.txt", b"\x1f\x8b\x08\x00" + b"\x00" * 90, "binary"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "binary"),
        ("a.txt", b"un \x00 deux", "binary"),
        ("a.txt", b"un \x1b deux", "binary"),
        ("a.txt", b"un \x81 deux", "encoding"),  # no letter in Windows-1252 either
        ("a.txt", b"\xff\xfe\x00", "encoding"),
        ("a.docx", b"Un texte.", "ending"),
        ("a", b"Un texte.", "ending"),
        ("a.html", b"<html><body></body></html>", "no-article"),
        ("a.html", b"<html><nav><a href='/'>Accueil</a></nav></html>", "no-article"),
        ("a.html", b"<" * 1000, "no-article"),
        ("a.html", b"<div>" * 50_000, "no-article"),
        ("a.txt", b"<!DOCTYPE html><html></html>", "no-article"),  # a page, whatever it is called
    ],
)
def test_a_file_that_is_no_text_is_refused(name, raw, code):
    assert code_of(name, raw) == code


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "a.txt: it is a PDF document. Open it, copy the words"), ("fr", "a.txt\u00a0: c’est un document PDF.")],
)
def test_a_refusal_names_the_file_in_the_editors_language(language, sentence):
    with override(language), pytest.raises(ValidationError) as refusal:
        arrived_by_upload(SimpleUploadedFile("a.txt", b"%PDF-1.7"))

    assert refusal.value.messages[0].startswith(sentence)


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty"), (" \r\n", "empty"), ("a\x00b", "unstorable"), ("é" * SIZE_LIMIT, "too-large")]
)
def test_a_paste_that_cannot_be_taken_is_refused(text, code):
    with pytest.raises(ValidationError) as refusal:
        arrived_by_paste(text)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    "text", ["", "un", "un\n", "un\r\ndeux", "un\ndeux\r\ntrois\rquatre\n\n", "\r\n\n", "\n\r", "un\r\rdeux"]
)
def test_line_ends_survive_a_browser_that_changes_them_all(text):
    sent = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")

    assert with_line_ends(sent, line_ends(text)) == text


@pytest.mark.parametrize(
    ("sent", "marks", "text"),
    [
        ("un\r\ndeux", "", "un\r\ndeux"),
        ("un\r\ndeux\r\ntrois", "n", "un\ndeux\ntrois"),
        ("un\r\ndeux\r\ntrois", "nnw", "un\ndeux\ntrois"),  # a line less: the most usual end
        ("un\r\ndeux", "?", "un\r\ndeux"),
        ("un", "n", "un"),
    ],
)
def test_line_ends_that_do_not_fit_are_made_to(sent, marks, text):
    assert with_line_ends(sent, marks) == text


@pytest.mark.django_db
def test_a_web_page_gives_its_article_and_what_it_says_about_itself():
    arrived = arrived_as_bytes("page.html", PAGE.encode())

    guesses = guess(arrived).by_field

    assert arrived.text == f"Blinken à Kiev\n\n{BODY}\n\n« Nous sommes prêts », a-t-il dit.\n\nAvec AFP\n"
    assert {name: (guessed.value, guessed.ground.value) for name, guessed in guesses.items()} == {
        "title": ("Blinken à Kiev", "page"),
        "publisher": ("Le Monde", "page"),
        "agency": ("AFP", "signature"),
        "language": ("fr", "page"),
        "published": ("2022-01-19", "page"),
        "url": ("https://www.lemonde.fr/a/1.html", "page"),
    }


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="iso-8859-1">', "cp1252"),  # as browsers read it
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ('<meta charset="iso-8859-15">', "iso-8859-15"),
        ('<meta charset="utf-7">', "utf-8"),  # never believed
        ('<meta charset="no-such-thing">', "utf-8"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_a_page_is_decoded_as_it_says(charset, encoding):
    html = f"<html><head>{charset}</head><body><article><p>{BODY}</p></article></body></html>"

    assert arrived_as_bytes("a.htm", html.replace("’", "'").encode(encoding)).text.strip() == BODY.replace("’", "'")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2022-01-19">', "2022-01-19"),
        ('<script type="application/ld+json">{"datePublished": "2022-01-19T10:00:00Z"}</script>', "2022-01-19"),
        ("<title>Janvier 2022</title>", None),
        ('<meta name="date" content="January 2022">', None),  # no first of a month is made up
        ("", None),
    ],
)
def test_the_day_of_a_page_is_one_it_has_in_digits(head, published):
    html = f"<html><head>{head}</head><body><article><p>{BODY}</p><p>Né en 1962, il vit à Paris.</p></article></html>"

    guessed = guess(arrived_as_bytes("a.html", html.encode())).by_field.get("published")

    assert (guessed.value if guessed else None) == published


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "guessed"), [("fr", "fr"), ("en-GB", "en"), ("de", None), ("uk-UA", None), ("", "fr")]
)
def test_the_language_of_a_page_is_its_own_word(language, guessed):
    html = f'<html lang="{language}"><body><article><p>{BODY}</p></article></body></html>'

    found = guess(arrived_as_bytes("a.html", html.encode())).by_field.get("language")

    assert (found.value if found else None) == guessed


KNOWN = {"le monde": "Le Monde", "rfi": "RFI", "afp": "AFP"}


@pytest.mark.parametrize(
    ("text", "agency", "publisher", "is_own"),
    [
        ("Titre du jour\n\nTexte long.\n\nAFPE\n", "AFP", "", True),
        ("Titre\n\nTexte.\n\n(AFP)", "AFP", "", True),
        ("Titre\n\nTexte.\n\nbur-dla/ob/AFP", "AFP", "", True),
        ("Titre\n\nTexte.\n\nREUTERS", "Reuters", "", True),
        ("Titre\n\nIl en est convaincu. (Belga)", "Belga", "", True),
        ("Titre\n\nTexte.\n\n(Avec AFP et Reuters)", "AFP", "", False),
        ("Titre\nLe Monde avec AFP\nTexte.", "AFP", "Le Monde", False),
        ("Titre\nClaire Martin avec l'AFP\nTexte.", "AFP", "", False),  # a person is no publisher
        ("Titre\n\nKiev, 18 jan 2022 (AFP) – Le ministre parle.", "AFP", "", True),
        ("WASHINGTON (AP) — President Joe Biden is ordering troops.", "AP", "", True),
        ("Titre\nBelga, publié le 2 décembre 2021 à 18h12\nTexte.", "Belga", "", True),
        ("Titre\nRFI | Publié le 19/01/2022\nTexte.", "", "RFI", False),
        ("Titre - Le Monde\n\nTexte.", "", "Le Monde", False),
        ("Le Monde retient son souffle\n\nTexte.", "", "", False),  # a title that begins like a name
        ("Titre\n\nUn char. Jonathan Nackstrand/Pool Photo via AP\n\nTexte.", "", "", False),  # a credit
        ("Titre\n\nL'AFP a vu les chars.\n\nTexte.", "", "", False),
        ("", "", "", False),
    ],
)
def test_who_signs_is_read_where_newspapers_say_it(text, agency, publisher, is_own):
    byline = read_byline(text, KNOWN)

    assert (byline.agency, byline.publisher, byline.is_signed_by_agency) == (agency, publisher, is_own)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "published", "ground"),
    [
        (" date 2022-01 Titre d'une dépêche Le ministre parle.", "2022-01", "header"),
        (" date 2022-01-18 Titre\n\nKiev, 19 jan 2022 (AFP) – Il parle.", "2022-01-18", "header"),
        (" date 2022-01 Titre\n\nKIEV, 19 janvier 2022 (AFP) – Il parle.", "2022-01-19", "dateline"),
        (" date 2022-01 Title\n\nKYIV, Jan 24 (Reuters) - He said.", "2022-01-24", "dateline"),
        (" date 2022-01 Titre\n\nKIEV, 8 février 2022 (AFP) – Il parle.", "2022-01", "header"),  # they disagree
        ("Titre\n\nKiev, 18 jan 2022 (AFP) – Il parle.", "2022-01-18", "dateline"),
        ("ANTALYA (Turquie), 10 mars 2022 (Reuters) – Les ministres parlent.", "2022-03-10", "dateline"),
        ("Title\n\nVIENNA, January 13, 2022 (Reuters) - He said.", "2022-01-13", "dateline"),
        ("Title\n\nVIENNA, Jan 13 (Reuters) - He said.", None, None),  # of which year?
        ("Titre\nBelga, publié le 2 décembre 2021 à 18h12\nTexte.", "2021-12-02", "line"),
        ("Titre\nPublié le 19/01/2022 à 10h00\nTexte.", "2022-01-19", "line"),
        ("Titre\nMis à jour le 20 janvier 2022\nTexte.", None, None),  # not the day it was published
        ("Titre\n\nDes blindés, en Crimée, le 16 février 2022. Photo AFP\n\nTexte.", None, None),  # a caption
        ("Titre\n\nKIEV, 31 février 2022 (AFP) – Il parle.", None, None),
        (" date 2022-13 Titre\n\nTexte.", None, None),
    ],
)
def test_the_day_is_read_where_the_text_says_it_or_not_at_all(text, published, ground):
    guessed = guess(arrived_by_paste(text)).by_field.get("published")

    assert (guessed.value, guessed.ground.value) == (published, ground) if guessed else published is None


@pytest.mark.django_db
def test_a_header_date_outside_the_calendar_is_remarked():
    with override("en"):
        guesses = guess(arrived_by_paste(" date 2022-13 Titre\n\nTexte."))

    assert guesses.remarks == (
        "The date in the text's header is not in the calendar. Give the day of publication yourself.",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("\N{PARTY POPPER} 1 2 3", set()),
        ("Oui. Non.", set()),
        ("Blinken à Kiev\n\nLe ministre est arrivé.", {"title", "language"}),
    ],
)
def test_what_stands_nowhere_is_not_guessed(text, fields):
    assert set(guess(arrived_by_paste(text)).by_field) == fields


@pytest.mark.django_db
def test_a_known_publisher_is_named_as_it_is_known():
    source_named("Agence France-Presse")
    source_named("LE MONDE")

    guesses = guess(arrived_as_bytes("page.html", PAGE.encode())).by_field

    assert guesses["publisher"].value == "LE MONDE"


@pytest.mark.django_db
@pytest.mark.parametrize("head", ["", '<meta property="og:site_name" content="LM">'])
def test_a_publisher_is_known_by_its_address_too(head):
    source = source_named("Le Monde")
    Source.objects.filter(pk=source.pk).update(url="https://lemonde.fr/")
    html = f"""<html><head>{head}<link rel="canonical" href="https://www.lemonde.fr/a/1.html"></head>
    <body><article><p>{BODY}</p></article></body></html>"""

    assert guess(arrived_as_bytes("a.html", html.encode())).by_field["publisher"].value == "Le Monde"


@pytest.mark.django_db
def test_the_seed_tells_all_that_is_needed(root):
    text = (root / "seeds" / "000_abfe26ca1329c67e.txt").read_text()

    guesses = guess(arrived_by_paste(text)).by_field

    assert {name: (guessed.value, guessed.ground.value) for name, guessed in guesses.items()} == {
        "title": ("Situation en Ukraine – Blinken et Lavrov se rencontreront à Genève vendredi", "header"),
        "publisher": ("AFP", "signature"),
        "agency": ("AFP", "signature"),
        "language": ("fr", "words"),
        "published": ("2022-01", "header"),
    }


def test_a_large_page_of_nothing_is_answered():
    raw = b"<table><tr><td>" * 40_000

    assert len(raw) < SIZE_LIMIT
    assert code_of("a.html", raw) == "no-article"


def test_the_web_process_does_not_load_what_reads_pages(root):
    script = (
        "import sys, django; django.setup(); import crisis.wsgi; from django.contrib import admin; "
        "admin.autodiscover(); sys.exit('trafilatura' in sys.modules)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "crisis.settings"}

    assert subprocess.run([sys.executable, "-c", script], cwd=root, env=environment, check=False).returncode == 0
