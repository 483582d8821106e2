"""An installed pipeline is used in addition: its entities where no list knows a name, its parse for subjects."""

import pytest
import spacy

from crisis.extraction import read


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


def test_an_entity_of_the_pipeline_speaks(folder):
    text = "« Nous partons », a déclaré Zorglub."

    [alone] = read(text, published="2022-01-18", language="fr").quotations
    [helped] = read(text, published="2022-01-18", language="fr", model=folder).quotations

    assert (alone.speaker, helped.speaker) == (None, "Zorglub")


def test_a_place_of_the_pipeline_is_one(folder):
    text = "Emmanuel Macron a rencontré lundi Vladimir Poutine à Bourg-Perdu."

    [draft] = read(text, published="2022-01-18", language="fr", model=folder).drafts

    assert (draft.place.name, draft.place.id) == ("Bourg-Perdu", None)


def test_a_pipeline_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="fr_nowhere"):
        read("Bonjour.", language="fr", model="fr_nowhere")
