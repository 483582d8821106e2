"""A folder of seeds of one's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

SEED = "000_abfe26ca1329c67e"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


@pytest.fixture
def seed(seeds: Path, root: Path) -> Path:
    """The seed article with its sidecar, in a folder that may be written to."""
    for ending in ("txt", "toml"):
        shutil.copy(root / "seeds" / f"{SEED}.{ending}", seeds)
    return seeds / f"{SEED}.txt"
