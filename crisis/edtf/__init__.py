"""The cellar: days as EDTF, parsed, bounded, said in words and read as a person types them. Imports nothing of ours.

`parse` reads EDTF, `making` writes it, `words` says it in a language, `typed` understands what is typed in one.
"""

from __future__ import annotations

from .days import LONGEST_EDTF, UNKNOWN, DateError, Days, Precision, Reason, exactly_known, parse
from .making import earlier, later

__all__ = [
    "LONGEST_EDTF",
    "UNKNOWN",
    "DateError",
    "Days",
    "Precision",
    "Reason",
    "earlier",
    "exactly_known",
    "later",
    "parse",
]
