"""CSV, read by Python's own reader."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client
from django.utils.translation import override

from crisis.events.models import Event
from crisis.events.review import merge, retract
from crisis.public.columns import RUNS, columns, unguarded
from tests.making import make_correction, make_editor, make_event
from tests.sharing.exporting import DATES, HOSTILE, WORDS, body, make_dates, make_movement, make_statement

pytestmark = pytest.mark.django_db

HEADER = (
    "uid,permalink,kind,status,date,first_day,last_day,precision,date_text,title_fr,title_en,summary_fr,summary_en,"
    "place,place_fr,place_en,latitude,longitude,approximate_point,actors,actor_roles,actors_fr,actors_en,"
    "topics,topics_fr,topics_en,evidence_stances,evidence_publishers,evidence_agencies,evidence_titles,"
    "evidence_dates,evidence_urls,evidence_articles,evidence_languages,evidence_words,quotes,"
    "format,movement,strength_min,strength_max,equipment,origin_place,origin_text,destination_place,destination_text,"
    "mode,medium,links,reviewed,made_by,rule,version,recorded_at,changed_at,corrected_at,"
    "evidence_fingerprints,evidence_spans,quote_fingerprints,quote_spans"
)


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    text = body(client, f"/export/events.csv{query}")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def items(cell: str) -> list[str]:
    """As the page “using the data” says to read a list."""
    return [re.sub(r"\\(.)", r"\1", item, flags=re.DOTALL) for item in unguarded(cell).split(" || ")]


def test_the_header_is_what_programs_were_promised(client: Client) -> None:
    assert body(client, "/export/events.csv") == f"{HEADER}\r\n"
    assert body(client, "/export/events.excel.csv?lang=en") == f"\ufeff{HEADER}\r\n"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_column_is_explained(language: str) -> None:
    with override(language):
        explained = {column.name: str(column.description) for column in columns()}

    assert [name for name, words in explained.items() if not words.strip()] == []
    assert ",".join(explained) == HEADER


def test_a_row_has_all_of_an_event(client: Client) -> None:
    event = make_statement(summary_fr="Un résumé.", summary_en="A summary.", when="2022-01", when_text="en janvier")

    [row] = rows(client)

    [excerpt] = [item.excerpt for item in event.evidence.all() if item.excerpt]
    assert {name: cell for name, cell in row.items() if cell and not name.endswith("_at")} == {
        "uid": event.uid,
        "permalink": f"http://testserver/e/{event.uid}/",
        "kind": "statement",
        "status": "occurred",
        "date": "2022-01",
        "first_day": "2022-01-01",
        "last_day": "2022-01-31",
        "precision": "month",
        "date_text": "en janvier",
        "title_fr": "Une déclaration",
        "title_en": "A statement",
        "summary_fr": "Un résumé.",
        "summary_en": "A summary.",
        "place": "geneve",
        "place_fr": "Genève",
        "place_en": "Geneva",
        "latitude": "46.2044",
        "longitude": "6.1432",
        "approximate_point": "false",
        "actors": "lavrov || ",
        "actor_roles": "speaker || involved",
        "actors_fr": "Sergueï Lavrov || un \\| garde",
        "actors_en": "Sergey Lavrov || un \\| garde",
        "topics": "otan",
        "topics_fr": "Otan",
        "topics_en": "NATO",
        "evidence_stances": "reports || reports",
        "evidence_publishers": "Agence d'essai || Journal d'essai",
        "evidence_agencies": " || ",
        "evidence_titles": "Une [dépêche] \\| *vraie* || Un communiqué",
        "evidence_dates": "2022-01-18 || ",
        "evidence_urls": "https://example.org/a?b=(1) || https://example.org/",
        "evidence_articles": f"http://testserver/fr/articles/{excerpt.article_id}/ || ",
        "evidence_languages": "fr || ",
        "evidence_words": WORDS.replace("|", "\\|") + " || ",
        "quotes": WORDS.replace("|", "\\|"),
        "mode": "direct",
        "reviewed": "false",
        "made_by": "editor",
        "version": "2",
        "evidence_fingerprints": f"{excerpt.article.sha256} || ",
        "evidence_spans": f"{excerpt.start}-{excerpt.end} || ",
        "quote_fingerprints": excerpt.article.sha256,
        "quote_spans": f"{excerpt.start}-{excerpt.end}",
    }


def test_lists_are_read_back_item_by_item(client: Client) -> None:
    make_statement()

    [row] = rows(client)

    assert items(row["evidence_words"]) == [WORDS, ""]
    assert items(row["actors_en"]) == ["Sergey Lavrov", "un | garde"]
    assert {len(items(cell)) for name, cell in row.items() if name.startswith("evidence_")} == {2}


def test_no_cell_runs_and_every_title_is_read_back(client: Client) -> None:
    for title in HOSTILE:
        make_event(title_fr=title, title_en=title[::-1], published=True)

    found = rows(client)

    assert {unguarded(row["title_fr"]) for row in found} == set(HOSTILE)
    assert [cell for row in found for cell in row.values() if cell[:1] in tuple(RUNS)] == []


def test_a_date_is_as_exact_as_its_source(client: Client) -> None:
    make_dates()

    found = {row["date"]: (row["first_day"], row["last_day"], row["precision"]) for row in rows(client)}

    assert found == {
        "2022-01-18": ("2022-01-18", "2022-01-18", "day"),
        "2022-01": ("2022-01-01", "2022-01-31", "month"),
        "2022": ("2022-01-01", "2022-12-31", "year"),
        "2022-01-19/2022-01-21": ("2022-01-19", "2022-01-21", "interval"),
        "../2022-01-18": ("", "2022-01-18", "open"),
        "2022-01~": ("2022-01-01", "2022-01-31", "approximate"),
        "[2022-01-07,2022-01-14]": ("2022-01-07", "2022-01-14", "set"),
        "": ("", "", "unknown"),
    }


def test_it_is_in_the_order_asked_for_whatever_the_language(client: Client) -> None:
    make_dates()

    newest = [row["uid"] for row in rows(client, "?lang=en&kind=meeting")]

    assert [row["uid"] for row in rows(client, "?sort=oldest")] == newest[::-1]
    assert len(newest) == len(DATES)


def test_a_movement_has_its_columns_and_a_correction_its_time(client: Client) -> None:
    moved = make_movement(
        movement="deployment", strength_min=8500, equipment="-chars", destination_text="vers l'ouest", when="2022-01-20"
    )
    corrected = make_correction(make_event(when="2022-01-01", published=True)).event

    [movement, meeting] = rows(client)

    assert (movement["uid"], movement["movement"], movement["strength_min"], movement["strength_max"]) == (
        moved.uid,
        "deployment",
        "8500",
        "",
    )
    assert (movement["equipment"], movement["destination_text"]) == ("'-chars", "vers l'ouest")
    corrected.refresh_from_db()
    assert (meeting["version"], meeting["corrected_at"]) == ("3", corrected.corrected_at.isoformat())


def test_what_is_not_public_is_in_no_row(client: Client) -> None:
    draft, gone, merged, kept = make_event(), *(make_event(published=True) for _number in range(3))
    retract(gone, by=make_editor(), reason="Erreur")
    merge(merged, into=Event.objects.get(pk=kept.pk), by=None)

    assert [row["uid"] for row in rows(client)] == [kept.uid]
    assert draft.uid not in body(client, "/export/events.csv")


def test_excel_in_french_gets_its_semicolons_and_no_cell_of_somebody_elses(client: Client) -> None:
    make_event(title_fr="Dit-il ;=2+2", published=True)

    text = body(client, "/export/events.excel.csv").removeprefix("\ufeff")

    [row] = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (row["title_fr"], None in row) == ("Dit-il ;=2+2", False)
    assert text.splitlines()[0] == HEADER.replace(",", ";")
