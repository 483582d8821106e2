"""An article that was read."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from crisis.articles.models import Article
from crisis.ingest.reading.rereading import read_again
from tests.desk.reading.pages import TEXT
from tests.keeping import Keeper
from tests.making import make_article


@pytest.fixture
def read_article(db: None, kept: Keeper) -> Article:
    """Published on 18 January 2022, and read."""
    return kept("read-article", make_read_article)


def make_read_article() -> Article:
    call_command("load_gazetteer")
    article = make_article(TEXT, published="2022-01-18")
    read_again(article)
    return article
