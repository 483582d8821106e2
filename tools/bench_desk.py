"""Prints what the reading desk of an article with 40 drafts costs the server, against one with 4 in the same run."""

from __future__ import annotations

import logging
import os
import tempfile
from typing import Any

DRAFTS = (4, 40)
MOST = 4
"""Ten times the drafts are ten times the cards, and not a question more to the database."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATA_DIR=folder, DATABASE_URL="", DEBUG="yes", DJANGO_SETTINGS_MODULE="crisis.settings")
        few, many = measure()
    ratio = f"{many / few:6.2f} times that at {DRAFTS[0]}"
    print(f"  {'the reading desk':20} {DRAFTS[1]:8,} drafts: {ratio}   (at most {MOST})")


def measure() -> list[float]:
    """The best of several readings of each, in seconds."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from tools.bench_pages import best

    logging.disable(logging.INFO)
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    client = Client()
    client.force_login(User.objects.create_superuser("bench"))
    pages = [reverse("admin:articles_article_desk", args=[article_with(count).pk]) for count in DRAFTS]
    return [best(client, page, {})[0] for page in pages]


def article_with(count: int) -> Any:
    """An article with that many sentences, on each of which a draft rests."""
    from crisis.articles.writing import quote, source_named, store_article
    from crisis.events.vocabulary import Kind
    from crisis.events.writing import Record, Support, record_event

    sentences = [f"La phrase numéro {number} sur {count} tient lieu de preuve." for number in range(count)]
    article = store_article(
        text="\n".join(sentences), source=source_named("Agence d'essai"), title="Essai", language="fr"
    )
    at = 0
    for number, sentence in enumerate(sentences):
        title = f"Déclaration {number}"
        excerpt = quote(article, start=at, end=at + len(sentence))
        fields = {"title_fr": title, "title_en": title, "when": "2022-01-18"}
        record_event(Record(kind=Kind.STATEMENT, fields=fields, support=(Support(what=excerpt),)))
        at += len(sentence) + 1
    return article


if __name__ == "__main__":
    main()
