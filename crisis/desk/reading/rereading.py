"""An article read again: for want of drafts, under a new date, or because the known events tell which day it was."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crisis.articles.models import Article
from crisis.articles.writing import save_changed_article
from crisis.ingest.reading.corroboration import publication_days
from crisis.ingest.reading.rereading import read_again

from ..pages import reading_address
from ..permissions import require


def say_reread(request: HttpRequest, article: Article) -> None:
    """Reads an article and says what came of it."""
    try:
        outcome = read_again(article)
    except ValidationError as refusal:
        messages.error(request, f"{article}: {' '.join(refusal.messages)}")
        return
    said = [
        ngettext("%(count)s new draft", "%(count)s new drafts", len(outcome.new)) if outcome.new else "",
        ngettext("%(count)s draft brought up to date", "%(count)s drafts brought up to date", len(outcome.followed))
        if outcome.followed
        else "",
        ngettext("%(count)s difference offered", "%(count)s differences offered", len(outcome.offered))
        if outcome.offered
        else "",
        ngettext("%(count)s no longer found", "%(count)s no longer found", len(outcome.gone)) if outcome.gone else "",
    ]
    counts = [len(outcome.new), len(outcome.followed), len(outcome.offered), len(outcome.gone)]
    parts = [sentence % {"count": count} for sentence, count in zip(said, counts, strict=True) if sentence]
    if parts:
        messages.success(request, _("“%(title)s”: %(what)s.") % {"title": article, "what": ", ".join(parts)})
    else:
        sentence = _("“%(title)s”: nothing new was found, or its drafts are there already.")
        messages.info(request, sentence % {"title": article})


def corroborate(of: Any, request: HttpRequest, number: int) -> HttpResponse:
    """GET shows the proposal; POST `published` takes it, or one of its other days: the article is read again."""
    article = get_object_or_404(Article, pk=number)
    require(of.has_change_permission(request, article))
    proposal = publication_days(article)
    if request.method == "POST":
        published = request.POST.get("published", "")
        if proposal is None or not proposal.offers(published):
            messages.error(request, _("That day is not proposed any more. Look at the reasons again."))
        else:
            return _take_day(request, article, published, proposal.why(published))
    context = {
        **of.admin_site.each_context(request),
        "title": _("Date by corroboration"),
        "subtitle": str(article),
        "article": article,
        "proposal": proposal,
        "opts": of.opts,
    }
    return TemplateResponse(request, "desk/articles/corroborate.html", context)


def _take_day(request: HttpRequest, article: Article, published: str, why: str) -> HttpResponse:
    article.published, article.published_why = published, why
    try:
        save_changed_article(article)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        sentence = _("“%(title)s” is dated %(published)s.")
        messages.success(request, sentence % {"title": article, "published": published})
        say_reread(request, article)
    return HttpResponseRedirect(reading_address(article))
