"""Two people edited one row: what each wrote, what stood there before, and the choice between them.

Three states are compared: as the page was opened, as it was sent (mine), as it is stored now (theirs). Where
only one side changed something, that side is proposed; where both did, the editor chooses. Rows of an inline
are chosen whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from crisis.events.requests import parse_pk

from .pages import READ

MINE, THEIRS = "mine", "theirs"
SETTLED = "settled_version"
"""The control with the version that was shown on the page where the editor chose."""
MOST_ROWS = 1000
NOTHING = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictingValue:
    """One field, or one row of an inline, as it stood and as both sides have it now."""

    name: str
    label: str
    opened: str
    mine: str
    theirs: str
    is_mine: bool
    """Whether it was changed here."""
    is_theirs: bool
    chosen: str = ""
    """The side that the editor chose, or else the one that alone changed it."""

    @property
    def side(self) -> str:
        """The one side that changed it; empty where both did."""
        return "" if self.is_mine and self.is_theirs else MINE if self.is_mine else THEIRS

    @property
    def control(self) -> str:
        return f"choice-{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What the page shows where a colleague was quicker."""

    who: str
    when: datetime | None
    version: int
    differences: tuple[ConflictingValue, ...]
    added: tuple[str, ...]
    """Rows the colleague added; they stay."""


class InlineRows:
    """An inline: its form, and its rows by primary key as the page was opened (`was`) and as they are stored."""

    def __init__(self, formset: Any, inline: Any, row: Model, was: Any) -> None:
        self.form: type[forms.ModelForm[Any]] = formset.form
        self.prefix: str = formset.get_default_prefix()
        self.label = str(inline.opts.verbose_name)
        opened = getattr(was, formset.fk.remote_field.related_name).all() if was else ()
        stored = inline.model._default_manager.filter(**{formset.fk.attname: row.pk})
        self.opened: dict[str, Model] = {str(tie.pk): tie for tie in opened}
        self.stored: dict[str, Model] = {str(tie.pk): tie for tie in stored}

    def differing(self, sent: QueryDict) -> Iterator[ConflictingValue]:
        """The rows that a colleague changed or took away since the page was opened."""
        for number in range(_count(sent, f"{self.prefix}-INITIAL_FORMS")):
            prefix = f"{self.prefix}-{number}"
            if not (pk := str(sent.get(f"{prefix}-id") or "")):
                continue
            opened, stored, is_deleted = self.opened.get(pk), self.stored.get(pk), f"{prefix}-DELETE" in sent
            known = stored or opened or self.form._meta.model()
            fields = _compared(self.form, sent, opened=opened, stored=known, prefix=prefix).values()
            if any(field.is_theirs for field in fields) if stored else not is_deleted:
                yield ConflictingValue(
                    name=prefix,
                    label=self.label,
                    opened=_lines((field.label, field.opened) for field in fields) if opened else NOTHING,
                    mine=_("(removed)") if is_deleted else _lines((field.label, field.mine) for field in fields),
                    theirs=_lines((field.label, field.theirs) for field in fields) if stored else _("(removed)"),
                    is_mine=is_deleted or any(field.is_mine for field in fields),
                    is_theirs=True,
                )

    @property
    def added(self) -> list[str]:
        return [f"{self.label}: {tie}" for pk, tie in self.stored.items() if pk not in self.opened]

    def put(self, combined: QueryDict, theirs: set[str]) -> None:
        """Numbers its rows anew: those still stored first, what is gone taken out or sent as a new one."""
        kept, new = [], []
        for number in range(_count(combined, f"{self.prefix}-TOTAL_FORMS")):
            prefix = f"{self.prefix}-{number}"
            pk = str(combined.get(f"{prefix}-id") or "")
            if prefix in theirs and pk in self.stored:
                form = self.form(instance=self.stored[pk], prefix=prefix)
                _put(combined, form, form.fields)
                combined.pop(f"{prefix}-DELETE", None)
            controls = [control for control in combined if control.startswith(f"{prefix}-")]
            values = {control.removeprefix(f"{prefix}-"): combined.pop(control) for control in controls}
            if pk in self.stored:
                kept.append(values)
            elif not pk or (prefix not in theirs and "DELETE" not in values):
                new.append({**values, "id": [""]})
        for number, values in enumerate([*kept, *new]):
            for name, value in values.items():
                combined.setlist(f"{self.prefix}-{number}-{name}", value)
        combined[f"{self.prefix}-TOTAL_FORMS"] = str(len(kept) + len(new))
        combined[f"{self.prefix}-INITIAL_FORMS"] = str(len(kept))


def settle_as_chosen(of: Any, request: HttpRequest, pk: str) -> None:
    """Combines the two sides as chosen; leaves the conflict standing where a choice is missing or outdated."""
    if SETTLED not in request.POST:
        return
    row = of.get_object(request, pk)
    if row is None or request.POST[SETTLED] != str(of.past.version_of(row)):
        return
    conflict, inlines = conflict_of(of, request, row)
    if not all(difference.chosen for difference in conflict.differences):
        return
    combined = request.POST.copy()
    theirs = {difference.name for difference in conflict.differences if difference.chosen == THEIRS}
    form = of.get_form(request, row, change=True)(instance=row)
    _put(combined, form, theirs & set(form.fields))
    for rows in inlines:
        rows.put(combined, theirs)
    combined[READ] = str(conflict.version)
    request.POST = combined  # type: ignore[assignment]


def conflict_of(of: Any, request: HttpRequest, row: Any) -> tuple[Conflict, list[InlineRows]]:
    """What was sent, against the row as it is stored and as it was when the page was opened; and its inlines."""
    sent = request.POST
    was = of.past.opened(of, row, parse_pk(sent.get(READ, "")) or 0)
    inlines = [InlineRows(formset, inline, row, was) for formset, inline in of.get_formsets_with_inlines(request, row)]
    own = {field.name for field in row._meta.get_fields()}
    fields = _compared(of.get_form(request, row, change=True), sent, opened=was, stored=row)
    differences = [one for name, one in fields.items() if name in own and (one.is_mine or one.is_theirs)]
    for rows in inlines:
        differences += rows.differing(sent)
    who, when = of.past.last_write(of, row)
    conflict = Conflict(
        who=who,
        when=when,
        version=of.past.version_of(row),
        differences=tuple(replace(one, chosen=_chosen(one, sent)) for one in differences),
        added=tuple(text for rows in inlines for text in rows.added),
    )
    return conflict, inlines


def _compared(
    form: type[forms.ModelForm[Any]],
    sent: QueryDict,
    *,
    opened: Model | None,
    stored: Model,
    prefix: str | None = None,
) -> dict[str, ConflictingValue]:
    """Each field that a row has, with its three values in words, and who changed it."""
    now = form(instance=stored, prefix=prefix)
    was = form(instance=opened, prefix=prefix) if opened is not None else None
    compared = {}
    for name, field in now.fields.items():
        told = field.widget.value_from_datadict(sent, {}, now.add_prefix(name))
        stands = now.get_initial_for_field(field, name)
        stood = was.get_initial_for_field(field, name) if was else None
        differs = field.has_changed(stands, told)
        compared[name] = ConflictingValue(
            name=name,
            label=str(field.label or name),
            opened=_in_words(field, stood) if was else _("(not known)"),
            mine=_in_words(field, told),
            theirs=_in_words(field, stands),
            is_mine=differs and (was is None or field.has_changed(stood, told)),
            is_theirs=differs and (was is None or stood != stands),
        )
    return compared


def _chosen(difference: ConflictingValue, sent: QueryDict) -> str:
    told = sent.get(difference.control, "") if SETTLED in sent else ""
    return str(told) if told in {MINE, THEIRS} else difference.side


def _in_words(field: forms.Field, value: Any) -> str:
    """A value as a person reads it: the label of a choice, yes or no, the text itself."""
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if value is None or value == "":
        return NOTHING
    if isinstance(field, forms.ModelChoiceField):
        queryset = field.queryset
        row = queryset.filter(pk=value).first() if queryset is not None and parse_pk(value) is not None else None
        return str(row or value)
    if isinstance(field, forms.ChoiceField):
        widget: Any = field.widget
        return next((str(label) for code, label in widget.choices if str(code) == str(value)), str(value))
    return str(field.prepare_value(value))


def _lines(told: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{label}: {value}" for label, value in told if value != NOTHING)


def _put(combined: QueryDict, stored: forms.ModelForm[Any], names: Iterable[str]) -> None:
    """Writes the stored values of those fields as a browser would have sent them."""
    for name in names:
        field, control = stored.fields[name], stored.add_prefix(name)
        value = field.prepare_value(stored.get_initial_for_field(field, name))
        if value is False:  # a box that is not ticked is not sent
            combined.pop(control, None)
        else:
            combined[control] = "" if value is None else str(value)


def _count(sent: QueryDict, name: str) -> int:
    return min(parse_pk(sent.get(name, "")) or 0, MOST_ROWS)
