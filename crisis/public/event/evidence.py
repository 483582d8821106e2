"""According to whom: exact words of articles, and publications that are only cited, as readers are told of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from crisis.articles.dates import edtf_in_words
from crisis.articles.models import Article, Excerpt, Reference
from crisis.articles.passage import InContext, in_context, text_fragment_url
from crisis.events.models import Evidence
from crisis.events.vocabulary import Stance

AROUND = 32
"""Code points of context on either side of a passage (W3C Web Annotation, TextQuoteSelector)."""


class PublicPassage:
    """Exact words of an article: code points `start` to `end`, half-open, into its text as stored."""

    def __init__(self, excerpt: Excerpt) -> None:
        self._excerpt = excerpt
        self._article: Article = excerpt.article
        self.article: int = excerpt.article_id
        """The number of its article."""
        self.fingerprint: str = self._article.sha256
        """Of the article's text: SHA-256, by which another site knows it too."""
        self.words: str = excerpt.words
        self.start, self.end = excerpt.start, excerpt.end
        self.title: str = self._article.title
        self.language: str = self._article.language
        self.publisher: str = self._article.source.name
        self.publisher_slug: str = self._article.source.slug
        self.agency: str = self._article.agency_name
        """Empty where it is the publisher."""
        self.published: str = self._article.published
        """EDTF; empty where it is not known."""
        self.url: str = self._article.url
        """The article at its publisher's; empty where it is not known."""

    @property
    def publishers(self) -> str:
        """Who published them, and the agency they are from where it is another: “Le Monde / AFP”."""
        return self._article.publishers

    @property
    def published_on(self) -> str:
        """The day of publication in words."""
        return edtf_in_words(self.published)

    @property
    def source(self) -> str:
        """Who published the words, and when where that is known."""
        return ", ".join(filter(None, [self.publishers, self.published_on if self.published else ""]))

    @cached_property
    def text_url(self) -> str:
        """The article at its publisher's with a text fragment that leads to the words: it needs the whole text."""
        return text_fragment_url(self._excerpt)

    @cached_property
    def context(self) -> InContext:
        """The words within their paragraph."""
        return in_context(self._excerpt)

    @property
    def span(self) -> str:
        return f"{self.start}-{self.end}"

    @property
    def prefix(self) -> str:
        return self._excerpt.before(AROUND)

    @property
    def suffix(self) -> str:
        return self._excerpt.after(AROUND)

    def holds(self, other: PublicPassage) -> bool:
        return self.article == other.article and self.start <= other.start <= other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicReference:
    """A publication whose text is not held here."""

    publisher: str
    publisher_slug: str
    title: str
    url: str

    @classmethod
    def of(cls, reference: Reference) -> PublicReference:
        source = reference.source
        return cls(publisher=source.name, publisher_slug=source.slug, title=reference.title, url=reference.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEvidence:
    stance: str
    """A value of `Stance`."""
    passage: PublicPassage | None
    """Either this or `cited`, never both."""
    cited: PublicReference | None

    @classmethod
    def of(cls, evidence: Evidence) -> PublicEvidence:
        return cls(
            stance=evidence.stance,
            passage=PublicPassage(evidence.excerpt) if evidence.excerpt else None,
            cited=PublicReference.of(evidence.reference) if evidence.reference else None,
        )

    @property
    def stance_label(self) -> str:
        return str(Stance(self.stance).label)

    @property
    def publication(self) -> PublicPassage | PublicReference:
        publication = self.passage or self.cited
        assert publication is not None  # noqa: S101  # a constraint holds that it is one or the other
        return publication

    @property
    def publisher(self) -> str:
        return self.publication.publisher


def by_article(passages: Iterable[PublicPassage]) -> Iterator[list[PublicPassage]]:
    """Those of one article that follow each other, together: its publisher need be told once."""
    for _article, together in groupby(passages, key=lambda passage: passage.article):
        yield list(together)
