"""Writes docs/extraction.md from the rules themselves: `python -m tools.rulebook` (`make docs`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crisis.extraction import VERSION, read
from crisis.extraction.dates.expressions import rules
from crisis.extraction.lexicon.vocabulary import listed, movement_kinds

PAGE = Path(__file__).resolve().parent.parent / "docs" / "extraction.md"
PUBLISHED = "2022-01-18"

_INTRODUCTION = f"""# How an article is read

This page is written from the rules (`make docs`; a test fails when it is stale). Rules of version {VERSION}.

An article goes through these rooms, each with its module in `crisis/extraction/`:

| step | module | what it does |
| --- | --- | --- |
| structure | `structure`, `seed` | header, title and lead, datelines, paragraphs, headings, credits, signature; sentences never break inside marks |
| words | `tokens`, `morphology`, `conjugation` | spaCy tokens, verb groups with tense, voice, negation |
| names | `names`, `mentions`, `strangers`, `coreference` | the gazetteer's people, offices by their holder of the day, people described, people nobody knows |
| dates | `temporals`, `temporal_rules_fr`, `temporal_rules_en` | the table below; both readings kept, chosen by the tense that governs |
| speech | `cues`, `subjects`, `contents`, `attribution`, `speakers` | who says what, direct and reported; nobody fitting is “unresolved” |
| clauses | `clauses`, `groups`, `scenes`, `modality` | what is told of whom, as fact, plan, hypothesis, denial |
| events | `meetings`, `movements`, `statements`, `merging` | sightings, merged into one draft an event |
| words for editors | `titles`, `explain` | a title in French and English, and why the draft was made |

A draft names its rule (`meeting.verb.rencontrer`), its trigger, the rule that read its date, and the other reading of it.
`python -m crisis.extraction --explain FILE` prints an article with all of that.

## Status

| status | when |
| --- | --- |
| occurred | past or present tense, or a date before publication |
| scheduled | a future tense, a modal or an appointment (“prévu”, “due”), with a date |
| announced | a future, an order, a proposal, an intention without a fixed date |
| cancelled | “annulé”, “reporté”, “postponed” in the clause |
| denied | “démenti”, “pas prévu”, “denied”, in the clause or by whoever it is reported of |
| no event | a hypothesis (“si”, “en cas de”), a capability (“pourrait”), a demand, a negation |
"""


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {PAGE.name}.")


def page() -> str:
    """The whole page, as it should stand in docs/."""
    return "\n".join([_INTRODUCTION, *_dates(), *_triggers()]).rstrip() + "\n"


def _dates() -> Iterator[str]:
    for language, name in (("fr", "French"), ("en", "English")):
        yield f"## {name} temporal expressions\n"
        yield f"Examples are read as published on {PUBLISHED}.\n"
        yield "| rule | example | read as |"
        yield "| --- | --- | --- |"
        for rule in rules(language):
            yield f"| `{rule.name}` | {rule.example} | {_reading(rule.example, language)} |"
        yield ""


def _reading(example: str, language: str) -> str:
    sentence = f"Il l'a dit {example}." if language == "fr" else f"He said so {example}."
    found = read(sentence, published=PUBLISHED, language=language).temporals
    return ", ".join(f"`{item.when.edtf}`" if item.when else "–" for item in found) or "–"


def _triggers() -> Iterator[str]:
    for language, name in (("fr", "French"), ("en", "English")):
        yield f"## {name} triggers\n"
        for title, words in listed(language):
            yield f"**{title}**: {', '.join(words)}\n"
    yield "## Kinds of movement\n"
    kinds: dict[str, list[str]] = {}
    for word, kind in movement_kinds().items():
        kinds.setdefault(kind, []).append(word)
    for kind, words in kinds.items():
        yield f"**{kind}**: {', '.join(words)}\n"
    yield "Every other movement is a deployment."


if __name__ == "__main__":
    main()
