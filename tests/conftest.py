"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import LazySettings, settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils.translation import deactivate, override
from pytest_django.plugin import DjangoDbBlocker

from tests.keeping import Keeper, Migrated
from tests.sizes import EXAMPLES, NIGHTLY

ROOT = Path(__file__).resolve().parent.parent
SEED = "000_abfe26ca1329c67e"
PROFILE = "nightly" if NIGHTLY else "usual"

hypothesis.settings.register_profile(
    PROFILE,
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile(PROFILE)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--first-case", action="store_true", help="of a test with a table of cases, only the first")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--first-case"):
        return
    first = {item.nodeid.partition("[")[0]: item for item in reversed(items)}
    left_out = [item for item in items if first[item.nodeid.partition("[")[0]] is not item]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if first[item.nodeid.partition("[")[0]] is item]


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def _migrated() -> Iterator[Migrated]:
    with Migrated(ROOT / ".pytest_cache" / "migrated", ROOT) as migrated:
        yield migrated


@pytest.fixture(scope="session")
def django_db_setup(_migrated: Migrated, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The migrations run once for as long as they stay the same, not once a worker."""
    with django_db_blocker.unblock():
        _migrated.keep()


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Keeper:
    """`kept(name, make)`: what `make` makes and returns, made once a run."""
    own = tmp_path_factory.getbasetemp()
    return Keeper(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture
def load_chronology(kept: Keeper) -> Callable[[], None]:
    """Loads gazetteer and chronology as the commands do, into a database that has no event yet."""

    def load() -> None:
        call_command("load_gazetteer", verbosity=0)
        call_command("load_context", verbosity=0)

    return lambda: kept("chronology", load)


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
