"""Made-up events by the thousand, to try the house under load: `manage.py make_synthetic` is their door."""

from .storing import AGENCY, NotEmptyError, make_synthetic

__all__ = ["AGENCY", "NotEmptyError", "make_synthetic"]
