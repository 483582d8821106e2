"""Cards drawn once: kept by what stands on them, and drawn anew no faster than a machine can bear."""

from __future__ import annotations

import logging
from collections import deque
from threading import Lock
from time import monotonic

from django.core.cache import caches

from .content import Card, SelectionCard, version_of
from .drawing import drawn

log = logging.getLogger(__name__)

MOST_A_MINUTE = 60
"""Cards of selections that a process draws: there are more selections than anyone could look at."""


class Budget:
    """So many in any minute, in this process."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._taken: deque[float] = deque()
        self._lock = Lock()

    def allows(self) -> bool:
        """Whether one more may be drawn now; counts it if so."""
        with self._lock:
            now = monotonic()
            while self._taken and self._taken[0] < now - 60:
                self._taken.popleft()
            if len(self._taken) >= self.most:
                return False
            self._taken.append(now)
            return True


budget = Budget(MOST_A_MINUTE)


def picture_of(card: Card) -> bytes | None:
    """The PNG, as it was kept or else drawn now; `None` for a selection while too many are asked for."""
    key = version_of(card)
    kept: bytes | None = _kept(key)
    if kept is not None:
        return kept
    if isinstance(card, SelectionCard) and not budget.allows():
        return None
    picture = drawn(card)
    _keep(key, picture)
    return picture


def _kept(key: str) -> bytes | None:
    try:
        found: bytes | None = caches["cards"].get(key)
    except Exception:  # a file half written, or of another version of Python: as good as none
        log.warning("A kept card cannot be read; it is drawn anew.", exc_info=True)
        return None
    return found


def _keep(key: str, picture: bytes) -> None:
    try:
        caches["cards"].set(key, picture)
    except OSError:  # a full disk must not take the card from the reader
        log.warning("A card cannot be kept.", exc_info=True)
