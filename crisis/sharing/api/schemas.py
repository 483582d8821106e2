"""What the answers look like, for the description. `described` and the operations write them; a test compares the two.

Descriptions are in English here, and translated where the page shows them.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field


class Names(Schema):
    """The same in both languages of the site."""

    fr: str
    en: str


class Named(Schema):
    slug: str = Field(description=_("What it is called in addresses and parameters; it lasts."))
    name: Names


class Where(Named):
    latitude: float | None = Field(description=_("Degrees, WGS 84; null where no point stands for it."))
    longitude: float | None
    approximate: bool = Field(description=_("Whether the point stands for a region or a sea."))


class Who(Schema):
    slug: str | None = Field(description=_("null for someone only described."))
    name: Names | str = Field(description=_("In both languages; the source's own words for someone only described."))
    role: str = Field(
        description=_("participant, host, force, speaker, on_behalf_of, claimed_by (whose figure it is) or involved.")
    )
    kind: str | None = Field(None, description=_("person, state, organisation or force."))


class Passage(Schema):
    """The exact words of an article. Never its whole text: that belongs to its publisher."""

    text: str = Field(description=_("The words, exactly."))
    start: int = Field(description=_("First code point of the words in the article as stored, counted from 0."))
    end: int = Field(description=_("The code point after the last."))
    prefix: str = Field(description=_("At most 32 code points before."))
    suffix: str = Field(description=_("At most 32 code points after."))
    language: str = Field(description=_("Of the article: fr or en."))
    publisher: str
    agency: str | None = Field(description=_("The agency whose copy the publisher carries."))
    title: str = Field(description=_("Of the article."))
    published: str | None = Field(description=_("Of the article: EDTF, as exactly as it is known."))
    article: str = Field(description=_("The article's page here."))
    url: str | None = Field(description=_("The article at its publisher's."))


class Evidence(Schema):
    """A passage, or (`text` null) a publication whose text is not held here."""

    stance: str = Field(description=_("What it does for the event: reports, announces, confirms or denies."))
    text: str | None = Field(description=_("The exact words; null for a reference, whose text is not held here."))
    start: int | None = None
    end: int | None = None
    prefix: str | None = None
    suffix: str | None = None
    language: str | None = None
    publisher: str
    agency: str | None = None
    title: str
    published: str | None = None
    article: str | None = None
    url: str | None


class Tie(Schema):
    kind: str = Field(description=_("announces, fulfils, cancels, answers or continues."))
    inverse: bool = Field(description=_("Whether the link is the other event's: “announced by”."))
    uid: str
    url: str
    title: Names


class Event(Schema):
    """Everything public of an event. Nothing is asserted: it is what the evidence reports."""

    uid: str = Field(description=_("Its name for ever, never used again."))
    url: str = Field(description=_("Its permanent address."))
    kind: str = Field(description=_("meeting, troop_movement or statement."))
    status: str = Field(description=_("What the source says: occurred, scheduled, announced, cancelled or denied."))
    title: Names
    summary: Names
    when: str | None = Field(description=_("EDTF, no more exact than the source; null where nobody knows."))
    when_text: str | None = Field(description=_("The source's own words for it."))
    starts_on: str | None = Field(description=_("First day it may have happened on. Read it with precision."))
    ends_on: str | None = Field(description=_("Last such day; null also where the end is open."))
    precision: str = Field(description=_("day, interval, month, year, approximate, open, set or unknown."))
    place: Where | None
    actors: list[Who]
    topics: list[Named]
    format: str | None = Field(None, description=_("Of a meeting: in_person, phone, video, visit, session…"))
    movement: str | None = Field(None, description=_("Of a troop movement: deployment, build_up, exercise…"))
    strength_min: int | None = Field(None, description=_("Soldiers, at least, as claimed by whoever is claimed_by."))
    strength_max: int | None = Field(None, description=_("Soldiers, at most, as claimed."))
    equipment: str | None = None
    origin_text: str | None = Field(None, description=_("Where from, in the source's words."))
    destination_text: str | None = Field(None, description=_("Where to, in the source's words."))
    origin_place: Where | None = None
    destination_place: Where | None = None
    mode: str | None = Field(None, description=_("Of a statement: direct or indirect speech."))
    medium: str | None = Field(None, description=_("Where a statement was made."))
    quotes: list[Passage] = Field(description=_("What a statement says, word for word."))
    evidence: list[Evidence] = Field(description=_("What it rests on, the fullest first; never empty."))
    links: list[Tie] = Field(description=_("Other events it bears on."))
    reviewed: bool = Field(description=_("Whether a person has looked at it."))
    origin: str = Field(description=_("Who made it: extracted (by rules), editor, or imported (from a chronology)."))
    rule: str | None = Field(description=_("The rule that made it, if one did."))
    version: int = Field(description=_("Grows with every change."))
    recorded_at: str = Field(description=_("When it was first recorded here (UTC)."))
    changed_at: str
    corrected_at: str | None = Field(description=_("When what it says was last corrected in public."))


class Article(Schema):
    """An article that published events rest on: who published it, and when. Its text is its publisher's."""

    number: int
    article: str = Field(description=_("Its page here."))
    url: str | None = Field(description=_("The article at its publisher's."))
    title: str
    language: str = Field(description=_("Of the article: fr or en."))
    publisher: str
    publisher_slug: str
    agency: str | None = Field(description=_("The agency whose copy the publisher carries."))
    published: str | None = Field(description=_("Of the article: EDTF, as exactly as it is known."))
    events: int = Field(description=_("How many published events rest on it."))


class Supported(Schema):
    uid: str
    url: str
    stance: str = Field(description=_("What it does for the event: reports, announces, confirms or denies."))
    title: Names


class Excerpt(Passage):
    events: list[Supported] = Field(description=_("The published events that rest on these words."))


class ArticleInFull(Article):
    """The article with the passages that support published events, in the order they stand in."""

    excerpts: list[Excerpt]


class Counted(Named):
    url: str = Field(description=_("Its page here."))
    events: int = Field(description=_("How many published events the parameter of that name finds."))


class Actor(Counted):
    kind: str = Field(description=_("person, state, organisation or force."))
    country: str | None = Field(description=_("Two letters (ISO 3166)."))
    other_names: list[str] = Field(description=_("What articles call it besides."))


class Place(Counted):
    kind: str | None = Field(description=_("city, region, border, sea…"))
    country: str | None = Field(description=_("Two letters (ISO 3166)."))
    other_names: list[str] = Field(description=_("What articles call it besides."))
    latitude: float | None = Field(description=_("Degrees, WGS 84; null where no point stands for it."))
    longitude: float | None
    approximate: bool = Field(description=_("Whether the point stands for a region or a sea."))


class Topic(Counted):
    pass


class Source(Schema):
    slug: str = Field(description=_("What it is called in addresses and parameters; it lasts."))
    name: str
    url: str | None = Field(description=_("Its own front page."))
    events: int = Field(description=_("How many published events the parameter of that name finds."))


class _Page(Schema):
    count: int = Field(description=_("How many there are on all pages."))
    next: str | None = Field(description=_("The path of the next page; null on the last."))


class Events(_Page):
    items: list[Event]


class Articles(_Page):
    items: list[Article]


class Actors(_Page):
    items: list[Actor]


class Places(_Page):
    items: list[Place]


class Topics(_Page):
    items: list[Topic]


class Sources(_Page):
    items: list[Source]


class Value(Schema):
    value: str = Field(description=_("What the parameter is to be."))
    name: Names
    count: int = Field(description=_("How many events of the selection would be left."))


class Facets(Schema):
    """A parameter's own choice does not narrow its own counts; everything else that is asked for does."""

    count: int = Field(description=_("Events of the selection."))
    kind: list[Value]
    status: list[Value]
    evidence: list[Value]
    reviewed: list[Value]
    actor: list[Value] = Field(description=_("The hundred with most events."))
    place: list[Value]
    topic: list[Value]
    source: list[Value]


class Bin(Schema):
    from_: str = Field(alias="from", description=_("The first day."))
    to: str = Field(description=_("The day after the last."))
    kind: str = Field(description=_("meeting, troop_movement or statement."))
    count: int


class Density(Schema):
    """How many events began when. Those whose date nobody knows are in no bin."""

    step: str = Field(description=_("How long a bin is: P1D, P7D, P1M or P1Y, the finest that leaves 400 bins."))
    bins: list[Bin]


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = Field(description=_("In the language of lang, else of Accept-Language, else in English."))
    instance: str = Field(description=_("The path that was asked for."))
