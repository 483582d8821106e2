"""docs/extraction.md is what the rules say today, and every temporal rule reads its own example."""

import pytest

from crisis.extraction import read
from crisis.extraction.dates.expressions import rules
from tools.rulebook import PAGE, PUBLISHED, page


def test_the_page_on_extraction_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"


@pytest.mark.parametrize(
    ("language", "name", "example"),
    [(language, rule.name, rule.example) for language in ("fr", "en") for rule in rules(language)],
)
def test_every_temporal_rule_reads_its_example(language, name, example):
    lead = "Il l'a dit" if language == "fr" else "He said so"
    found = read(f"{lead} {example}.", published=PUBLISHED, language=language).temporals

    assert name in {item.rule for item in found}
    assert all(item.when for item in found)
