"""An installed pipeline is used in addition: its entities where no list knows a name, its parse for subjects."""

import pytest
import spacy
from spacy.training import Example
from spacy.util import fix_random_seed

from crisis.extraction import read

LONG = "Jens Stoltenberg au terme d'une réunion qui avait duré toute la nuit a averti que la Russie paierait."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    pipeline = spacy.blank("fr")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([
        {"label": "PER", "pattern": "Zorglub"},
        {"label": "LOC", "pattern": "Bourg-Perdu"},
    ])  # fmt: skip
    path = tmp_path_factory.mktemp("pipelines") / "fr_own"
    pipeline.to_disk(path)
    return str(path)


@pytest.mark.slow
def test_an_entity_of_the_pipeline_speaks(folder):
    text = "« Nous partons », a déclaré Zorglub."

    [alone] = read(text, published="2022-01-18", language="fr").quotations
    [helped] = read(text, published="2022-01-18", language="fr", model=folder).quotations

    assert (alone.speaker, helped.speaker) == (None, "Zorglub")


@pytest.mark.slow
def test_a_place_of_the_pipeline_is_one(folder):
    text = "Emmanuel Macron a rencontré lundi Vladimir Poutine à Bourg-Perdu."

    [draft] = read(text, published="2022-01-18", language="fr", model=folder).drafts

    assert (draft.place.name, draft.place.id) == ("Bourg-Perdu", None)


@pytest.fixture(scope="module")
def parser(tmp_path_factory):
    """A parser that has learnt one sentence by heart: subject and verb far apart."""
    fix_random_seed(0)
    pipeline = spacy.blank("fr")
    pipeline.add_pipe("parser", config={"min_action_freq": 1})
    doc = pipeline.make_doc(LONG)
    words = [token.text for token in doc]
    verb, subject = words.index("averti"), words.index("Stoltenberg")
    heads = [verb] * len(words)
    deps = ["ROOT" if at == verb else "nsubj" if at == subject else "dep" for at in range(len(words))]
    lesson = Example.from_dict(doc, {"heads": heads, "deps": deps})
    optimizer = pipeline.initialize(lambda: [lesson])
    for _ in range(100):
        pipeline.update([lesson], sgd=optimizer, drop=0.0)
    path = tmp_path_factory.mktemp("pipelines") / "fr_parser"
    pipeline.to_disk(path)
    return str(path)


@pytest.mark.slow
def test_the_parse_finds_a_subject_no_rule_reaches(parser):
    [alone] = read(LONG, published="2022-01-18", language="fr").quotations
    [helped] = read(LONG, published="2022-01-18", language="fr", model=parser).quotations

    assert (alone.speaker, helped.speaker) == (None, "Jens Stoltenberg")


@pytest.mark.slow
def test_a_parse_does_not_overrule_a_subject_found(parser):
    text = "« Nous partons », a déclaré Sergueï Lavrov. " + LONG

    first, second = read(text, published="2022-01-18", language="fr", model=parser).quotations

    assert first.speaker == "Sergueï Lavrov"
    assert second.speaker in (None, "Jens Stoltenberg")


def test_a_pipeline_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="fr_nowhere"):
        read("Bonjour.", language="fr", model="fr_nowhere")
