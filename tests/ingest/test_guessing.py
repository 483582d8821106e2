"""What a text or its page tells about its publisher, agency, day, title and language; and what it does not tell."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from crisis.articles.models import Source
from crisis.articles.writing import source_named
from crisis.ingest.adding.arriving import arrived_as_bytes, arrived_by_paste
from crisis.ingest.adding.guessing import guess, read_byline
from tests.ingest.test_arriving import BODY, PAGE


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
