"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def _no_static_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("staticfiles")


@pytest.fixture(autouse=True)
def _plain_static_files(settings: LazySettings, _no_static_files: Path) -> None:
    """Hashed file names need `collectstatic`; what they serve is tested where the server runs for real."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT = _no_static_files  # a bare checkout has none yet
