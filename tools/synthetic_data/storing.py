"""Made-up events by the thousand, to try the house under load. Nothing in them is news, and each article says so.

They are stored in bulk and leave no history: what was never reported need not be accounted for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from crisis.articles.models import Article, Excerpt, Source
from crisis.articles.shingles import shingles, sketch
from crisis.articles.writing import fingerprint, source_named
from crisis.events.models import Event, Evidence, Meeting, Participation, Statement, TroopMovement
from crisis.events.vocabulary import Kind, MeetingFormat, Mode, Movement
from crisis.extraction.lexicon.gazetteer import Gazetteer
from crisis.ingest.reading.gazetteer import load
from tools.synthetic_data.invention import FIRST, Invented, Invention

AGENCY = "Agence fictive"
FILE = "synthetic-"
"""How the file names of their articles begin: none of them comes from a file."""
EVENTS_AN_ARTICLE = 40
ARTICLES_A_CHUNK = 50
CHILDREN: dict[Kind, tuple[Any, dict[str, str]]] = {
    Kind.MEETING: (Meeting, {"format": MeetingFormat.IN_PERSON.value}),
    Kind.TROOP_MOVEMENT: (
        TroopMovement,
        {"movement": Movement.DEPLOYMENT.value, "origin_text": "", "destination_text": "", "equipment": ""},
    ),
    Kind.STATEMENT: (Statement, {"mode": Mode.DIRECT.value, "medium": ""}),
}


class NotEmptyError(Exception):
    """The database holds articles that are neither seeds nor synthetic."""


@transaction.atomic
def make_synthetic(*, events: int, seed: int, force: bool = False) -> int:
    """Adds that many published events; the same seed gives the same ones, and goes on where it ended.

    Raises `NotEmptyError` where real articles are stored, unless forced. Returns how many there are of this seed.
    """
    if _holds_real_articles() and not force:
        raise NotEmptyError
    load(Gazetteer.load())  # leaves alone what is there
    first = Event.objects.filter(rule=f"synthetic.{seed}").count()
    source, invention = source_named(AGENCY), Invention(seed)
    chunk = EVENTS_AN_ARTICLE * ARTICLES_A_CHUNK
    for start in range(first, first + events, chunk):
        numbers = range(start, min(start + chunk, first + events))
        _store([invention.of(number) for number in numbers], source, f"{seed}.{start}")
    return first + events


def _holds_real_articles() -> bool:
    seeds = [path.name for path in (settings.BASE_DIR / "seeds").glob("*.txt")]
    made_up = Q(source__name=AGENCY, file_name__startswith=FILE)
    return Article.objects.exclude(made_up).exclude(file_name__in=seeds).exists()


def _store(invented: list[Invented], source: Source, key: str) -> None:
    articles, spans = [], []
    for number, group in enumerate(_groups(invented)):
        title = f"Texte synthétique {key}.{number}"
        text = f"{title}\n\n"
        for one in group:
            spans.append((number, len(text), len(text) + len(one.sentence), one.sentence))
            text += one.sentence + "\n"
        articles.append(_article(source, title, text, group, f"{FILE}{key}.{number}"))
    articles = Article.objects.bulk_create(articles)
    excerpts = Excerpt.objects.bulk_create(
        Excerpt(article=articles[number], start=start, end=end, words_sha256=fingerprint(words))
        for number, start, end, words in spans
    )
    events = Event.objects.bulk_create([one.event for one in invented])
    _store_children(events)
    Evidence.objects.bulk_create(
        Evidence(event=event, excerpt=excerpt, stance=one.stance)
        for event, excerpt, one in zip(events, excerpts, invented, strict=True)
    )
    Participation.objects.bulk_create(
        Participation(event=event, actor=actor, role=role, rank=rank)
        for event, one in zip(events, invented, strict=True)
        for rank, (actor, role) in enumerate(one.parts)
    )


def _article(source: Source, title: str, text: str, group: list[Invented], file_name: str) -> Article:
    last = max((one.event.ends_on or one.event.starts_on or FIRST) for one in group)
    return Article(
        source=source,
        title=title,
        language="fr",
        published=last.isoformat(),
        published_first=last,
        published_last=last,
        published_why="Texte inventé : ceci n'est pas un article.",
        text=text,
        sha256=fingerprint(text),
        sketch=sketch(shingles(text)),
        file_name=file_name,
    )


def _store_children(events: list[Event]) -> None:
    """The rows of each kind: Django does not create rows of child tables in bulk."""
    quoted = connection.ops.quote_name
    for kind, (model, columns) in CHILDREN.items():
        names = ", ".join(quoted(name) for name in ("event_ptr_id", *columns))
        holders = ", ".join(["%s"] * (len(columns) + 1))
        rows: list[tuple[Any, ...]] = [(event.pk, *columns.values()) for event in events if event.kind == kind]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ({holders})",  # noqa: S608
                rows,
            )


def _groups(invented: list[Invented]) -> Iterator[list[Invented]]:
    for start in range(0, len(invented), EVENTS_AN_ARTICLE):
        yield invented[start : start + EVENTS_AN_ARTICLE]
