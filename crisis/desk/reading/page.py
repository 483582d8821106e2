"""The desk's page: who asks for which article, what is shown, and which event a form speaks of."""

from __future__ import annotations

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from crisis.articles.models import Article
from crisis.edtf import Precision
from crisis.events.duplicates.likeness import counterparts
from crisis.events.models import Event
from crisis.events.requests import parse_pk
from crisis.events.vocabulary import Review
from crisis.ingest.models import ArticleReading, Proposal
from crisis.ingest.reading.rereading import is_outdated

from ..awaiting import next_to_read
from ..pages import as_read, reading_address
from ..permissions import may_add_some_kind, may_change, may_change_kind, may_publish, require
from .cards import Card, cards_of, lines_of
from .forms import CorrectionForm, WordsForm


class ReadingPage:
    """One request at the desk."""

    def __init__(self, request: HttpRequest, article: Article) -> None:
        self.request, self.article = request, article
        self.may_publish = may_publish(request)

    def show(
        self,
        *,
        correction: CorrectionForm | None = None,
        words: WordsForm | None = None,
        answered: Event | None = None,
    ) -> HttpResponse:
        """The page, with the form that was refused as it was sent; `answered` is the event of a refused answer."""
        cards = cards_of(self.article)
        asked = self.request.GET.get("correct", "")
        for card in cards:
            if correction is not None and correction.prefix == f"draft-{card.event.pk}":
                card.form = correction
            elif correction is None and asked == str(card.event.pk) and card.is_open and self._may_change(card.event):
                card.form = CorrectionForm(card.event)
            if answered is not None and answered.pk == card.event.pk:
                card.sent = self.request.POST
        at = asked or self.request.GET.get("at", "")
        waiting = [card for card in cards if card.is_open]
        current = next((card for card in waiting if str(card.event.pk) == at), waiting[0] if waiting else None)
        if current is not None:  # the others ask when they are looked at
            current.counterparts = counterparts(current.event)
        new = words or WordsForm(self.article)
        passages = [passage for card in cards if card.event.review != Review.REJECTED for passage in card.passages]
        context = {
            **admin.site.each_context(self.request),
            "title": _("Reading desk"),
            "is_nav_sidebar_enabled": False,  # the article needs the room
            "opts": Article._meta,
            "article": self.article,
            "lines": lines_of(self.article.text, passages),
            "cards": cards,
            "open_count": len(waiting),
            "following": None if waiting else next_to_read(after=self.article),
            "new": new,
            "is_new_open": words is not None,
            "media": new.media,
            "may_publish": self.may_publish,
            "may_add": may_add_some_kind(self.request),
            "is_read": bool(cards) or ArticleReading.objects.filter(article=self.article).exists(),
            "is_outdated": is_outdated(self.article),
            "user": self.request.user,
            "has_day": self.article.days.precision == Precision.DAY,
        }
        return TemplateResponse(self.request, "desk/reading/desk.html", context)

    def _event(self) -> Event:
        event = self._event_or_none()
        if event is None:
            raise Http404
        return event

    def _event_or_none(self) -> Event | None:
        number = parse_pk(self.request.POST.get("event", ""))
        if number is None:
            return None
        return Event.objects.filter(pk=number, evidence__excerpt__article=self.article).distinct().first()

    def _as_read(self, event: Event) -> Event:
        """The event at the version that was on the page, so that a colleague's change in between is noticed."""
        return as_read(event, self.request.POST.get("version", ""))

    def _proposal(self) -> Proposal:
        event = self._event()
        require(self._may_change(event))
        proposal = Proposal.objects.select_related("event", "article").filter(event=event, article=self.article).first()
        if proposal is None:
            raise Http404
        self._as_read(proposal.event)
        return proposal

    def _card(self, event: Event) -> Card | None:
        return next((card for card in cards_of(self.article) if card.event.pk == event.pk), None)

    def _may_write(self, event: Event) -> bool:
        """Whether drafts of its kind are open to who asks."""
        return may_change_kind(self.request, event.kind)

    def _may_change(self, event: Event) -> bool:
        return self._may_write(event) and may_change(self.request, event)

    def _next(self, after: Event | None = None) -> HttpResponse:
        """To the next draft that waits, below the one just decided if there is one."""
        cards = cards_of(self.article)
        at = next((card.number for card in cards if after and card.event.pk == after.pk), 0)
        waiting = [card for card in cards if card.is_open]
        following = next((card for card in waiting if card.number > at), waiting[0] if waiting else None)
        return HttpResponseRedirect(reading_address(self.article, following.event if following else after))
