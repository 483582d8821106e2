"""Says to the editor what a reading came to."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crisis.articles.models import Article
from crisis.ingest.reading.rereading import read_again


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
