"""What every event says, whatever its kind: what it is called, when, where, who, and on what it rests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crisis.articles.dates import parse_days

from ..vocabulary import LinkKind, Role, Stance, Status
from .facts import CodeColumn, Column, Fact, Item, PlaceColumn, Subjects, named_here, names_in

if TYPE_CHECKING:
    from crisis.articles.models import Excerpt, Reference


class TitleColumn(Column):
    """What no event goes without."""

    def read(self, cell: str, places: Subjects) -> str:
        if not cell.strip():
            raise ValidationError(_("Give the event a title in French and in English."), code="title")
        return cell


class DateColumn(Column):
    """A date in EDTF, however it was typed."""

    def read(self, cell: str, places: Subjects) -> str:
        return parse_days(cell).edtf


class ActorsFact(Fact):
    """Who is what in the event: `{role, actor, slug, fr, en}`; of someone only described, the words in both names."""

    def content(self, event: Any) -> list[Item]:
        return [
            {
                "role": part.role,
                **(names_in(part.actor) if part.actor else {"fr": part.description, "en": part.description}),
                **row_of(part),
            }
            for part in event.participations.all()
        ]

    def words(self, item: Item) -> str:
        return f"{named_here(item)} ({Role(item['role']).label})"


class TopicsFact(Fact):
    def content(self, event: Any) -> list[Item]:
        return [{**names_in(tagging.topic), "row": tagging.pk} for tagging in event.taggings.all()]

    def words(self, item: Item) -> str:
        return named_here(item)


class EvidenceFact(Fact):
    """Passages with their words, references with their titles; and what each does for the event."""

    def content(self, event: Any) -> list[Item]:
        return [
            {
                "stance": tie.stance,
                **(passage_item(tie.excerpt) if tie.excerpt else reference_item(tie.reference)),
                **row_of(tie),
            }
            for tie in event.evidence.all()
        ]

    def words(self, item: Item) -> str:
        told = {**item, "stance": Stance(item["stance"]).label}
        if "words" in item:
            return str(_("“%(words)s” (%(publisher)s, %(title)s; %(stance)s)") % told)
        return str(_("%(publisher)s, %(title)s (%(stance)s)") % told)


class LinksFact(Fact):
    """Events that this one bears on, as they are called; readers are told of those that were published."""

    def content(self, event: Any) -> list[Item]:
        return [link_item(link, link.to_event) for link in event.links.all()]

    def told(self, item: Item) -> Item:
        return {name: item[name] for name in ("kind", "fr", "en", "uid")}

    def words(self, item: Item) -> str:
        return str(_("%(link)s “%(title)s”") % {"link": LinkKind(item["kind"]).label, "title": named_here(item)})


def passage_item(excerpt: Excerpt) -> dict[str, Any]:
    """A passage as it is stored in content: where it stands, and what it says."""
    article = excerpt.article
    return {
        "excerpt": excerpt.pk,
        "words": excerpt.words,
        "publisher": article.source.name,
        "title": article.title,
        "article": article.pk,
        "start": excerpt.start,
        "end": excerpt.end,
        "slug": article.source.slug,
        "agency": article.agency_name,
        "published": article.published,
        "language": article.language,
        "url": article.url,
    }


def reference_item(reference: Reference) -> dict[str, Any]:
    return {
        "reference": reference.pk,
        "publisher": reference.source.name,
        "title": reference.title,
        "slug": reference.source.slug,
        "url": reference.url,
    }


def link_item(link: Any, other: Any) -> dict[str, Any]:
    """A link as it is stored in content, with the event at its other end as that is called and stands."""
    names = {"fr": other.title_fr, "en": other.title_en, "uid": other.uid}
    return {"kind": str(link.kind), **names, "id": other.pk, "review": str(other.review), "row": link.pk}


def row_of(tie: Any) -> dict[str, Any]:
    """Which row holds it, and in which order: for the pages on which it is edited."""
    return {"row": tie.pk, "rank": tie.rank}


def _wording(label: Any, column: Column, group: str) -> Fact:
    """What an editor writes of the event beside the facts."""
    return Fact.of(label, column, is_claim=False, group=group)


BEFORE: tuple[Fact, ...] = (
    # What survives a merger keeps its own title.
    _wording(_("title in French"), TitleColumn("title_fr", description=_("Title in French.")), "never"),
    _wording(_("title in English"), TitleColumn("title_en", description=_("Title in English.")), "never"),
    Fact.of(
        _("date"),
        DateColumn(
            "when",
            description=_("The date in EDTF, as exactly as the source tells it and no more; empty where nobody knows."),
        ),
        group="when",
    ),
    _wording(
        _("date in the source's words"),
        Column("when_text", description=_("The date in the source's own words.")),
        "when",
    ),
    Fact.of(
        _("status"),
        CodeColumn(
            "status",
            codes=Status,
            is_needed=True,
            description=_("What the sources say: occurred, scheduled, announced, cancelled or denied."),
        ),
        group="never",
    ),
    Fact.of(_("place"), PlaceColumn("place", description=_("Short name of the place."))),
)
"""What is said before what only the kind says."""
AFTER: tuple[Fact, ...] = (
    ActorsFact(name="parts", label=_("actors")),
    _wording(_("summary in French"), Column("summary_fr", description=_("Summary in French.")), "summary"),
    _wording(_("summary in English"), Column("summary_en", description=_("Summary in English.")), "summary"),
    EvidenceFact(name="evidence", label=_("evidence")),
    TopicsFact(name="topics", label=_("topics"), is_claim=False),
    LinksFact(name="links", label=_("linked events"), is_claim=False),
)
"""And after it."""
