"""An article at the reading desk, and who reads it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from crisis.articles.models import Article
from crisis.desk.people import DeskRole
from crisis.ingest.reading.rereading import read_again
from tests.colleagues import sign_in
from tests.ingest.desk import TEXT
from tests.keeping import Keeper
from tests.making import make_article


@pytest.fixture
def desk_editor(client) -> User:
    return sign_in(client, DeskRole.EDITOR)


@pytest.fixture
def read_article(db: None, kept: Keeper) -> Article:
    """Published on 18 January 2022, and read."""
    return kept("read-article", make_read_article)


def make_read_article() -> Article:
    call_command("load_gazetteer")
    article = make_article(TEXT, published="2022-01-18")
    read_again(article)
    return article
