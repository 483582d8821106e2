"""A dull annotated article; what matters to a test is changed in the test."""

from tools.scoring.corpus import load

TEXT = """Blinken verra Lavrov vendredi

Antony Blinken rencontrera Sergueï Lavrov vendredi à Genève.

« Une agression serait punie », a dit M. Blinken en mai. « Nous verrons », a répondu son homologue."""
TABLE = """
language = "fr"
published = "2022-01-18"
title = "Blinken verra Lavrov vendredi"
[[events]]
kind = "meeting"
date = "2022-01-21"
status = "scheduled"
actors = ["Antony Blinken", "Sergueï Lavrov"]
place = "Genève"
evidence = ["Antony Blinken rencontrera Sergueï Lavrov vendredi à Genève"]
[[events]]
kind = "statement"
date = "2021-05"
status = "occurred"
speaker = "Antony Blinken"
evidence = ["« Une agression serait punie », a dit M. Blinken en mai"]
quotes = ["Une agression serait punie"]
[[quotations]]
text = "Une agression serait punie"
speaker = "Antony Blinken"
type = "direct"
[[quotations]]
text = "Nous verrons"
speaker = "Sergueï Lavrov"
type = "direct"
[[temporal]]
text = "vendredi"
value = "2022-01-21"
[[temporal]]
text = "mai"
value = "2021-05"
"""


def written(folder, table=TABLE, text=TEXT):
    """The article as the corpus holds it, in a folder, loaded."""
    (folder / "x.txt").write_text(text, encoding="utf-8")
    (folder / "x.gold.toml").write_text(table, encoding="utf-8")
    return load(folder / "x.gold.toml")


def span(words):
    start = TEXT.rindex(words)
    return start, start + len(words)
