"""What every test may ask for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.test import Client, override_settings
from django.utils.translation import deactivate, override

ROOT = Path(__file__).resolve().parent.parent
SEED = "000_abfe26ca1329c67e"


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def _no_static_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A bare checkout has collected none yet; the live server, one for all tests, is started after this."""
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("staticfiles")):
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_kept_cards() -> Iterator[None]:
    """Tests leave no file behind under DATA_DIR."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "cards"}
    with override_settings(CACHES={**settings.CACHES, "cards": memory}):
        yield


@pytest.fixture(autouse=True)
def _in_the_sites_language() -> None:
    """A request leaves its language behind in the thread; no test may depend on the one before it."""
    deactivate()


@pytest.fixture
def in_english(client: Client) -> Iterator[None]:
    """The test and its browser speak English."""
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


@pytest.fixture(autouse=True)
def _plain_static_files(settings: LazySettings) -> None:
    """Hashed file names need `collectstatic`; what they serve is tested where the server runs for real."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder of seeds of one's own."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


@pytest.fixture
def seed(seeds: Path, root: Path) -> Path:
    """The seed article with its sidecar, in a folder that may be written to."""
    for ending in ("txt", "toml"):
        shutil.copy(root / "seeds" / f"{SEED}.{ending}", seeds)
    return seeds / f"{SEED}.txt"


@pytest.fixture(autouse=True)
def _quick_passwords(settings: LazySettings) -> None:
    """Hashing slowly is the point of hashing, and Django's business; here it only makes every sign-in wait."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _no_allowance(settings: LazySettings) -> None:
    """All tests of a process come from one address; what an allowance does is tested where it is set."""
    settings.API_RATE = None
