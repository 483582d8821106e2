"""What was published: who publishes, the article as stored, and the passages events point to."""

from __future__ import annotations

from typing import Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crisis.edtf import LONGEST_EDTF, Days

from .dates import parse_days, validate_edtf

Row = TypeVar("Row", bound=models.Model)


class SlugManager(models.Manager[Row]):
    """Rows whose natural key is their slug."""

    def get_by_natural_key(self, slug: str) -> Row:
        return self.get(slug=slug)


class ArticleQuerySet(models.QuerySet["Article"]):
    def get_by_natural_key(self, sha256: str) -> Article:
        return self.get(sha256=sha256)

    def newest_first(self) -> Self:
        return self.order_by(F("published_last").desc(nulls_last=True), "-pk")

    def without_a_day(self) -> Self:
        """Those of which nobody knows on which day they were published."""
        return self.exclude(published_first__isnull=False, published_first=F("published_last"))

    def without_excerpts(self) -> Self:
        """Those that nothing was drawn from yet."""
        return self.filter(excerpts=None)


CONTEXT = 64
"""Code points on either side of a passage that are fetched with it where its article's text is not."""


class Source(models.Model):
    """A publisher or agency, as a reader would name it."""

    slug = models.SlugField(
        _("short name in addresses"),
        max_length=80,
        unique=True,
        help_text=_("Filled in from the name. It stands in addresses, so that a change breaks links."),
    )
    name = models.CharField(
        _("name"), max_length=200, unique=True, help_text=_("As readers know it: “Le Monde”, “AFP”.")
    )
    url = models.URLField(_("web address"), blank=True, help_text=_("Its front page."))

    objects = SlugManager["Source"]()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(slug=""),
                name="source_has_a_name",
                violation_error_message=_("Give the source a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class Rights(models.TextChoices):
    """How much of an article's text readers may see."""

    EXCERPTS = "excerpts", _("excerpts with a little context")
    FULL = "full", _("the full text")


class Article(models.Model):
    """One published text. It is never altered once stored: excerpts count code points into it."""

    source = models.ForeignKey(
        Source,
        models.PROTECT,
        verbose_name=_("publisher"),
        related_name="articles",
        help_text=_("Who published this very text. Type a few letters."),
    )
    agency = models.ForeignKey(
        Source,
        models.PROTECT,
        verbose_name=_("news agency"),
        related_name="dispatches",
        null=True,
        blank=True,
        help_text=_("Where the publisher carries agency copy."),
    )
    title = models.CharField(_("title"), max_length=500, help_text=_("The headline, as published."))
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("fr", _("French")), ("en", _("English"))],
        help_text=_("Of the text: it decides how drafts are read from it."),
    )
    url = models.URLField(_("web address"), max_length=1000, blank=True, help_text=_("Where readers find the whole."))
    published = models.CharField(
        _("published on"),
        max_length=LONGEST_EDTF,
        blank=True,
        validators=[validate_edtf],
        help_text=_(
            "As exactly as it is known: 18/01/2022, 18 January 2022, only January 2022. Leave empty if it is not known."
        ),
    )
    published_first = models.DateField(_("published on or after"), null=True, blank=True, editable=False)
    published_last = models.DateField(_("published on or before"), null=True, blank=True, editable=False)
    published_why = models.TextField(
        _("how the date is known"), blank=True, help_text=_("Where the article itself does not say it.")
    )
    text = models.TextField(_("text"), help_text=_("As published. It cannot be changed afterwards."))
    sha256 = models.CharField(_("fingerprint of the original"), max_length=64, unique=True, editable=False)
    file_name = models.CharField(_("file"), max_length=200, blank=True, editable=False)
    sketch = models.BinaryField(blank=True, default=b"", help_text="What `alike` compares: see `shingles`.")
    rights = models.CharField(
        _("readers may see"),
        max_length=10,
        choices=Rights.choices,
        default=Rights.EXCERPTS,
        help_text=_("The full text only where its publisher allows that."),
    )
    created_at = models.DateTimeField(_("stored at"), auto_now_add=True)

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["text", "sketch"])

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published_last", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="article_has_text",
                violation_error_message=_("An article without text cannot support anything."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="article_has_a_title",
                violation_error_message=_("Give the article a title."),
            ),
            models.CheckConstraint(
                condition=Q(published_first=None)
                | Q(published_last=None)
                | Q(published_last__gte=F("published_first")),
                name="article_is_not_published_before_it_is",
                violation_error_message=_("The last possible day cannot be earlier than the first."),
            ),
            models.CheckConstraint(
                condition=Q(rights__in=Rights.values),
                name="article_rights_are_known",
                violation_error_message=_("Say how much of the text readers may see."),
            ),
            models.CheckConstraint(
                condition=Q(language__in=["fr", "en"]),
                name="article_language_is_french_or_english",
                violation_error_message=_("The language must be French or English."),
            ),
            models.UniqueConstraint(
                fields=["file_name"],
                condition=~Q(file_name=""),
                name="article_file_is_stored_once",
                violation_error_message=_("An article from this file is already stored."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.sha256,)

    def get_absolute_url(self) -> str:
        return reverse("timeline:article", args=[self.pk])

    @property
    def days(self) -> Days:
        """The days on which the article may have been published."""
        return parse_days(self.published)

    @property
    def agency_name(self) -> str:
        """The agency it is from; empty where that is its publisher."""
        return self.agency.name if self.agency and self.agency != self.source else ""

    @property
    def publishers(self) -> str:
        """Who published it, and the agency it is from where that is another: “Le Monde / AFP”."""
        return f"{self.source.name} / {self.agency_name}" if self.agency_name else self.source.name


class ExcerptManager(models.Manager["Excerpt"]):
    def get_by_natural_key(self, sha256: str, start: int, end: int) -> Excerpt:
        return self.get(article__sha256=sha256, start=start, end=end)


class Excerpt(models.Model):
    """A passage of an article: code points `start` to `end`, half-open, into the text as stored."""

    article = models.ForeignKey(Article, models.PROTECT, verbose_name=_("article"), related_name="excerpts")
    start = models.IntegerField(_("first character"), help_text=_("Counted from 0, in Unicode code points."))
    end = models.IntegerField(_("end"), help_text=_("The position after the last character."))
    words_sha256 = models.CharField(
        max_length=64,
        editable=False,
        help_text="What `check_evidence` compares: the words themselves are not stored twice.",
    )

    objects = ExcerptManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("excerpt")
        verbose_name_plural = _("excerpts")
        ordering = ["article", "start", "end"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__gte=0),
                name="excerpt_starts_inside_the_text",
                violation_error_message=_("An excerpt cannot start before its text does."),
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="excerpt_is_not_empty",
                violation_error_message=_("An excerpt ends after it starts."),
            ),
            models.UniqueConstraint(
                fields=["article", "start", "end"],
                name="excerpt_is_stored_once",
                violation_error_message=_("This passage is already an excerpt."),
            ),
        ]

    def __str__(self) -> str:
        words = " ".join(self.words.split())
        return words if len(words) <= 80 else f"{words[:79]}…"

    def natural_key(self) -> tuple[str, int, int]:
        return (self.article.sha256, self.start, self.end)

    natural_key.dependencies = ["articles.article"]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Refuses a passage that its article does not have (a rule across tables)."""
        if self.article_id and self.end is not None and self.end > len(self.article.text):
            raise ValidationError(
                _("The excerpt ends at %(end)s, but the text has only %(length)s characters."),
                code="outside",
                params={"end": self.end, "length": len(self.article.text)},
            )

    window: str | None = None
    """The words with `CONTEXT` code points on either side, where the text was left in the database."""
    title_at: int | None = None
    """Where the article's title first stands in its text (-1: nowhere), known where the window is."""

    @property
    def words(self) -> str:
        """The exact words of the article."""
        return self._piece(self.start, self.end)

    def before(self, length: int) -> str:
        """At most so many code points before the words; a header before the title is no part of what was published."""
        title = self.article.text.find(self.article.title) if self.title_at is None else self.title_at
        opening = title if 0 <= title <= self.start else 0
        return self._piece(max(self.start - length, opening), self.start)

    def after(self, length: int) -> str:
        """At most so many code points after the words."""
        return self._piece(self.end, self.end + length)

    def _piece(self, start: int, end: int) -> str:
        if self.window is None:
            return self.article.text[start:end]
        first = max(self.start - CONTEXT, 0)
        return self.window[start - first : end - first]


class ReferenceManager(models.Manager["Reference"]):
    def get_by_natural_key(self, slug: str, title: str, url: str) -> Reference:
        return self.get(source__slug=slug, title=title, url=url)


class Reference(models.Model):
    """Where something is written whose text is not held here: publisher, title, address."""

    source = models.ForeignKey(
        Source,
        models.PROTECT,
        verbose_name=_("publisher"),
        related_name="references",
        help_text=_("Who published it. Type a few letters."),
    )
    title = models.CharField(_("title"), max_length=500, help_text=_("As published."))
    url = models.URLField(
        _("web address"), max_length=1000, blank=True, help_text=_("Where it can be read, if anywhere.")
    )

    objects = ReferenceManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["source__name", "title"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="reference_has_a_title",
                violation_error_message=_("Give the title under which it was published."),
            ),
            models.UniqueConstraint(
                fields=["source", "title", "url"],
                name="reference_is_stored_once",
                violation_error_message=_("This reference is already stored."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.title}"

    def natural_key(self) -> tuple[str, str, str]:
        return (self.source.slug, self.title, self.url)

    natural_key.dependencies = ["articles.source"]  # type: ignore[attr-defined]
