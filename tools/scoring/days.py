"""When two EDTF values mean the same days, proleptic Gregorian ones."""

from __future__ import annotations

from datetime import date, timedelta

_REACH = timedelta(days=120)  # how far back "../X" reaches
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}

Days = tuple[date, date]  # the first and the last


def days(edtf: str | None) -> Days | None:
    """First and last day of an EDTF value; a set counts from its first to its last member."""
    if not edtf:
        return None
    if edtf[0] in "[{":
        members = sorted(edtf.strip("[]{}").replace(" ", "").split(","))
        edtf = f"{members[0]}/{members[-1]}"
    first, _, last = edtf.partition("/")
    try:
        found = _edge(first, end=False), _edge(last if "/" in edtf else first, end=True)
    except (ValueError, IndexError):
        return None
    return found if found[0] <= found[1] else None


def _edge(written: str, *, end: bool) -> date:
    written = written.strip().strip("~?%")
    if written in ("", "..", "open", "unknown"):
        return date.max if end else date.min
    parts = [int(part) for part in written.replace("-XX", "").split("-")]
    if len(parts) == 1:
        return date(parts[0], 12, 31) if end else date(parts[0], 1, 1)
    if len(parts) == 2 and parts[1] in _SEASONS:
        first, last = _SEASONS[parts[1]]
        return _month_end(parts[0] + (last < first), last) if end else date(parts[0], first, 1)
    if len(parts) == 2:
        return _month_end(*parts) if end else date(parts[0], parts[1], 1)
    return date(*parts[:3])


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def overlaps(gold: str | None, found: str | None) -> bool:
    """Gold without a date asks for none; "../X" is some time in the 120 days up to X."""
    one, other = days(gold), days(found)
    if one is None:
        return True
    if other is None:
        return False
    if one[0] == date.min:
        one = (one[1] - _REACH, one[1])
    if other[0] == date.min:
        other = (min(other[1], one[1]) - _REACH, other[1])
    return one[0] <= other[1] and other[0] <= one[1]


def is_exact(gold: str | None, found: str | None) -> bool:
    """The same days; where gold is open or approximate, overlap is all that is asked."""
    one, other = days(gold), days(found)
    if one is None or other is None:
        return one is other
    if one[0] == date.min or "~" in (gold or ""):
        return overlaps(gold, found)
    return one == other
