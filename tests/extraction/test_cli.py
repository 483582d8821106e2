"""`python -m crisis.extraction`: what goes in, what comes out, what is refused in a sentence."""

import json
import shutil
import subprocess
import sys

import pytest

from tests.extraction.conftest import ROOT, SEED


def run(*arguments, stdin=b""):
    return subprocess.run(
        [sys.executable, "-m", "crisis.extraction", *map(str, arguments)],
        input=stdin, capture_output=True, cwd=ROOT, check=False,
    )  # fmt: skip


def published(result):
    return [json.loads(line)["published"] for line in result.stdout.decode().splitlines()]


def test_prints_one_object_a_line_and_names_the_file(tmp_path):
    plain = tmp_path / "plain.txt"
    plain.write_text("Joe Biden a rencontré lundi Vladimir Poutine à Genève.", encoding="utf-8")

    result = run("--published", "2022-01-18", SEED, plain)

    readings = [json.loads(line) for line in result.stdout.decode().splitlines()]
    assert [reading["id"] for reading in readings] == ["000_abfe26ca1329c67e", "plain"]
    assert [len(reading["drafts"]) for reading in readings] == [9, 1]
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.slow
def test_standard_input_has_no_name():
    result = run("--published", "2022-01-18", "-", stdin=SEED.read_bytes())

    [reading] = [json.loads(line) for line in result.stdout.decode().splitlines()]
    assert (reading["id"], reading["title_span"], result.returncode) == (None, [14, 89], 0)


@pytest.mark.slow
def test_option_comes_before_sidecar_and_sidecar_before_header(tmp_path):
    bare, known = tmp_path / "bare.txt", tmp_path / "known.txt"
    shutil.copy(SEED, bare)
    shutil.copy(SEED, known)
    known.with_suffix(".toml").write_text('published = "2022-01-17"\n', encoding="utf-8")

    without, with_option = run(bare, known), run("--published", "2022-01-18", bare, known)

    assert published(without) == ["2022-01", "2022-01-17"]
    assert published(with_option) == ["2022-01-18", "2022-01-18"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"caf\xe9", "is not UTF-8 (byte 3)"),
        (b" date 2022-13 Titre", "has a header date that is not in the calendar: 2022-13"),
        (b"a" * 10_000_000, "is larger than 2000000 bytes"),
    ],
    ids=["empty", "blank", "latin-1", "month-13", "10-MB"],
)
def test_an_unreadable_file_is_named_and_the_others_are_printed(tmp_path, content, reason):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)

    result = run(bad, SEED)

    assert result.stderr.decode() == f"{bad} {reason}.\n"
    assert (len(result.stdout.splitlines()), result.returncode) == (1, 1)


@pytest.mark.parametrize(
    ("sidecar", "detail"),
    [
        ("published = 2022", "published is not text"),
        ('published = "2022-02-31"', "“2022-02-31” is not a date of the calendar."),
        ('publishd = "2022-01-18"', "unknown key publishd"),
        ('language = "de"', "language is neither fr nor en"),
    ],
)
def test_a_wrong_sidecar_is_refused(tmp_path, sidecar, detail):
    article = tmp_path / "article.txt"
    article.write_text("Un texte.", encoding="utf-8")
    article.with_suffix(".toml").write_text(sidecar, encoding="utf-8")

    result = run(article)

    assert result.stderr.decode() == f"{article} has a sidecar that cannot be used ({detail}).\n"
    assert result.returncode == 1


def test_a_missing_file_is_named(tmp_path):
    missing = tmp_path / "nowhere.txt"

    result = run(missing)

    assert result.stderr.decode() == f"{missing} cannot be opened (No such file or directory).\n"
    assert result.returncode == 1


@pytest.mark.parametrize(
    ("module", "absent"), [("crisis.extraction", "spacy"), ("crisis.extraction.reading", "django")]
)
def test_importing_the_room_brings_no_more_than_it_needs(module, absent):
    code = f"import sys, {module}; sys.exit({absent!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
