"""What the tests of the reading desk share: an article that was read, and what a browser sends."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from crisis.articles.models import Article
from crisis.events.models import Event, Meeting
from crisis.events.vocabulary import Kind, Role

TEXT = (
    "Rencontre à Genève\r\n\r\n"
    "Antony Blinken rencontrera Sergueï Lavrov vendredi à Genève, a annoncé mardi le département d'État.\r\n\r\n"
    "« Nous sommes prêts », a ajouté le porte-parole. "
    "Mercredi, Antony Blinken rencontrera Volodymyr Zelensky à Kiev.\r\n"
)


def desk(article: Article) -> str:
    return reverse("admin:articles_article_desk", args=[article.pk])


def geneva() -> Meeting:
    return Meeting.objects.get(place__slug="geneva")


def press(client: Any, article: Article, what: str, event: Event | None = None, **sent: Any) -> Any:
    about = {"event": event.pk, "version": event.version} if event else {}
    return client.post(desk(article), {"what": what, **about, **sent}, follow=True)


def correction(event: Event, **changed: Any) -> dict[str, Any]:
    """What a browser sends of the short form."""
    role = {Kind.MEETING: Role.PARTICIPANT, Kind.STATEMENT: Role.SPEAKER}[Kind(event.kind)]
    parts = event.participations.filter(role=role)
    sent = {
        "title_fr": event.title_fr,
        "title_en": event.title_en,
        "when": event.when,
        "when_text": event.when_text,
        "status": event.status,
        "place": event.place_id or "",
        "actors": [part.actor_id for part in parts if part.actor_id],
        "described": "\n".join(part.description for part in parts if part.description),
        "version": event.version,
        **changed,
    }
    return {f"draft-{event.pk}-{name}": value for name, value in sent.items()}


def words(**given: Any) -> dict[str, Any]:
    sent = {"kind": "statement", "words": "", "status": "occurred", "described": "un porte-parole", **given}
    return {f"new-{name}": value for name, value in sent.items()}
