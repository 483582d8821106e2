"""What comes in by paste or file: the text it is, what it tells about itself, or a sentence that says why not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from crisis.desk.fields import line_ends, with_line_ends
from crisis.extraction.text.source import SIZE_LIMIT
from crisis.ingest.adding.arriving import arrived_as_bytes, arrived_by_paste, arrived_by_upload

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
