"""What the desk's buttons do. Each does one thing through the room that owns it, and comes back to the next draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crisis.articles.models import Article
from crisis.events.many import Verb
from crisis.events.models import Event
from crisis.events.past.corrections import Notice
from crisis.events.past.decisions import may_undo, undo_last, undoable
from crisis.events.requests import parse_pk
from crisis.events.review import publish, reject
from crisis.events.vocabulary import Review
from crisis.ingest.reading.proposals import keep, take

from ..events.actions import decide_each, say_decided
from ..pages import as_read, reading_address
from ..permissions import editor_of, may_add_kind, may_read_again, require
from .cards import cards_of
from .forms import CorrectionForm, WordsForm, refuse
from .page import ReadingPage
from .rereading import say_reread
from .verbs import correct, draft_from_words, read_other_date


def reading_desk(of: Any, request: HttpRequest, number: int) -> HttpResponse:
    """The desk's one address: GET shows the article with its drafts, POST does one thing and comes back."""
    article = Article.objects.select_related("source", "agency").filter(pk=number).first()
    if article is None:
        raise Http404
    require(of.has_view_permission(request, article))
    page = ReadingAnswers(request, article)
    return page.answer() if request.method == "POST" else page.show()


class ReadingAnswers(ReadingPage):
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
        verb = verbs.get(self.request.POST.get("what", ""))
        if verb is None:
            raise Http404
        try:
            return verb()
        except ValidationError as refusal:
            for sentence in refusal.messages:
                messages.error(self.request, sentence)
            return HttpResponseRedirect(reading_address(self.article, self._event_or_none()))

    def _accept(self) -> HttpResponse:
        event = self._as_read(self._event())
        require(self.may_publish)
        publish(event, by=editor_of(self.request))
        messages.success(self.request, _("“%(title)s” is published.") % {"title": event})
        return self._next(after=event)

    def _reject(self) -> HttpResponse:
        event = self._as_read(self._event())
        require(self.may_publish)
        reject(event, by=editor_of(self.request), reason=self.request.POST.get("reason", "").strip())
        messages.success(self.request, _("“%(title)s” is rejected.") % {"title": event})
        return self._next(after=event)

    def _undo(self) -> HttpResponse:
        """Takes back the last decision; who may decide so may undo it."""
        event = self._as_read(self._event())
        decision = undoable(event)
        require(decision is None or may_undo(self.request.user, decision))
        undo_last(event, by=editor_of(self.request))
        messages.success(self.request, _("“%(title)s”: the last decision is undone.") % {"title": event})
        return HttpResponseRedirect(reading_address(self.article, event))

    def _accept_all(self) -> HttpResponse:
        done = self._all(lambda event: publish(event, by=editor_of(self.request)))
        say_decided(
            self.request, ngettext("%(count)s event published.", "%(count)s events published.", len(done)), done
        )
        return self._next()

    def _reject_all(self) -> HttpResponse:
        done = self._all(lambda event: reject(event, by=editor_of(self.request)))
        say_decided(self.request, ngettext("%(count)s draft rejected.", "%(count)s drafts rejected.", len(done)), done)
        return self._next()

    def _all(self, verb: Verb) -> list[Event]:
        """Decides each draft that was on the page, as it was read; says of the others why not."""
        require(self.may_publish)
        sent = [pair.partition(":") for pair in self.request.POST.getlist("draft")]
        versions = {pk: version for pk, _colon, version in sent if parse_pk(version) is not None}
        drafts = [card.event for card in cards_of(self.article) if card.is_open and str(card.event.pk) in versions]
        return decide_each(self.request, [as_read(event, versions[str(event.pk)]) for event in drafts], verb)

    def _correct(self) -> HttpResponse:
        event = self._event()
        require(self._may_write(event))
        form = CorrectionForm(event, self.request.POST)
        if not form.is_valid():
            return self.show(correction=form)
        try:
            with transaction.atomic():  # corrected and published, or neither
                self._refuse_decided(event)
                correct(event, form.cleaned_data)
                if self._is_to_be_published:
                    event.refresh_from_db()
                    publish(event, by=editor_of(self.request))
        except ValidationError as refusal:
            return self.show(correction=self._again(event, form, refusal))
        if event.review == Review.PUBLISHED:
            messages.success(self.request, _("“%(title)s” is corrected and published.") % {"title": event})
            return self._next(after=event)
        messages.success(self.request, _("The draft is corrected."))
        return HttpResponseRedirect(reading_address(self.article, event))

    @property
    def _is_to_be_published(self) -> bool:
        return "publish" in self.request.POST and self.may_publish

    def _refuse_decided(self, event: Event) -> None:
        if event.review != Review.DRAFT:
            raise ValidationError(
                _(
                    "It is %(review)s by now, and nothing of yours is saved: it stands below, to be copied. A "
                    "published event is corrected on its own page, with a note to readers."
                ),
                code="wrong-state",
                params={"review": event.get_review_display()},
            )

    def _again(self, event: Event, form: CorrectionForm, refusal: ValidationError) -> CorrectionForm:
        """The form as it was sent; after a conflict, under what is stored now: saved once more, it is meant."""
        is_conflict = getattr(refusal, "code", "") == "conflict"
        data = self.request.POST.copy()
        if is_conflict:
            data[form.add_prefix("version")] = str(Event.objects.values_list("version", flat=True).get(pk=event.pk))
        again = CorrectionForm(event, data)
        refuse(again, refusal)
        if is_conflict:
            again.add_error(
                None, _("What is stored now stands above; what you wrote, below. Save again to overwrite it.")
            )
        return again

    def _other_date(self) -> HttpResponse:
        event = self._as_read(self._event())
        require(self._may_change(event) and event.review == Review.DRAFT)
        card = self._card(event)
        if card and card.other_date:
            read_other_date(event, card.other_date, version=event.version)
            messages.success(self.request, _("The draft has the other reading of its date."))
        return HttpResponseRedirect(reading_address(self.article, event))

    def _new(self) -> HttpResponse:
        form = WordsForm(self.article, self.request.POST)
        if not form.is_valid():
            return self.show(words=form)
        require(may_add_kind(self.request, form.cleaned_data["kind"]))
        try:
            with transaction.atomic():  # the passage, the draft and its publication, or nothing of it
                event = draft_from_words(self.article, form.cleaned_data)
                if self._is_to_be_published:
                    publish(event, by=editor_of(self.request))
        except ValidationError as refusal:
            refuse(form, refusal)
            return self.show(words=form)
        if event.review == Review.PUBLISHED:
            messages.success(self.request, _("“%(title)s” is published.") % {"title": event})
        else:
            messages.success(self.request, _("“%(title)s” is a new draft.") % {"title": event})
        return HttpResponseRedirect(reading_address(self.article, event))

    def _take(self) -> HttpResponse:
        """What readers have seen is changed with a note to them, or not at all."""
        proposal = self._proposal()
        sent = self.request.POST
        try:
            notice = Notice(note_fr=sent.get("note_fr", ""), note_en=sent.get("note_en", ""))
            take(proposal, sent.getlist("name"), reason=_("taken over from the new reading"), notice=notice)
        except ValidationError as refusal:
            for sentence in refusal.messages:
                messages.error(self.request, sentence)
            return self.show(answered=proposal.event)
        messages.success(self.request, _("The event says what the article is now read to say."))
        return HttpResponseRedirect(reading_address(self.article, proposal.event))

    def _keep(self) -> HttpResponse:
        proposal = self._proposal()
        keep(proposal, self.request.POST.getlist("name"))
        messages.success(self.request, _("The event stays as it is; this is not offered again."))
        return HttpResponseRedirect(reading_address(self.article, proposal.event))

    def _read(self) -> HttpResponse:
        require(may_read_again(self.request))
        say_reread(self.request, self.article)
        return HttpResponseRedirect(reading_address(self.article))
