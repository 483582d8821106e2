"""The promises the house makes about itself."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command, get_commands

from tools.messages import missing


def run(root: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


@pytest.mark.database
@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    return run(root, str(Path(sys.executable).with_name("lint-imports")), "--no-cache")


def test_imports_go_down_only(root: Path) -> None:
    assert lint_imports(root).returncode == 0


@pytest.mark.parametrize(
    ("module", "import_upwards"),
    [
        ("crisis/articles/writing.py", "import crisis.events.models"),
        ("crisis/events/search/matching.py", "import crisis.timeline.urls"),
        ("crisis/timeline/urls.py", "import crisis.ingest.apps"),
        ("crisis/events/search/matching.py", "import crisis.public.selection"),
        ("crisis/ingest/intake.py", "import crisis.desk.pages"),
        ("crisis/public/selection.py", "import crisis.timeline.urls"),
        ("crisis/extraction/values.py", "import django"),
        ("crisis/extraction/names/mentions.py", "import crisis.extraction.speech.cues"),
        ("crisis/edtf/days.py", "import django"),
        ("crisis/edtf/words.py", "import crisis.extraction.values"),
        ("crisis/events/writing.py", "import crisis.extraction"),
        ("crisis/public/event/public_event.py", "import crisis.sharing.exports.formats"),
        ("crisis/sharing/exports/data.py", "import crisis.sharing.cards.content"),
        ("crisis/sharing/cards/content.py", "import crisis.sharing.discovery.heads"),
    ],
)
def test_an_import_upwards_breaks_the_contract(root: Path, tmp_path: Path, module: str, import_upwards: str) -> None:
    shutil.copytree(root / "crisis", tmp_path / "crisis", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / ".importlinter", tmp_path)
    broken = tmp_path / module
    broken.write_text(f"{broken.read_text()}\n{import_upwards}\n")

    report = lint_imports(tmp_path)

    assert (report.returncode, "BROKEN" in report.stdout) == (1, True)


def test_only_the_desk_has_to_do_with_the_admin(root: Path) -> None:
    outside = {
        str(path.relative_to(root / "crisis"))
        for path in (root / "crisis").rglob("*.py")
        if re.search(r"django\.contrib\.admin|django\.contrib import admin", path.read_text())
        and not path.is_relative_to(root / "crisis" / "desk")
    }

    assert outside == {"settings.py", "urls.py"}  # which name it to Django


def test_at_most_three_classes_of_ours_stand_above_an_admin() -> None:
    above = {
        model.__name__: [base.__name__ for base in type(page).__mro__[1:] if base.__module__.startswith("crisis.")]
        for model, page in admin.site._registry.items()
    }

    assert {name: bases for name, bases in above.items() if len(bases) > 3} == {}
    assert len(above) > 12


def test_the_web_process_never_loads_spacy(root: Path) -> None:
    script = (
        "import sys, django; django.setup(); from django.urls import get_resolver; "
        "get_resolver().url_patterns; import crisis.wsgi; from django.contrib import admin; admin.autodiscover(); "
        "sys.exit('spacy' in sys.modules)"
    )

    assert run(root, sys.executable, "-c", script, DJANGO_SETTINGS_MODULE="crisis.settings").returncode == 0


def test_every_command_stands_in_the_readme(root: Path) -> None:
    readme = (root / "README.md").read_text()
    ours = {name for name, app in get_commands().items() if app.startswith("crisis.")}

    assert {name for name in ours if f"`{name}" not in readme} == set()
    assert len(ours) >= 5


def test_every_setting_stands_in_the_readme(root: Path) -> None:
    source = "".join((root / "crisis" / name).read_text() for name in ("settings.py", "environment.py"))
    names = set(
        re.findall(r'(?:environ\.get|environment\.(?:flag|number|rate|choice|line|email|text))\(\s*"([A-Z_]+)"', source)
    )
    readme = (root / "README.md").read_text()

    assert {name for name in names if f"`{name}`" not in readme} == set()
    assert {"PORT", "DATA_DIR", "REQUIRE_TWO_FACTOR", "CRISIS_EDITOR_PASSWORD"} <= names


def test_only_one_module_reads_the_environment(root: Path) -> None:
    readers = {
        str(path.relative_to(root))
        for path in (root / "crisis").rglob("*.py")
        if re.search(r"\bos\.(environ|getenv)|\benviron\[", path.read_text())
    }

    doors = {"crisis/environment.py", "crisis/wsgi.py", "crisis/extraction/__main__.py"}  # decision 7
    assert readers <= {*doors, "crisis/desk/management/commands/create_editor.py"}


def test_no_module_is_longer_than_four_hundred_lines(root: Path) -> None:
    files = [
        path
        for pattern in ("crisis/**/*.py", "tests/**/*.py", "tools/**/*.py", "static/**/*.js", "static/**/*.css")
        for path in root.glob(pattern)
        if "migrations" not in path.parts
    ]

    assert [str(path.relative_to(root)) for path in files if len(path.read_text().splitlines()) > 400] == []
    assert len(files) > 30


def test_no_class_is_called_like_another(root: Path) -> None:
    """But for what describes the API, and Django's own words for commands and migrations."""
    names: dict[str, list[str]] = {}
    for path in (root / "crisis").rglob("*.py"):
        if path.name != "schemas.py" and not {"migrations", "commands"} & set(path.parts):
            for name in re.findall(r"^class ([A-Z]\w*)", path.read_text(), re.MULTILINE):
                names.setdefault(name, []).append(str(path.relative_to(root)))

    assert {name: places for name, places in names.items() if len(places) > 1} == {}
    assert "Event" in names


def test_nothing_is_said_in_english_only() -> None:
    assert list(missing()) == []


def test_the_policy_allows_nothing_unsafe_and_no_other_host() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    allowed = {str(value) for values in directives.values() for value in values}

    assert allowed == {"'self'", "'none'", "data:"}
    assert directives["default-src"] == ["'none'"]


def test_no_folder_holds_more_than_twelve_modules(root: Path) -> None:
    modules = Counter(
        path.parent.relative_to(root)
        for path in (root / "crisis").rglob("*.py")
        if "migrations" not in path.parts and path.name != "__init__.py"
    )

    assert {str(folder): count for folder, count in modules.items() if count > 12} == {}
    assert len(modules) > 20
