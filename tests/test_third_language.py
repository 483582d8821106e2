"""A third language of the interface is a line in `LANGUAGES`: what nobody has translated falls back, no page fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SETTINGS = """
from crisis.settings import *
LANGUAGES = [*LANGUAGES, ("uk", "Українська")]
ALLOWED_HOSTS = ["testserver"]
API_RATE = None
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
"""


@pytest.mark.slow
def test_no_page_fails_in_a_third_language(root: Path, tmp_path: Path) -> None:
    (tmp_path / "with_ukrainian.py").write_text(SETTINGS)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "with_ukrainian",
        "DATABASE_URL": f"sqlite:///{tmp_path}/third.sqlite3",
        "DATA_DIR": str(tmp_path),
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{root}",
    }

    walk = subprocess.run(
        [sys.executable, "-m", "tests.third_language"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )

    assert walk.returncode == 0, walk.stderr[-3000:]
    answers, told = json.loads(walk.stdout)
    assert {address: status for address, status in answers.items() if status != 200} == {
        "/uk/nothing/": 404,
        "report": 302,
    }
    assert told == {"language": ["uk"], "title": ["Title"], "others": ["fr", "en"]}
