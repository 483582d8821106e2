"""Files that are not files of rows: named for what they are, before a row is looked at."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from crisis.desk.exchange.files import MOST_BYTES, MOST_ROWS, read_file
from tests.desk.exchange.sheets import exported, file_of, new_row
from tests.making import make_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def refused(content: bytes) -> tuple[str, str]:
    with pytest.raises(ValidationError) as refusal:
        read_file(content)
    return refusal.value.code, " ".join(refusal.value.messages)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n", b"uid,kind\r\n", b"uid,kind\r\n,\r\n\r\n"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert refused(content)[0] == "empty"


def test_another_encoding_is_refused() -> None:
    content = "uid,title_fr\r\nx,Genève".encode("cp1252")

    assert refused(content) == (
        "encoding",
        "The file is not in UTF-8. In Excel, save it as “CSV UTF-8”, or as a workbook (.xlsx).",
    )


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", "uid,kind".encode("utf-16")])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    assert refused(content)[0] == "encoding"


def test_what_is_no_csv_is_refused() -> None:
    assert refused(b'uid,kind\r\n"a,b') == ("csv", "Line 2 cannot be read as CSV (unexpected end of data).")


def test_a_row_that_does_not_fit_its_header_is_named() -> None:
    assert refused(b"uid,kind\r\na,b\r\na,b,c") == ("width", "Row 3 has 3 cells, the header has 2.")
    assert refused(b"uid,kind\r\na") == ("width", "Row 2 has 1 cells, the header has 2.")


def test_a_character_no_database_keeps_is_named_by_its_row() -> None:
    assert refused(b"uid,kind\r\na,b\x00")[0] in {"unstorable", "csv"}


def test_a_file_too_big_is_refused() -> None:
    ten = b"x" * (10 * 1024 * 1024)

    assert [refused(begun + ten) for begun in (b"uid", b"PK")] == [
        ("too-big", "The file has 10.0 MB; at most 8 are read. Split it.")
    ] * 2
    assert len(ten) > MOST_BYTES


def test_a_file_of_too_many_rows_is_refused() -> None:
    assert refused(b"uid\r\n" + b"a\r\n" * (MOST_ROWS + 1)) == (
        "too-many",
        f"The file has more than {MOST_ROWS} rows. Split it.",
    )


def test_a_sheet_that_ends_in_empty_rows_is_read() -> None:
    content = b"uid\r\na\r\n" + b"\r\n" * (MOST_ROWS + 1)

    assert read_file(content).rows == [(2, {"uid": "a"})]


def workbook(**parts: bytes) -> bytes:
    """A workbook as exported, with some of its parts written over."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file_of([new_row()], "xlsx"))) as book, zipfile.ZipFile(kept, "w", 8) as copy:
        for name in book.namelist():
            copy.writestr(name, parts.get(name.rpartition("/")[2].removesuffix(".xml"), book.read(name)))
    return kept.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 rien",
        b"PK",
        file_of([new_row()], "xlsx")[:-40],
        workbook(sheet1=b"<worksheet"),
        workbook(workbook=b"<x/>"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    assert refused(content)[0] == "xlsx"


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    bomb = workbook(styles=b" " * (80 * 1024 * 1024))

    assert len(bomb) < 200_000
    assert refused(bomb) == ("too-big", "Unpacked, the workbook has 80 MB; at most 64 are read. Split it.")


def test_a_workbook_whose_entities_multiply_is_refused() -> None:
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    sheet = b'<!DOCTYPE worksheet [<!ENTITY e0 "ha">' + entities + b"]><worksheet><sheetData>"
    sheet += b'<row r="1"><c r="A1" t="inlineStr"><is><t>&e9;</t></is></c></row></sheetData></worksheet>'

    assert refused(workbook(sheet1=sheet))[0] in {"xlsx", "empty"}


def test_a_cell_too_long_for_a_workbook_is_not_cut_in_silence() -> None:
    make_event(summary_fr="x" * 40_000)

    with pytest.raises(ValidationError, match="Row 2, column summary_fr is too long for a workbook"):
        exported("xlsx")
    assert b"x" * 40_000 in exported("csv")
