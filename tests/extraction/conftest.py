"""What the extraction room's tests share: the seed as it lies in the repository."""

from pathlib import Path

import pytest

from crisis.extraction import Reading, read

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "seeds" / "000_abfe26ca1329c67e.txt"


@pytest.fixture(scope="session")
def seed_text() -> str:
    return SEED.read_bytes().decode("utf-8")


@pytest.fixture(scope="session")
def seed(seed_text: str) -> Reading:
    """The seed article, read with the day an editor found."""
    return read(seed_text, published="2022-01-18")
