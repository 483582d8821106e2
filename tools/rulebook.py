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

An article goes up through the rooms of `crisis/extraction/`; each knows only what stands below it in this table
(`lint-imports` holds the order).

| room | module | what it does |
| --- | --- | --- |
| `reading` | `reading`, `wording` | the order of all this; a title in French and English, and why the draft was made |
| `events/` | `scenes`, `sightings` | clauses, names that stand together; what is told where, as fact, plan, hypothesis, denial |
| | `triggers`, `participants`, `meetings` | who meets whom, where, when; the stops of a visit |
| | `triggers`, `forces`, `movements` | whose forces move, how many, where |
| | `merging`, `statements` | mentions of events, merged into one draft an event; words, one draft a speaker and day |
| `speech/` | `cues`, `subjects`, `contents`, `attribution` | who says what, direct and reported; nobody fitting is “unresolved” |
| `names/` | `mentions`, `coreference` | the gazetteer's people, offices by their holder of the day, people described, people nobody knows |
| `dates/` | `expressions`, `days`, `counts`, `spans` | the tables below; both readings kept, chosen by the tense that governs |
| `text/` | `source`, `structure` | header, title and lead, datelines, paragraphs, headings, credits, signature; sentences never break inside marks |
| | `verbs`, `page`, `parsing` | verb groups with tense, voice, negation; spaCy tokens with names marked; all of it laid out |
| `lexicon/` | `gazetteer`, `vocabulary` | who and what is known by name; the verbs and nouns rules listen to, in every form |
| | `values`, `edtf`, `folding` | what goes in and comes out; days; letters made comparable |

The words stand in `lexicon/fr/` and `lexicon/en/`, a file a room: `events.toml` holds under `[modality]` the pattern
`cancelled`, which `events/sightings.py` puts into its frame as `{{cancelled}}`. What no language changes (agencies, actors,
places, offices, countries) lies beside these folders. One more verb is a word in `triggers.toml`, with a line in `verbs.csv`;
one more temporal expression a row in `expressions.toml`. One more language begins as a folder; how its verbs tell time is for
`text/verbs.py` to learn.

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
