"""Two people edited one row: what each wrote, what stood there before, and the choice between them.

Three states are compared: as the page was opened, as it was sent (mine), as it is stored now (theirs). Where
only one side changed something, that side is proposed; where both did, the editor chooses. Rows of an inline
are chosen whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from crisis.events.requests import parse_pk

MINE, THEIRS = "mine", "theirs"
READ = "read_version"
"""The control with the version of the row that the page was opened with."""
SETTLED = "settled_version"
"""The control with the version that was shown on the page where the editor chose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictingValue:
    """One field, or one row of an inline, that is not the same on both sides."""

    name: str
    label: str
    opened: str
    mine: str
    theirs: str
    side: str
    """The one side that changed it; empty where both did."""
    chosen: str = ""

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

    @property
    def is_settled(self) -> bool:
        """Whether a side is chosen for each difference."""
        return all(difference.chosen for difference in self.differences)


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineRows:
    """An inline: its form, and its rows by primary key as the page was opened and as they are stored."""

    form: type[forms.ModelForm[Any]]
    prefix: str
    label: str
    opened: Mapping[str, Model]
    stored: Mapping[str, Model]


@dataclass(frozen=True, slots=True)
class _Field:
    label: str
    opened: str
    mine: str
    theirs: str
    is_mine: bool
    is_theirs: bool


def conflict_of(of: Any, request: HttpRequest, row: Any) -> Conflict:
    """What was sent, against the row as it is stored and as it was when the page was opened."""
    sent, inlines = request.POST, _inlines(of, request, row)
    opened = of.past.opened(row, _version_read(request))
    who, when = of.past.last_write(row)
    differences = _fields_that_differ(of.get_form(request, row, change=True), sent, opened=opened, stored=row)
    for rows in inlines:
        differences += _rows_that_differ(rows, sent)
    return Conflict(
        who=who,
        when=when,
        version=of.past.version_of(row),
        differences=tuple(differences),
        added=tuple(text for rows in inlines for text in _rows_added(rows)),
    )


def settle_as_chosen(of: Any, request: HttpRequest, pk: str) -> None:
    """Combines the two sides as chosen; leaves the conflict standing where a choice is missing or outdated."""
    if SETTLED not in request.POST:
        return
    row = of.get_object(request, pk)
    if row is None or request.POST[SETTLED] != str(of.past.version_of(row)):
        return
    conflict = conflict_of(of, request, row)
    if conflict.is_settled:
        form = of.get_form(request, row, change=True)
        request.POST = _combined(request.POST, conflict, form, _inlines(of, request, row), row)  # type: ignore[assignment]


def _version_read(request: HttpRequest) -> int:
    """The version that the page was opened with; 0 where it does not say."""
    return parse_pk(request.POST.get(READ, "")) or 0


def _inlines(of: Any, request: HttpRequest, row: Any) -> list[InlineRows]:
    found = []
    for formset, inline in of.get_formsets_with_inlines(request, row):
        stored = inline.model._default_manager.filter(**{formset.fk.attname: row.pk})
        found.append(
            InlineRows(
                form=formset.form,
                prefix=formset.get_default_prefix(),
                label=str(inline.opts.verbose_name),
                opened=of.past.ties_opened(row, _version_read(request), formset),
                stored={str(tie.pk): tie for tie in stored},
            )
        )
    return found


def _fields_that_differ(
    form: type[forms.ModelForm[Any]], sent: QueryDict, *, opened: Model | None, stored: Model
) -> list[ConflictingValue]:
    """The row's own fields in which what was sent is not what is stored."""
    own = {field.name for field in stored._meta.get_fields()}
    compared = _compared(form, sent, opened=opened, stored=stored)
    return [
        _difference(name, field.label, field, sent)
        for name, field in compared.items()
        if name in own and (field.is_mine or field.is_theirs)
    ]


def _rows_that_differ(rows: InlineRows, sent: QueryDict) -> list[ConflictingValue]:
    """The rows that a colleague changed or took away since the page was opened."""
    found = []
    for prefix, pk in _sent_rows(rows, sent):
        opened, stored = rows.opened.get(pk), rows.stored.get(pk)
        blank = rows.form._meta.model()
        fields = _compared(rows.form, sent, opened=opened, stored=stored or opened or blank, prefix=prefix)
        is_deleted = f"{prefix}-DELETE" in sent
        is_theirs = stored is None or any(field.is_theirs or field.opened != field.theirs for field in fields.values())
        if not is_theirs or (stored is None and is_deleted):
            continue
        if opened is not None and not any(field.is_theirs for field in fields.values()) and stored is not None:
            continue  # both wrote the same
        is_mine = is_deleted or any(_changed_by_me(rows.form, sent, opened, prefix))
        whole = _Field(
            label=rows.label,
            opened=_lines(fields, "opened") if opened else "–",
            mine=_("(removed)") if is_deleted else _lines(fields, "mine"),
            theirs=_lines(fields, "theirs") if stored else _("(removed)"),
            is_mine=is_mine,
            is_theirs=True,
        )
        found.append(_difference(prefix, rows.label, whole, sent))
    return found


def _rows_added(rows: InlineRows) -> list[str]:
    return [f"{rows.label}: {row}" for pk, row in rows.stored.items() if pk not in rows.opened]


def _combined(
    sent: QueryDict, conflict: Conflict, form: type[forms.ModelForm[Any]], inlines: Iterable[InlineRows], stored: Model
) -> QueryDict:
    """What was sent, with the colleague's side put in where it was chosen. The conflict must be settled."""
    combined = sent.copy()
    theirs = {difference.name for difference in conflict.differences if difference.chosen == THEIRS}
    _put(combined, form(instance=stored), theirs & set(form.base_fields))
    for rows in inlines:
        _put_rows(combined, rows, theirs)
    combined["read_version"] = str(conflict.version)
    return combined


def _compared(
    form: type[forms.ModelForm[Any]],
    sent: QueryDict,
    *,
    opened: Model | None,
    stored: Model,
    prefix: str | None = None,
) -> dict[str, _Field]:
    """Each field that a row has, with its three values in words, and who changed it."""
    now = form(instance=stored, prefix=prefix)
    was = form(instance=opened, prefix=prefix) if opened is not None else None
    compared = {}
    for name, field in now.fields.items():
        told = field.widget.value_from_datadict(sent, {}, now.add_prefix(name))
        stands = now.get_initial_for_field(field, name)
        stood = was.get_initial_for_field(field, name) if was else None
        differs = field.has_changed(stands, told)
        compared[name] = _Field(
            label=str(field.label or name),
            opened=_in_words(field, stood) if was else _("(not known)"),
            mine=_in_words(field, told),
            theirs=_in_words(field, stands),
            is_mine=differs and (was is None or field.has_changed(stood, told)),
            is_theirs=differs and (was is None or stood != stands),
        )
    return compared


def _changed_by_me(
    form: type[forms.ModelForm[Any]], sent: QueryDict, opened: Model | None, prefix: str
) -> Iterable[bool]:
    was = form(instance=opened, prefix=prefix) if opened is not None else form(prefix=prefix)
    for name, field in was.fields.items():
        told = field.widget.value_from_datadict(sent, {}, was.add_prefix(name))
        yield field.has_changed(was.get_initial_for_field(field, name), told)


def _difference(name: str, label: str, field: _Field, sent: QueryDict) -> ConflictingValue:
    side = "" if field.is_mine and field.is_theirs else MINE if field.is_mine else THEIRS
    chosen = sent.get(f"choice-{name}", "") if SETTLED in sent else ""
    return ConflictingValue(
        name=name,
        label=label,
        opened=field.opened,
        mine=field.mine,
        theirs=field.theirs,
        side=side,
        chosen=chosen if chosen in {MINE, THEIRS} else side,
    )


def _in_words(field: forms.Field, value: Any) -> str:
    """A value as a person reads it: the label of a choice, yes or no, the text itself."""
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if value is None or value == "":
        return "–"
    if isinstance(field, forms.ModelChoiceField):
        queryset = field.queryset
        row = queryset.filter(pk=value).first() if queryset is not None and parse_pk(value) is not None else None
        return str(row or value)
    if isinstance(field, forms.ChoiceField):
        widget: Any = field.widget
        for code, label in widget.choices:
            if str(code) == str(value):
                return str(label)
    return str(field.prepare_value(value))


def _lines(fields: Mapping[str, _Field], side: str) -> str:
    told = [(field.label, getattr(field, side)) for field in fields.values()]
    return "\n".join(f"{label}: {value}" for label, value in told if value != "–")


def _sent_rows(rows: InlineRows, sent: QueryDict) -> list[tuple[str, str]]:
    """Prefix and primary key of each row that was stored when the page was opened."""
    found = []
    for number in range(_count(sent, f"{rows.prefix}-INITIAL_FORMS")):
        prefix = f"{rows.prefix}-{number}"
        if pk := sent.get(f"{prefix}-id", ""):
            found.append((prefix, str(pk)))
    return found


def _count(sent: QueryDict, name: str) -> int:
    return min(parse_pk(sent.get(name, "")) or 0, 1000)


def _put(combined: QueryDict, stored: forms.ModelForm[Any], names: Iterable[str]) -> None:
    """Writes the stored values of those fields as a browser would have sent them."""
    for name in names:
        field, control = stored.fields[name], stored.add_prefix(name)
        value = field.prepare_value(stored.get_initial_for_field(field, name))
        widget: Any = field.widget
        if isinstance(widget, forms.MultiWidget):
            parts: Any = zip(widget.widgets_names, widget.decompress(value) or [], strict=False)  # type: ignore[attr-defined]
            for suffix, part in parts:
                combined[control + suffix] = "" if part is None else str(part)
        elif isinstance(field, forms.BooleanField) and not value:
            combined.pop(control, None)
        else:
            combined[control] = "" if value is None else str(value)


def _put_rows(combined: QueryDict, rows: InlineRows, theirs: set[str]) -> None:
    """The inline's rows numbered anew: those still stored first, what is gone taken out or sent as a new one."""
    total = _count(combined, f"{rows.prefix}-TOTAL_FORMS")
    stored, new = [], []
    for number in range(total):
        prefix = f"{rows.prefix}-{number}"
        pk = str(combined.get(f"{prefix}-id", "") or "")
        if pk and prefix in theirs and pk in rows.stored:
            form = rows.form(instance=rows.stored[pk], prefix=prefix)
            _put(combined, form, form.fields)
            combined.pop(f"{prefix}-DELETE", None)
        values = {
            name.removeprefix(f"{prefix}-"): combined.pop(name)
            for name in list(combined)
            if name.startswith(f"{prefix}-")
        }
        if not pk:
            new.append(values)
        elif pk in rows.stored:
            stored.append(values)
        elif prefix not in theirs and "DELETE" not in values:
            new.append({**values, "id": [""]})
    for number, values in enumerate([*stored, *new]):
        for name, value in values.items():
            combined.setlist(f"{rows.prefix}-{number}-{name}", value)
    combined[f"{rows.prefix}-TOTAL_FORMS"] = str(len(stored) + len(new))
    combined[f"{rows.prefix}-INITIAL_FORMS"] = str(len(stored))
