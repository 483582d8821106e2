"""Who did what, for the chiefs: all histories in one row of lines, the newest first, on a page or as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django import forms
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import CharField, F, QuerySet, Value
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crisis.articles.past import columns, what_was_done
from crisis.events.kinds import KINDS
from crisis.events.models import Event, EventRevision
from crisis.events.requests import parse_pk
from crisis.public.columns import guarded

from ..history import line_of
from ..pages import desk_page
from ..permissions import may_view_activity, require

REVISIONS = "events.eventrevision"
BATCH = 500
"""Lines that are looked up together."""
PER_PAGE = 100
LARGEST_KEY = 2**63 - 1


class ActivityForm(forms.Form):
    """What is asked for; whatever is empty or cannot be read narrows nothing. Days are whole days of UTC, both
    included."""

    person = forms.IntegerField(min_value=0, max_value=LARGEST_KEY, required=False)
    model = forms.CharField(required=False)
    since = forms.DateField(input_formats=["%Y-%m-%d"], required=False)
    until = forms.DateField(input_formats=["%Y-%m-%d"], required=False)

    @property
    def asked(self) -> dict[str, Any]:
        """What could be read, by name."""
        self.full_clean()
        return self.cleaned_data


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """One thing that was done to one row."""

    number: int
    """Of the record that tells of it, among those of its model."""
    at: datetime
    who: str
    label: str
    row: str
    what: str
    fields: tuple[str, ...]
    reason: str

    @property
    def cells(self) -> list[str]:
        return [self.at.isoformat(), self.who, self.label, self.row, self.what, ", ".join(self.fields), self.reason]


Key = tuple[datetime, int, str]
"""When, which record, of which model."""


def recorded_models() -> dict[str, Any]:
    """Every model whose past is kept, by its label."""
    kept = (model for model in apps.get_models() if hasattr(model._meta, "simple_history_manager_attribute"))
    return {model._meta.label_lower: model for model in (*(kind.model for kind in KINDS), *kept)}


def keys(asked: dict[str, Any]) -> QuerySet[Any, Any]:
    """One query over all that is kept of the past, the newest first."""
    recorded = recorded_models()
    chosen = [asked["model"]] if asked.get("model") in recorded else list(recorded)
    kinds = {kind.model._meta.label_lower: kind.code for kind in KINDS}
    revisions = EventRevision.objects.filter(kind__in=[kinds[label] for label in chosen if label in kinds])
    sources: list[tuple[str, Any, tuple[str, str, str]]] = [(REVISIONS, revisions, ("by", "at", "pk"))]
    for label in chosen:
        if label not in kinds:
            sources.append((label, recorded[label].history, ("history_user", "history_date", "history_id")))
    narrowing: dict[str, Any] = {}
    if (person := asked.get("person")) is not None:
        narrowing["of_person"] = person
    if (since := asked.get("since")) is not None:
        narrowing["of_time__gte"] = _midnight(since)
    if (until := asked.get("until")) is not None and until < date.max:
        narrowing["of_time__lt"] = _midnight(until + timedelta(days=1))
    found = []
    for label, records, (who, when, which) in sources:
        of_model = Value(label, output_field=CharField(max_length=50))
        named = records.order_by().annotate(of_person=F(who), of_time=F(when), of_record=F(which), of_model=of_model)
        found.append(named.filter(**narrowing).values_list("of_time", "of_record", "of_model"))
    together: QuerySet[Any, Any] = found[0].union(*found[1:], all=True)
    return together.order_by("-of_time", "-of_record")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def lines(found: Iterable[Key]) -> Iterator[ActivityLine]:
    """The lines for those keys, looked up in batches."""
    left = iter(found)
    while batch := list(islice(left, BATCH)):
        told: dict[tuple[str, int], ActivityLine] = {}
        for label in {of_model for _at, _number, of_model in batch}:
            numbers = {number for _at, number, of_model in batch if of_model == label}
            of_label = _of_events(numbers) if label == REVISIONS else _of_rows(recorded_models()[label], numbers)
            told |= {(label, line.number): line for line in of_label}
        yield from (told[label, number] for _at, number, label in batch)


def _of_events(numbers: set[int]) -> Iterator[ActivityLine]:
    for revision, before in _with_previous(EventRevision.objects.select_related("by"), numbers, "pk", "event_id"):
        line = line_of(before, revision)
        yield ActivityLine(
            number=revision.pk,
            at=line.at,
            who=str(line.who or ""),
            label=line.kind,
            row=" ".join([revision.uid, *revision.content["title_fr"]]),
            what=line.what,
            fields=() if before is None or revision.is_deletion else tuple(change.label for change in line.changes),
            reason=line.reason,
        )


def _of_rows(model: Any, numbers: set[int]) -> Iterator[ActivityLine]:
    records = model.history.select_related("history_user").order_by("history_date", "history_id")
    found = list(_with_previous(records, numbers, "history_id", "id"))
    events = {record.event_id for record, _before in found if hasattr(record, "event_id")}
    named = Event.objects.filter(pk__in=events).only("uid", "title_fr", "title_en") if events else ()
    titles = {event.pk: f"{event.uid} {event.title}" for event in named}
    for record, before in found:
        reason = record.history_change_reason
        yield ActivityLine(
            number=record.history_id,
            at=record.history_date,
            who=str(record.history_user or ""),
            label=str(model._meta.verbose_name),
            row=_row(record, titles),
            what=what_was_done(record),
            fields=_changed(record, before),
            reason=_(reason) if reason else "",
        )


def _with_previous(records: Any, numbers: set[int], number: str, row: str) -> Iterator[tuple[Any, Any]]:
    """Each record with the one before it of the same row; `number` and `row` are the columns of the two."""
    rows = records.filter(**{f"{number}__in": numbers}).order_by().values(row)
    last: dict[int, Any] = {}
    for record in records.filter(**{f"{row}__in": rows}):
        of_row = getattr(record, row)
        if getattr(record, number) in numbers:
            yield record, last.get(of_row)
        last[of_row] = record


def _changed(record: Any, before: Any) -> tuple[str, ...]:
    if record.history_type != "~" or before is None:
        return ()
    return tuple(
        capfirst(str(field.verbose_name))
        for field in columns(record)
        if getattr(record, field.attname) != getattr(before, field.attname)
    )


def _row(record: Any, titles: dict[int, str]) -> str:
    """The row's name without asking for what it points to: slug, title, or the event whose it is."""
    if (event := getattr(record, "event_id", None)) is not None:
        return titles.get(event, f"#{event}")
    told = [getattr(record, name, "") for name in ("slug", "title", "name_fr", "name")]
    return " ".join(dict.fromkeys(str(part) for part in told if part)) or f"#{record.id}"


@require_safe
def activity(request: HttpRequest) -> HttpResponseBase:
    """The lines asked for, a hundred a page, or all of them as a file."""
    require(may_view_activity(request))
    asked = ActivityForm(request.GET).asked
    if "csv" in request.GET:
        return _file(asked)
    number = min(parse_pk(request.GET.get("page", "")) or 1, LARGEST_KEY // PER_PAGE - 1)
    start = (number - 1) * PER_PAGE
    found = list(keys(asked)[start : start + PER_PAGE + 1])
    query = request.GET.copy()
    query.pop("page", None)
    named = ((capfirst(str(model._meta.verbose_name)), label) for label, model in recorded_models().items())
    context: dict[str, Any] = {
        "lines": list(lines(found[:PER_PAGE])),
        "asked": asked,
        "people": get_user_model()._default_manager.order_by("username"),
        "models": sorted(named),
        "number": number,
        "has_more": len(found) > PER_PAGE,
        "query": query.urlencode(),
    }
    return desk_page(request, "accounts/activity", _("Who did what"), **context)


class _Echo:
    """What `csv` writes to: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def _file(asked: dict[str, Any]) -> StreamingHttpResponse:
    """Streamed, with the mark by which spreadsheets know UTF-8."""
    language = get_language() or "fr"

    def rows() -> Iterator[str]:
        writer = csv.writer(_Echo())
        yield "\ufeff"
        with override(language):
            heads = [_("time"), _("who"), _("model"), _("row"), _("what"), _("fields"), _("reason")]
        yield writer.writerow(heads)
        found = lines(keys(asked).iterator(chunk_size=BATCH))
        while True:
            with override(language):  # a stream outlives its request's language
                line = next(found, None)
            if line is None:
                return
            yield writer.writerow([guarded(cell) for cell in line.cells])

    disposition = {"Content-Disposition": 'attachment; filename="activity.csv"'}
    return StreamingHttpResponse(rows(), content_type="text/csv; charset=utf-8", headers=disposition)
