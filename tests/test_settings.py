"""Settings run with nothing set, and refuse nonsense with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

INNOCENT = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}


def start(root: Path, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`import crisis.settings` in a fresh process, with just these variables set."""
    return subprocess.run(
        [sys.executable, "-c", "from crisis import settings; print(settings.DATABASES['default']['ENGINE'])"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**INNOCENT, "DATA_DIR": str(data), **environment},
    )


def test_nothing_need_be_set(root: Path, tmp_path: Path) -> None:
    first, second = start(root, tmp_path), start(root, tmp_path)

    assert (first.stdout, second.returncode) == ("django.db.backends.sqlite3\n", 0)
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_the_key_is_made_once(root: Path, tmp_path: Path) -> None:
    start(root, tmp_path)
    key = (tmp_path / "secret_key").read_text()
    start(root, tmp_path)

    assert (tmp_path / "secret_key").read_text() == key
    assert len(key) >= 50


def test_a_postgresql_address_is_taken(root: Path, tmp_path: Path) -> None:
    started = start(root, tmp_path, DATABASE_URL="postgres://someone@localhost/news")

    assert started.stdout == "django.db.backends.postgresql\n"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DEBUG", "maybe"),
        ("HTTPS", "ja"),
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("WEB_WORKERS", "-1"),
        ("BIND", "here"),
        ("SECRET_KEY", "short"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "https://example.org"),
        ("EMBED_HOSTS", "https://example.org"),
        ("EMBED_HOSTS", "example.org; script-src *"),
        ("EMBED_HOSTS", "*"),
        ("DATABASE_URL", "mysql://root@localhost/news"),
        ("DATABASE_URL", "nonsense"),
        ("PLOTLY_BUNDLE", "huge"),
        ("DATA_DIR", "/dev/null/data"),
        ("SITE_PUBLISHER", "Somebody\nSomewhere"),
        ("SITE_HOST_NAME", "x" * 301),
        ("CONTACT_EMAIL", "desk at example.org"),
        ("DATA_LICENCE", "CC BY 4.0"),
        ("LOGIN_ATTEMPTS", "0"),
        ("API_RATE", "0/hour"),
        ("API_RATE", "600"),
        ("API_RATE", "600/fortnight"),
        ("LOGIN_COOLOFF_MINUTES", "never"),
        ("SESSION_HOURS", "12.5"),
        ("REQUIRE_TWO_FACTOR", "yes"),
    ],
)
def test_nonsense_is_refused_with_a_sentence_that_names_it(
    variable: str, value: str, root: Path, tmp_path: Path
) -> None:
    refused = start(root, tmp_path, **{variable: value})

    last_line = refused.stderr.strip().splitlines()[-1]
    assert refused.returncode == 1
    assert last_line.startswith("django.core.exceptions.ImproperlyConfigured: " + variable)
