"""Where a file waits between its dry run and the word to import it: beside the database, for a day."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from import_export.tmp_storages import BaseStorage

KEPT = 24 * 60 * 60
"""Seconds."""
_NAME = re.compile(r"[0-9a-f]{32}")


class Uploads(BaseStorage):  # type: ignore[misc]
    """One file. The name comes back from a browser, signed (`forms.py`), and is looked at once more here."""

    name: str

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.name = self.name or uuid4().hex
        if not _NAME.fullmatch(self.name):
            raise FileNotFoundError(self.name)

    def save(self, data: bytes) -> None:
        folder = self._path.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in folder.iterdir():
            if old.stat().st_mtime < time.time() - KEPT:
                old.unlink(missing_ok=True)
        self._path.write_bytes(data)

    def read(self) -> bytes:
        return self._path.read_bytes()

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)

    @property
    def _path(self) -> Path:
        return Path(settings.DATA_DIR) / "uploads" / self.name
