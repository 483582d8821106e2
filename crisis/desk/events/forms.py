"""What an editor types and pastes of an event and what hangs on it; what breaks a rule is refused with a sentence."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.articles.models import Article, Excerpt, Reference
from crisis.articles.writing import cite, find_words, quote
from crisis.events.models import Event, EventLink, Evidence, Participation, Quotation, Tagging
from crisis.events.past.corrections import Notice
from crisis.events.writing import refuse_unsupported, save_valid

from ..fields import EdtfField, words_field
from ..permissions import EVENT_TIES, Ruled, may_change

PUBLISH_BUTTON = "_publish"
PREVIEW_BUTTON = "_preview"


class NoticeFields(forms.Form):
    """What readers are told of a change of what they have seen already."""

    note_fr = forms.CharField(
        label=gettext_lazy("correction note in French"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Readers have seen this event. Tell them in a sentence what was wrong, and why you now know better; they "
            "see it with the day, and what stood there before. One language is enough."
        ),
    )
    note_en = forms.CharField(
        label=gettext_lazy("correction note in English"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_typing_only = forms.BooleanField(
        label=gettext_lazy("typing error only: no note to readers"),
        required=False,
        help_text=gettext_lazy(
            "For slips of the pen, topics and links. Dates, status, place, actors, figures and evidence always need a "
            "note."
        ),
    )

    def notice(self) -> Notice:
        given = self.cleaned_data
        return Notice(**{name: given[name] for name in NoticeFields.base_fields if name in given})


class EventForm(NoticeFields, forms.ModelForm):  # type: ignore[type-arg]
    """An event's own columns, and what readers are told where they have seen it already."""

    class Meta:
        field_classes = {"when": EdtfField}


class TieForm(forms.ModelForm):  # type: ignore[type-arg]
    """A row of what ties an event to the rest, stored so that a broken rule comes back as its sentence."""

    def save(self, commit: bool = True) -> Any:
        tie = super().save(commit=False)
        if commit:
            save_valid(tie)
        return tie


class QuotingForm(TieForm):
    """A row that quotes an article: the editor pastes the words, the excerpt is found or made."""

    article = forms.ModelChoiceField(
        Article.objects.all(),
        label=gettext_lazy("article"),
        help_text=gettext_lazy("Type a few letters of its title."),
        widget=AutocompleteSelect(Excerpt._meta.get_field("article"), admin.site),
        required=False,
    )
    words = words_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.span: tuple[int, int] | None = None
        if excerpt := self._excerpt():
            self.fields["article"].initial = excerpt.article_id
            self.fields["words"].initial = excerpt.words

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        article, words = cleaned.get("article"), cleaned.get("words", "")
        if article and words:
            self._place(article, words)
        elif article:
            self.add_error("words", _("Paste the words that support the event."))
        elif words:
            self.add_error("article", _("Choose the article these words stand in."))
        return cleaned

    def _place(self, article: Article, words: str) -> None:
        excerpt = self._excerpt()
        if excerpt and excerpt.article_id == article.pk and _same_words(excerpt.words, words):
            self.span = excerpt.start, excerpt.end
            return
        try:
            self.span = find_words(article, words)
        except ValidationError as refusal:
            self.add_error("words", refusal)

    def _excerpt(self) -> Excerpt | None:
        """The passage a stored row quotes."""
        return self.instance.excerpt if self.instance.pk and self.instance.excerpt_id else None

    def quoted(self) -> Excerpt | None:
        """The excerpt of what was pasted, stored on first use; `None` where nothing was."""
        if self.span is None:
            return None
        return quote(self.cleaned_data["article"], start=self.span[0], end=self.span[1])


class QuotationForm(QuotingForm):
    """Words of a statement."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and self.span is None:
            raise ValidationError(_("Choose an article, and paste the words."), code="empty")
        return cleaned

    def save(self, commit: bool = True) -> Any:
        self.instance.excerpt = self.quoted()
        return super().save(commit=commit)


class EvidenceForm(QuotingForm):
    """Evidence: words of an article held here, or a reference to one that is not."""

    publisher = forms.CharField(label=gettext_lazy("or: publisher"), required=False, max_length=200)
    reference_title = forms.CharField(label=gettext_lazy("title"), required=False, max_length=500)
    reference_url = forms.URLField(
        label=gettext_lazy("web address"), required=False, max_length=1000, assume_scheme="https"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reference = self.instance.reference if self.instance.pk else None
        if reference:
            self.fields["publisher"].initial = reference.source.name
            self.fields["reference_title"].initial = reference.title
            self.fields["reference_url"].initial = reference.url

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        quotes = bool(cleaned.get("article") or cleaned.get("words"))
        publisher, title = cleaned.get("publisher"), cleaned.get("reference_title")
        refers = bool(publisher or title or cleaned.get("reference_url"))
        if quotes and refers:
            raise ValidationError(_("Evidence is either an excerpt or a reference."), code="both")
        if refers and not publisher:
            self.add_error("publisher", _("Name the publisher."))
        if refers and not title:
            self.add_error("reference_title", _("Give the title under which it was published."))
        if not quotes and not refers and not self.errors:
            raise ValidationError(_("Quote an article, or give a reference."), code="empty")
        return cleaned

    def save(self, commit: bool = True) -> Any:
        self.instance.excerpt = self.quoted()
        self.instance.reference = None if self.instance.excerpt else self._cited()
        return super().save(commit=commit)

    def _cited(self) -> Reference:
        given = self.cleaned_data
        return cite(publisher=given["publisher"], title=given["reference_title"], url=given["reference_url"])


class EvidenceFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """All the evidence of one event: a public one, or one about to be, keeps at least one row."""

    instance: Event

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        left = sum(1 for form in self.forms if self._stays(form))
        if PUBLISH_BUTTON in self.data and left < 1:
            raise ValidationError(
                _("Link at least one excerpt or one reference before publishing."), code="no-evidence"
            )
        if self.instance.pk:
            refuse_unsupported(self.instance, left=left)

    def _stays(self, form: Any) -> bool:
        if self.can_delete and form in self.deleted_forms:
            return False
        return bool(form.instance.pk or form.has_changed())


def _same_words(stored: str, pasted: str) -> bool:
    """Whether a browser sent back what it was given; it changes line ends and the field drops outer spaces."""
    return stored.replace("\r\n", "\n").strip() == pasted.replace("\r\n", "\n").strip()


class EventTies(Ruled, InlineModelAdmin):  # type: ignore[type-arg]
    """Rows of an event: they may be touched where the event may, and are shown in full where it may not."""

    rules = EVENT_TIES
    readonly_fields = ["in_full"]
    shown: ClassVar[list[str]] = ["in_full"]

    @admin.display(description=gettext_lazy("in full"))
    def in_full(self, row: Any) -> str:
        excerpt = getattr(row, "excerpt", None)
        return f"«\u00a0{excerpt.words}\u00a0» ({excerpt.article})" if excerpt else str(row)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is not None and not may_change(request, obj):
            return [(None, {"fields": self.shown})]
        return super().get_fieldsets(request, obj)


class EvidenceInline(EventTies, admin.StackedInline):  # type: ignore[type-arg]
    model = Evidence
    form = EvidenceForm
    formset = EvidenceFormSet
    shown = ["in_full", "stance"]
    extra = 1
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "article",
                    "words",
                    ("publisher", "reference_title", "reference_url"),
                    ("stance", "rank"),
                ],
                "description": gettext_lazy(
                    "Choose an article and paste the words that support the event; or, where its text is not held "
                    "here, say who published it under what title."
                ),
            },
        )
    ]


class ParticipationInline(EventTies, admin.TabularInline):  # type: ignore[type-arg]
    model = Participation
    form = TieForm
    fields = ["role", "actor", "description", "rank"]
    shown = ["role", "in_full"]
    autocomplete_fields = ["actor"]
    extra = 1


class TaggingInline(EventTies, admin.TabularInline):  # type: ignore[type-arg]
    model = Tagging
    form = TieForm
    fields = ["topic"]
    autocomplete_fields = ["topic"]
    extra = 0


class LinkInline(EventTies, admin.TabularInline):  # type: ignore[type-arg]
    model = EventLink
    form = TieForm
    fk_name = "from_event"
    fields = ["kind", "to_event"]
    autocomplete_fields = ["to_event"]
    extra = 0


class QuotationInline(EventTies, admin.StackedInline):  # type: ignore[type-arg]
    model = Quotation
    form = QuotationForm
    fields = ["article", "words", "rank"]
    verbose_name = gettext_lazy("quotation")
    verbose_name_plural = gettext_lazy("quotations")
    extra = 0
