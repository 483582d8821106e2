"""Where a file waits between its dry run and the word to import it: beside the database, for a day."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

KEPT = 24 * 60 * 60
"""Seconds."""
GONE = _("The file no longer waits to be imported. Send it again.")
SALT = "crisis.desk.exchange"
_NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sent; `sent_as` is what they call it."""

    sent_as: str
    name: str = field(default_factory=lambda: uuid4().hex)

    @classmethod
    def keep(cls, data: bytes, *, sent_as: str = "") -> Self:
        """Stores it, and throws away what waited for too long."""
        upload = cls(sent_as)
        folder = upload._path.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in folder.iterdir():
            if old.stat().st_mtime < time.time() - KEPT:
                old.unlink(missing_ok=True)
        upload._path.write_bytes(data)
        return upload

    @classmethod
    def of_token(cls, token: str, *, user_pk: int | None) -> Self:
        """What waits under the token. Raises `ValidationError` unless this user sent it."""
        try:
            name, sent_as, owner = signing.loads(token, salt=SALT, max_age=KEPT)
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise ValidationError(GONE, code="gone") from error
        if owner != user_pk or not _NAME.fullmatch(str(name)):
            raise ValidationError(GONE, code="gone")
        return cls(str(sent_as), str(name))

    def token(self, *, user_pk: int | None) -> str:
        """What a browser hands back to name it."""
        return signing.dumps([self.name, self.sent_as, user_pk], salt=SALT)

    def read(self) -> bytes:
        """Raises `ValidationError` where it waits no more."""
        try:
            return self._path.read_bytes()
        except FileNotFoundError as error:
            raise ValidationError(GONE, code="gone") from error

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)

    @property
    def _path(self) -> Path:
        return Path(settings.DATA_DIR) / "uploads" / self.name


class ConfirmForm(forms.Form):
    """The word to import: names the file that waits, signed for the person who sent it."""

    upload = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user_pk: int | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user_pk = user_pk

    def clean_upload(self) -> Upload:
        return Upload.of_token(self.cleaned_data["upload"], user_pk=self.user_pk)
