"""How much a test tries: little in `make test`, all of it in `make nightly`, which sets NIGHTLY=1. Nowhere else."""

from __future__ import annotations

import os

NIGHTLY = os.environ.get("NIGHTLY") == "1"

EXAMPLES = 200 if NIGHTLY else 25
"""What Hypothesis invents for a property, and for an operation of the API."""
ROWS = 1000 if NIGHTLY else 100
"""Rows of a long file."""
SYNTHETIC_EVENTS = 1500 if NIGHTLY else 300
"""Made-up events, enough for one of each sort."""
SELECTIONS = 1 if NIGHTLY else 4
"""Of a list of selections, every how manieth is asked for."""
ANSWERS = 1 if NIGHTLY else 3
"""Of the recorded answers, every how manieth is asked for again."""
LANGUAGES = ("fr", "en") if NIGHTLY else ("fr",)
"""In which axe looks at every page, in both themes."""
