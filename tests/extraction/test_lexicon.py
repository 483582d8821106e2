"""The words of a language are data: found from anywhere, all used; a further language is a further folder."""

import re
import shutil
import subprocess
import sys
import tomllib

import pytest

from crisis.extraction.lexicon import LANGUAGES, LEXICON, Section
from tests.extraction.conftest import ROOT

ROOM = ROOT / "crisis" / "extraction"
FILES = sorted(LEXICON.rglob("*.toml"))


def run(code, *, root, cwd):
    """What a Python started in another folder prints."""
    return subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, env={"PYTHONPATH": str(root)}, capture_output=True, text=True, check=True
    ).stdout.strip()


def entries(path):
    """The keys of a file's tables."""
    return [
        key
        for values in tomllib.loads(path.read_text(encoding="utf-8")).values()
        if isinstance(values, dict)
        for key in values
    ]


def test_the_words_are_found_from_any_folder(tmp_path):
    code = "from crisis.extraction.lexicon import Section; print(len(Section('triggers.cues').words('says', 'en')) > 9)"

    assert run(code, root=ROOT, cwd=tmp_path) == "True"


def test_a_pattern_has_the_words_of_every_language():
    cancelled = Section("events.modality").pattern(r"\b{cancelled}\b")

    found = [cancelled.search(words) is not None for words in ("le sommet est annulé", "talks called off", "se tient")]

    assert found == [True, True, False]


def test_a_pattern_of_one_language_has_none_of_another():
    that = Section("speech.contents").patterns("{that}")

    assert that["fr"].search("he said that") is None
    assert that["en"].search("he said that") is not None


def test_quantifiers_are_no_holes():
    assert Section("events.modality").pattern(r"a{2,3}").pattern == "a{2,3}"


@pytest.mark.parametrize("ask", [Section.pattern, Section.patterns])
def test_a_hole_that_no_language_fills_is_an_error(ask):
    with pytest.raises(KeyError, match=r"events\.modality\.forgotten"):
        ask(Section("events.modality"), "{forgotten}")


def test_a_list_that_no_language_has_is_an_error():
    with pytest.raises(KeyError, match=r"events\.modality\.forgotten"):
        Section("events.modality").words("forgotten")


@pytest.mark.slow
def test_a_further_language_is_a_further_folder(tmp_path):
    shutil.copytree(ROOM, tmp_path / "crisis" / "extraction")
    shutil.copytree(ROOM.parent / "edtf", tmp_path / "crisis" / "edtf")
    (tmp_path / "crisis" / "__init__.py").touch()
    folder = tmp_path / "crisis" / "extraction" / "lexicon" / "uk"
    folder.mkdir()
    (folder / "text.toml").write_text('[source]\nlittle_words = "і в на що"\n', encoding="utf-8")
    (folder / "events.toml").write_text("[modality]\ncancelled = 'скасован\\w+'\n", encoding="utf-8")
    code = (
        "from crisis.extraction import read\n"
        "from crisis.extraction.lexicon import LANGUAGES\n"
        "text = 'Emmanuel Macron a rencontré lundi Vladimir Poutine, скасовано.'\n"
        "[call] = read(text, published='2022-01-18').drafts\n"
        "print(*LANGUAGES, call.status)"
    )

    assert run(code, root=tmp_path, cwd=tmp_path) == "fr en uk cancelled"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(LEXICON)))
def test_every_entry_is_used(path):
    code = "".join(module.read_text(encoding="utf-8") for module in ROOM.rglob("*.py"))
    patterns = "".join(file.read_text(encoding="utf-8") for file in FILES)

    unused = [key for key in entries(path) if not re.search(rf'"{key}"|\{{(?:\w+\.)*{key}\}}', code + patterns)]

    assert unused == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(LEXICON)))
def test_no_line_ends_with_a_blank(path):
    """Lines of a pattern are joined; an editor that cleans up lines must not change one."""
    lines = path.read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line != line.rstrip()] == []


def test_french_comes_first():
    assert LANGUAGES == ("fr", "en")
