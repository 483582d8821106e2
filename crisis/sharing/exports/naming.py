"""What a file is called once it is saved: what it holds, in ASCII."""

from __future__ import annotations

from django.utils.text import slugify

from crisis.public.selection import Selection

BEGINNING = "ukraine-crisis"
LONGEST = 80
"""Characters before the ending."""


def file_name(selection: Selection, ending: str) -> str:
    """`ukraine-crisis-meeting-lavrov-2022-01.csv`: what was asked for, as far as there is room."""
    asked = [
        value.replace("_", "-")
        for name, value in selection.without_cursor.pairs()
        if name not in {"lane", "sort", "reviewed", "evidence"}
    ]
    name = "-".join([BEGINNING, *(slug for value in asked if (slug := slugify(value.replace("/", "-"))))])
    if len(name) > LONGEST:
        name = name[:LONGEST].rpartition("-")[0]
    return f"{name}.{ending}"
