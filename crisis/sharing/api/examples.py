"""One answer of each operation, for the description: of the article that the site comes with, nothing invented."""

from __future__ import annotations

from typing import Any

HERE = "https://timeline.example.org"
UID = "7m2kq9x4ha"
TITLE = {"fr": "Rencontre Blinken–Lavrov à Genève", "en": "Blinken–Lavrov meeting in Geneva"}
GENEVA = {
    "slug": "geneva",
    "name": {"fr": "Genève", "en": "Geneva"},
    "latitude": 46.2044,
    "longitude": 6.1432,
    "approximate": False,
}
PASSAGE: dict[str, Any] = {
    "text": "Le chef de la diplomatie américaine Antony Blinken rencontrera son homologue russe, Sergueï Lavrov, "
    "vendredi à Genève",
    "start": 516,
    "end": 633,
    "prefix": "Nackstrand/Pool Photo via AP\n\n",
    "suffix": " afin de chercher une «porte de ",
    "language": "fr",
    "publisher": "AFP",
    "agency": None,
    "title": "Situation en Ukraine – Blinken et Lavrov se rencontreront à Genève vendredi",
    "published": "2022-01-18",
    "article": f"{HERE}/fr/articles/1/",
    "url": None,
}
EVENT: dict[str, Any] = {
    "uid": UID,
    "url": f"{HERE}/e/{UID}/",
    "kind": "meeting",
    "status": "scheduled",
    "title": TITLE,
    "summary": {"fr": "", "en": ""},
    "when": "2022-01-21",
    "when_text": "vendredi",
    "starts_on": "2022-01-21",
    "ends_on": "2022-01-21",
    "precision": "day",
    "place": GENEVA,
    "actors": [
        {
            "slug": "blinken",
            "name": {"fr": "Antony Blinken", "en": "Antony Blinken"},
            "role": "participant",
            "kind": "person",
        },
        {
            "slug": "lavrov",
            "name": {"fr": "Sergueï Lavrov", "en": "Sergey Lavrov"},
            "role": "participant",
            "kind": "person",
        },
    ],
    "topics": [],
    "format": "in_person",
    "quotes": [],
    "evidence": [{"stance": "announces", **PASSAGE}],
    "links": [],
    "reviewed": True,
    "origin": "extracted",
    "rule": "meeting.rencontrer",
    "version": 3,
    "recorded_at": "2026-01-18T09:30:00+00:00",
    "changed_at": "2026-01-19T14:05:00+00:00",
    "corrected_at": None,
}
EVENTS = {
    "items": [EVENT],
    "count": 52,
    "next": "/api/v1/events?actor=lavrov&cursor=YXwyMDIyLTAxLTIxfDdtMmtxOXg0aGE",
}
ARTICLE = {
    "number": 1,
    "article": f"{HERE}/fr/articles/1/",
    "url": None,
    "title": PASSAGE["title"],
    "language": "fr",
    "publisher": "AFP",
    "publisher_slug": "afp",
    "agency": None,
    "published": "2022-01-18",
    "events": 1,
}
ARTICLE_IN_FULL = {
    **ARTICLE,
    "excerpts": [
        {**PASSAGE, "events": [{"uid": UID, "url": f"{HERE}/e/{UID}/", "stance": "announces", "title": TITLE}]}
    ],
}
ACTOR = {
    "slug": "lavrov",
    "name": {"fr": "Sergueï Lavrov", "en": "Sergey Lavrov"},
    "url": f"{HERE}/fr/actors/lavrov/",
    "events": 52,
    "kind": "person",
    "country": "RU",
    "other_names": [],
}
PLACE = {
    **GENEVA,
    "url": f"{HERE}/fr/places/geneva/",
    "events": 9,
    "kind": "city",
    "country": "CH",
    "other_names": [],
}
TOPIC = {
    "slug": "nato",
    "name": {"fr": "Otan", "en": "NATO"},
    "url": f"{HERE}/fr/topics/nato/",
    "events": 31,
}
SOURCE = {"slug": "afp", "name": "AFP", "url": None, "events": 9}
FACETS = {
    "count": 52,
    "kind": [
        {"value": "meeting", "name": {"fr": "rencontre", "en": "meeting"}, "count": 30},
        {"value": "troop_movement", "name": {"fr": "mouvement de troupes", "en": "troop movement"}, "count": 2},
        {"value": "statement", "name": {"fr": "déclaration", "en": "statement"}, "count": 20},
    ],
    "status": [{"value": "occurred", "name": {"fr": "a eu lieu", "en": "occurred"}, "count": 52}],
    "evidence": [],
    "reviewed": [],
    "actor": [{"value": "lavrov", "name": {"fr": "Sergueï Lavrov", "en": "Sergey Lavrov"}, "count": 52}],
    "place": [{"value": "geneva", "name": GENEVA["name"], "count": 9}],
    "topic": [],
    "source": [{"value": "afp", "name": {"fr": "AFP", "en": "AFP"}, "count": 9}],
}
DENSITY = {
    "step": "P1D",
    "bins": [
        {"from": "2022-01-18", "to": "2022-01-19", "kind": "meeting", "count": 2},
        {"from": "2022-01-21", "to": "2022-01-22", "kind": "meeting", "count": 1},
    ],
}
PROBLEM = {
    "type": "about:blank",
    "title": "Not Found",
    "status": 404,
    "detail": "There is nothing here that readers may see.",
    "instance": "/api/v1/events/nobody",
}
