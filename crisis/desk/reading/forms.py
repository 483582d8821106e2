"""The short forms of the desk, for what is most often corrected of a draft and for a passage that is to become one;
and what is stored of them, in the words of the events room."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.articles.models import Article, Excerpt
from crisis.articles.writing import find_words, quote
from crisis.events.kinds import KINDS, EventKind, kind_of
from crisis.events.kinds.facts import Prominence
from crisis.events.models import Actor, Event, Participation
from crisis.events.past.revisions import revising
from crisis.events.vocabulary import Kind, Mode, Origin, Status
from crisis.events.writing import (
    AnyEvent,
    Part,
    Record,
    Support,
    record_event,
    rules_of,
    save_changed,
    set_participants,
    set_when,
)
from crisis.extraction.values import DraftActor, DraftPlace, DraftRole, Span, Speaker
from crisis.extraction.wording import meeting_title, movement_title, statement_title
from crisis.ingest.reading.drafting import LONGEST_DESCRIPTION, LONGEST_TITLE, stance_of
from crisis.ingest.reading.gazetteer import gazetteer_of_the_house

from ..fields import EdtfField

_QUOTED = re.compile(r"«\s*([^«»]+?)\s*»|“\s*([^“”]+?)\s*”|\"\s*([^\"]+?)\s*\"")
COLUMNS = ("title_fr", "title_en", "when", "when_text", "status")
"""What a short form holds of the event's own columns, beside its place."""


def own_columns(kind: EventKind | None = None) -> list[str]:
    """The columns of a kind's own that the short form holds, those readers are told first; of all kinds where none is
    given."""
    facts = [fact for one in KINDS if kind in {None, one} for fact in one.facts]
    return [column.name for fact in facts if fact.prominence == Prominence.LEAD for column in fact.columns]


def own_field(name: str) -> models.Field[Any, Any]:
    """The model's field of a column that only some kind has."""
    [model, *_others] = [kind.model for kind in KINDS if name in {column.name for column in kind.columns}]
    field: Any = model._meta.get_field(name)
    return field  # type: ignore[no-any-return]


Form = TypeVar("Form", bound=forms.Form)


def refuse(form: Form, refusal: ValidationError) -> Form:
    """The form with what storing refused at the fields it is about, and the rest above it."""
    found = refusal.error_dict if hasattr(refusal, "error_dict") else {None: refusal}
    for name, errors in found.items():
        form.add_error(name if name in form.fields else None, errors)
    return form


_HELP: dict[str, Any] = {
    "when": gettext_lazy("Only as exactly as the source says it. Leave empty if nobody knows."),
    "when_text": gettext_lazy("“Friday”"),
    **dict.fromkeys(("status", "place"), ""),
}


class ShortForm(forms.Form):
    """The facts most often at stake. Everything else stands on the event's own page."""

    title_fr, title_en, when, when_text, status, place = forms.fields_for_model(
        Event,
        [*COLUMNS, "place"],
        field_classes={"when": EdtfField},
        widgets={"place": AutocompleteSelect(Event._meta.get_field("place"), admin.site)},
        help_texts=_HELP,
    ).values()
    actors = forms.ModelMultipleChoiceField(
        Actor.objects.all(),
        label=gettext_lazy("actors"),
        required=False,
        widget=AutocompleteSelectMultiple(Participation._meta.get_field("actor"), admin.site),
        help_text=gettext_lazy("Who met, whose forces moved, or who spoke."),
    )
    described = forms.CharField(
        label=gettext_lazy("or as described"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line, where the source gives no name: “une responsable du département d'État”."),
    )

    def __init__(self, data: QueryDict | None = None, *, kind: EventKind | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        for name in own_columns(kind):
            own = own_field(name)
            options_of: dict[str, Any] = {"min_value": 1} if isinstance(own, models.PositiveIntegerField) else {}
            self.fields[name] = own.formfield(help_text="", **options_of)  # type: ignore[assignment]

    def clean_described(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["described"].splitlines()]
        described = list(dict.fromkeys(line for line in lines if line))
        if any(len(line) > 200 for line in described):
            raise ValidationError(_("A description has at most 200 characters."), code="long")
        return described


class CorrectionForm(ShortForm):
    """A draft's facts, and the version they were read at."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, event: Event, data: QueryDict | None = None) -> None:
        role = kind_of(event).primary_role
        parts = [part for part in event.participations.all() if part.role == role]
        initial = {
            **{name: getattr(event, name) for name in ("version", *COLUMNS)},
            "place": event.place_id,
            "actors": [part.actor_id for part in parts if part.actor_id],
            "described": "\n".join(part.description for part in parts if part.description),
        }
        row, kind = event.as_kind, kind_of(event)
        initial |= {name: getattr(row, own_field(name).attname) for name in own_columns(kind)}
        super().__init__(data, kind=kind, initial=initial, prefix=f"draft-{event.pk}")
        self.fields["actors"].label = str(role.label)


class WordsForm(ShortForm):
    """A passage, by its positions or by its words, and what it reports."""

    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    words = forms.CharField(
        label=gettext_lazy("exact words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Select them in the text, or paste them here without changing anything."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("kind"), choices=lambda: KINDS.choices, initial=Kind.STATEMENT, widget=forms.RadioSelect
    )

    field_order = ["words", "kind", "actors", "described", "when", "when_text", "status", "place"]

    def __init__(self, article: Article, data: QueryDict | None = None) -> None:
        super().__init__(data, prefix="new")
        self.order_fields(self.field_order)
        self.article = article
        for name in ("title_fr", "title_en"):
            self.fields[name].required = False
            self.fields[name].help_text = gettext_lazy(
                "Left empty, it is written from the words, the actors and the place."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        words = cleaned.get("words")
        if not words:
            return cleaned
        if not self._is_selection(cleaned, words):
            try:
                cleaned["start"], cleaned["end"] = find_words(self.article, words)
            except ValidationError as refusal:
                self.add_error("words", refusal)
        if not cleaned.get("title_fr") and not (cleaned.get("actors") or cleaned.get("described")):
            self.add_error("actors", _("Say who, or give a title."))
        return cleaned

    def _is_selection(self, cleaned: dict[str, Any], words: str) -> bool:
        """Whether the positions are those of the words, which may stand in the text more than once."""
        start, end = cleaned.get("start"), cleaned.get("end")
        if start is None or end is None or not start < end <= len(self.article.text):
            return False
        return self.article.text[start:end].split() == words.split()


# What is stored of them.


@transaction.atomic
def correct(event: Event, facts: dict[str, Any]) -> None:
    """Stores what a `CorrectionForm` holds; actors in other roles than the first stay.

    Raises `ValidationError` (code `conflict`) if somebody else changed the event since it was read.
    """
    row: Any = event.as_kind
    row.version = facts["version"]
    for name in (*COLUMNS, "place", *own_columns(kind_of(row))):
        if name in facts:
            setattr(row, name, facts[name])
    role = kind_of(row).primary_role
    others = [
        Part(role=part.role, actor=part.actor, description=part.description)
        for part in row.participations.all()
        if part.role != role
    ]
    set_when(row)
    with rules_of(row), revising(row):  # a rule that is broken is told before any conflict
        save_changed(row)
        set_participants(row, [*_parts(row.kind, facts), *others])


@transaction.atomic
def read_other_date(event: Event, edtf: str, *, version: int) -> None:
    """Dates the event by the reading that the extractor did not choose."""
    row = event.as_kind
    row.version, row.when = version, edtf
    save_changed(row)


def draft_from_words(article: Article, facts: dict[str, Any]) -> AnyEvent:
    """A draft that rests on the passage of a `WordsForm`; what stands in quotation marks is its quotation."""
    words = article.text[facts["start"] : facts["end"]]
    start, end = facts["start"] + len(words) - len(words.lstrip()), facts["end"] - len(words) + len(words.rstrip())
    excerpt = quote(article, start=start, end=end)
    kind = kind_of(facts["kind"])
    spoken = _spoken(article, excerpt) if kind.code == Kind.STATEMENT else ()
    french, english = _titles(kind.code, facts, excerpt, spoken)
    fields: dict[str, Any] = {
        **{name: facts[name] for name in (*COLUMNS, "place")},
        "title_fr": (facts["title_fr"] or french)[:LONGEST_TITLE],
        "title_en": (facts["title_en"] or english)[:LONGEST_TITLE],
        "origin": Origin.EDITOR,
    }
    if kind.code == Kind.STATEMENT:
        fields["mode"] = Mode.DIRECT if spoken else Mode.INDIRECT
    fields |= {name: facts[name] for name in own_columns(kind)}
    return record_event(
        Record(
            kind=kind.code,
            fields=fields,
            support=(Support(what=excerpt, stance=stance_of(Status(facts["status"]))),),
            parts=tuple(_parts(kind.code, facts)),
            quotes=spoken,
        )
    )


def _parts(kind: str, facts: dict[str, Any]) -> list[Part]:
    role = kind_of(kind).primary_role
    return [
        *(Part(role=role, actor=actor) for actor in facts["actors"]),
        *(Part(role=role, description=words) for words in facts["described"]),
    ]


def _spoken(article: Article, excerpt: Excerpt) -> tuple[Excerpt, ...]:
    """What stands in quotation marks within the passage, the longest first."""
    spans = [match.span(match.lastindex or 0) for match in _QUOTED.finditer(excerpt.words)]
    longest_first = sorted(spans, key=lambda span: span[0] - span[1])
    return tuple(quote(article, start=excerpt.start + start, end=excerpt.start + end) for start, end in longest_first)


def _titles(kind: str, facts: dict[str, Any], excerpt: Excerpt, spoken: tuple[Excerpt, ...]) -> tuple[str, str]:
    """As the extractor would entitle it, from what the editor gave; of a kind it does not read, the passage itself."""
    gazetteer = gazetteer_of_the_house()
    who = [(actor.name_fr, actor.slug) for actor in facts["actors"]] + [(words, None) for words in facts["described"]]
    place = DraftPlace(name=facts["place"].name_fr, id=facts["place"].slug) if facts["place"] else None
    actors = [DraftActor(name=name[:LONGEST_DESCRIPTION], id=slug, role=DraftRole.PARTICIPANT) for name, slug in who]
    if kind == Kind.MEETING:
        french, english = meeting_title(actors, place, None, gazetteer)
    elif kind == Kind.TROOP_MOVEMENT:
        french, english = movement_title(actors, place, None, gazetteer)
    elif kind == Kind.STATEMENT:
        words = spoken[0] if spoken else excerpt
        span = Span.of(words.article.text, words.start, words.end)
        name, slug = who[0] if who else ("", None)
        french, english = statement_title(Speaker(name=name, id=slug), span, gazetteer, direct=bool(spoken))
    else:
        french = english = excerpt.words
    return " ".join(french.split()).lstrip(" :"), " ".join(english.split()).lstrip(" :")
