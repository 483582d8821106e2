"""Why rows are being written, noted in the history of each of them, however deep the verb that writes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.dispatch import receiver
from simple_history.signals import pre_create_historical_record

LONGEST_REASON = 100
"""Characters; what the history's column holds."""

_reason: ContextVar[str] = ContextVar("reason", default="")


@contextmanager
def because(reason: str) -> Iterator[None]:
    """Everything written within carries the reason in its history, unless its writer gives one of its own."""
    token = _reason.set(reason if len(reason) <= LONGEST_REASON else f"{reason[: LONGEST_REASON - 1]}…")
    try:
        yield
    finally:
        _reason.reset(token)


def current_reason() -> str:
    """Why whatever is written now is written; empty where nobody said."""
    return _reason.get()


@receiver(pre_create_historical_record, dispatch_uid="crisis.articles.reasons")
def _note_reason(history_instance: Any, **_signal: Any) -> None:
    if (reason := _reason.get()) and not history_instance.history_change_reason:
        history_instance.history_change_reason = reason
