"""An article at the reading desk."""

from tests.ingest.conftest import read_article

__all__ = ["read_article"]
