"""The reading desk: an article with its drafts, and what its buttons do.

Each does one thing through the room that owns it, and comes back to the next draft.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from crisis.articles.models import Article
from crisis.events.duplicates.likeness import counterparts
from crisis.events.many import Verb
from crisis.events.models import Event
from crisis.events.past.corrections import Notice
from crisis.events.past.decisions import may_undo, undo_last, undoable
from crisis.events.requests import parse_pk
from crisis.events.review import publish, reject
from crisis.events.vocabulary import Review
from crisis.ingest.models import ArticleReading, Proposal
from crisis.ingest.reading.proposals import keep, take
from crisis.ingest.reading.rereading import is_outdated, read_again

from ..awaiting import next_to_read
from ..events.actions import PUBLISHED, decide_each
from ..pages import as_read, desk_page, reading_address
from ..permissions import (
    editor_of,
    may_add_kind,
    may_add_some_kind,
    may_change,
    may_change_kind,
    may_publish,
    may_read_again,
    require,
)
from .cards import cards_of, lines_of
from .forms import CorrectionForm, WordsForm, correct, draft_from_words, read_other_date, refuse


def reading_desk(of: Any, request: HttpRequest, number: int) -> HttpResponse:
    """The desk's one address: GET shows the article with its drafts, POST does one thing and comes back."""
    article = Article.objects.select_related("source", "agency").filter(pk=number).first()
    if article is None:
        raise Http404
    require(of.has_view_permission(request, article))
    page = ReadingPage(request, article)
    return page.answer() if request.method == "POST" else page.show()


class ReadingPage:
    """One request at the desk."""

    def __init__(self, request: HttpRequest, article: Article) -> None:
        self.request, self.article, self.sent = request, article, request.POST
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
                card.sent = self.sent
        at = asked or self.request.GET.get("at", "")
        waiting = [card for card in cards if card.is_open]
        current = next((card for card in waiting if str(card.event.pk) == at), waiting[0] if waiting else None)
        if current is not None:  # the others ask when they are looked at
            current.counterparts = counterparts(current.event)
        new = words or WordsForm(self.article)
        passages = [passage for card in cards if card.event.review != Review.REJECTED for passage in card.passages]
        context: dict[str, Any] = {
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
        }
        return desk_page(self.request, "reading/desk", _("Reading desk"), **context)

    def answer(self) -> HttpResponse:
        """Does what is asked; a rule that is broken comes back as its sentence, and nothing is half done."""
        verbs: dict[str, Callable[[], HttpResponse]] = {
            "accept": self._accept,
            "reject": self._reject,
            "undo": self._undo,
            "accept_all": self._accept_all,
            "reject_all": self._reject_all,
            "correct": self._correct,
            "other_date": self._other_date,
            "new": self._new,
            "take": self._take,
            "keep": self._keep,
            "read": self._read,
        }
        verb = verbs.get(self.sent.get("what", ""))
        if verb is None:
            raise Http404
        try:
            return verb()
        except ValidationError as refusal:
            self._say_refused(refusal)
            return self._back(self._event_or_none())

    # Decisions.

    def _accept(self) -> HttpResponse:
        return self._decide(_("“%(title)s” is published."), publish)

    def _reject(self) -> HttpResponse:
        return self._decide(_("“%(title)s” is rejected."), reject, reason=self.sent.get("reason", "").strip())

    def _decide(self, sentence: str, verb: Callable[..., None], **said: str) -> HttpResponse:
        event = self._as_read(self._event())
        require(self.may_publish)
        verb(event, by=editor_of(self.request), **said)
        return self._next(event, sentence)

    def _undo(self) -> HttpResponse:
        """Takes back the last decision; who may decide so may undo it."""
        event = self._as_read(self._event())
        decision = undoable(event)
        require(decision is None or may_undo(self.request.user, decision))
        undo_last(event, by=editor_of(self.request))
        return self._back(event, _("“%(title)s”: the last decision is undone."))

    def _accept_all(self) -> HttpResponse:
        return self._all(lambda event: publish(event, by=editor_of(self.request)), PUBLISHED)

    def _reject_all(self) -> HttpResponse:
        sentence = ngettext_lazy("%(count)s draft rejected.", "%(count)s drafts rejected.", "count")
        return self._all(lambda event: reject(event, by=editor_of(self.request)), sentence)

    def _all(self, verb: Verb, sentence: Any) -> HttpResponse:
        """Decides each draft that was on the page, as it was read; says of the others why not."""
        require(self.may_publish)
        sent = [pair.partition(":") for pair in self.sent.getlist("draft")]
        versions = {pk: version for pk, _colon, version in sent if parse_pk(version) is not None}
        drafts = [card.event for card in cards_of(self.article) if card.is_open and str(card.event.pk) in versions]
        decide_each(self.request, [as_read(it, versions[str(it.pk)]) for it in drafts], verb, sentence)
        return self._next()

    # What is written.

    def _correct(self) -> HttpResponse:
        event = self._event()
        require(may_change_kind(self.request, event.kind))
        form = CorrectionForm(event, self.sent)
        if not form.is_valid():
            return self.show(correction=form)
        try:
            with transaction.atomic():  # corrected and published, or neither
                _refuse_decided(event)
                correct(event, form.cleaned_data)
                event.refresh_from_db()
                self._publish_if_asked(event)
        except ValidationError as refusal:
            return self.show(correction=self._again(event, form, refusal))
        if event.review == Review.PUBLISHED:
            return self._next(event, _("“%(title)s” is corrected and published."))
        return self._back(event, _("The draft is corrected."))

    def _publish_if_asked(self, event: Event) -> None:
        if "publish" in self.sent and self.may_publish:
            publish(event, by=editor_of(self.request))

    def _again(self, event: Event, form: CorrectionForm, refusal: ValidationError) -> CorrectionForm:
        """The form as it was sent; after a conflict, under what is stored now: saved once more, it is meant."""
        if getattr(refusal, "code", "") != "conflict":
            return refuse(CorrectionForm(event, self.sent), refusal)
        data = self.sent.copy()
        data[form.add_prefix("version")] = str(Event.objects.values_list("version", flat=True).get(pk=event.pk))
        again = refuse(CorrectionForm(event, data), refusal)
        again.add_error(None, _("What is stored now stands above; what you wrote, below. Save again to overwrite it."))
        return again

    def _other_date(self) -> HttpResponse:
        event = self._as_read(self._event())
        require(self._may_change(event) and event.review == Review.DRAFT)
        other = next((card.other_date for card in cards_of(self.article) if card.event.pk == event.pk), "")
        if not other:
            return self._back(event)
        read_other_date(event, other, version=event.version)
        return self._back(event, _("The draft has the other reading of its date."))

    def _new(self) -> HttpResponse:
        form = WordsForm(self.article, self.sent)
        if not form.is_valid():
            return self.show(words=form)
        require(may_add_kind(self.request, form.cleaned_data["kind"]))
        try:
            with transaction.atomic():  # the passage, the draft and its publication, or nothing of it
                event = draft_from_words(self.article, form.cleaned_data)
                self._publish_if_asked(event)
        except ValidationError as refusal:
            return self.show(words=refuse(form, refusal))
        is_public = event.review == Review.PUBLISHED
        return self._back(event, _("“%(title)s” is published.") if is_public else _("“%(title)s” is a new draft."))

    # What the article is read to say.

    def _take(self) -> HttpResponse:
        """What readers have seen is changed with a note to them, or not at all."""
        proposal = self._proposal()
        try:
            notice = Notice(note_fr=self.sent.get("note_fr", ""), note_en=self.sent.get("note_en", ""))
            take(proposal, self.sent.getlist("name"), reason=_("taken over from the new reading"), notice=notice)
        except ValidationError as refusal:
            self._say_refused(refusal)
            return self.show(answered=proposal.event)
        return self._back(proposal.event, _("The event says what the article is now read to say."))

    def _keep(self) -> HttpResponse:
        proposal = self._proposal()
        keep(proposal, self.sent.getlist("name"))
        return self._back(proposal.event, _("The event stays as it is; this is not offered again."))

    def _read(self) -> HttpResponse:
        require(may_read_again(self.request))
        say_reread(self.request, self.article)
        return self._back(None)

    # What is spoken of, and where one goes next.

    def _event(self) -> Event:
        event = self._event_or_none()
        if event is None:
            raise Http404
        return event

    def _event_or_none(self) -> Event | None:
        number = parse_pk(self.sent.get("event", ""))
        if number is None:
            return None
        return Event.objects.filter(pk=number, evidence__excerpt__article=self.article).distinct().first()

    def _as_read(self, event: Event) -> Event:
        """The event at the version that was on the page, so that a colleague's change in between is noticed."""
        return as_read(event, self.sent.get("version", ""))

    def _proposal(self) -> Proposal:
        event = self._event()
        require(self._may_change(event))
        proposal = Proposal.objects.select_related("event", "article").filter(event=event, article=self.article).first()
        if proposal is None:
            raise Http404
        self._as_read(proposal.event)
        return proposal

    def _may_change(self, event: Event) -> bool:
        return may_change_kind(self.request, event.kind) and may_change(self.request, event)

    def _say_refused(self, refusal: ValidationError) -> None:
        for sentence in refusal.messages:
            messages.error(self.request, sentence)

    def _back(self, event: Event | None, sentence: str = "") -> HttpResponse:
        if event and sentence:
            messages.success(self.request, sentence % {"title": event})
        return HttpResponseRedirect(reading_address(self.article, event))

    def _next(self, event: Event | None = None, sentence: str = "") -> HttpResponse:
        """To the next draft that waits, below the one just decided if there is one."""
        if event and sentence:
            messages.success(self.request, sentence % {"title": event})
        cards = cards_of(self.article)
        at = next((card.number for card in cards if event and card.event.pk == event.pk), 0)
        waiting = [card for card in cards if card.is_open]
        following = next((card for card in waiting if card.number > at), waiting[0] if waiting else None)
        return HttpResponseRedirect(reading_address(self.article, following.event if following else event))


def _refuse_decided(event: Event) -> None:
    if event.review != Review.DRAFT:
        raise ValidationError(
            _(
                "It is %(review)s by now, and nothing of yours is saved: it stands below, to be copied. A published "
                "event is corrected on its own page, with a note to readers."
            ),
            code="wrong-state",
            params={"review": event.get_review_display()},
        )


def say_reread(request: HttpRequest, article: Article) -> None:
    """Reads an article and says what came of it."""
    try:
        outcome = read_again(article)
    except ValidationError as refusal:
        messages.error(request, f"{article}: {' '.join(refusal.messages)}")
        return
    new, followed, offered, gone = map(len, (outcome.new, outcome.followed, outcome.offered, outcome.gone))
    said = [
        (new, ngettext("%(count)s new draft", "%(count)s new drafts", new)),
        (followed, ngettext("%(count)s draft brought up to date", "%(count)s drafts brought up to date", followed)),
        (offered, ngettext("%(count)s difference offered", "%(count)s differences offered", offered)),
        (gone, ngettext("%(count)s no longer found", "%(count)s no longer found", gone)),
    ]
    if parts := [sentence % {"count": count} for count, sentence in said if count]:
        messages.success(request, _("“%(title)s”: %(what)s.") % {"title": article, "what": ", ".join(parts)})
    else:
        sentence = _("“%(title)s”: nothing new was found, or its drafts are there already.")
        messages.info(request, sentence % {"title": article})
