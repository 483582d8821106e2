"""What the extractor read, and when: kept apart from what editors made of it, so that reading again loses nothing."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crisis.articles.models import Article
from crisis.edtf import LONGEST_EDTF
from crisis.events.models import Event


class ArticleReading(models.Model):
    """The last time the extractor read an article, and what it leaned on. Written through `reading/rereading.py`."""

    article = models.OneToOneField(Article, models.CASCADE, verbose_name=_("article"), related_name="reading")
    extractor = models.CharField(_("version of the extractor"), max_length=20)
    published = models.CharField(_("as published on"), max_length=LONGEST_EDTF, blank=True)
    language = models.CharField(_("language"), max_length=2)
    read_at = models.DateTimeField(_("read at"))

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.CheckConstraint(
                condition=~Q(extractor=""),
                name="article_reading_names_its_extractor",
                violation_error_message=_("A reading names the version of the extractor."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.article)


class Proposal(models.Model):
    """What the extractor proposes for one event, as `reading.drafting.Values` (JSON).

    `adopted` is what the event took over, `latest` what the article is read to say now (null where it is no
    longer read to say it). Where the event says something else than `adopted`, an editor wrote it.
    """

    event = models.OneToOneField(Event, models.CASCADE, verbose_name=_("event"), related_name="proposal")
    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("article"), related_name="proposals")
    adopted: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(_("taken over"), blank=True)
    latest: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(
        _("as read last"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")

    def __str__(self) -> str:
        return str(self.event)
