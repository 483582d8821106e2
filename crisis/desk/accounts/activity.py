"""Who did what, for the chiefs: all histories in one row of lines, the newest first, on a page or as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import CharField, F, QuerySet, Value
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crisis.articles.past import columns, what_was_done
from crisis.events.kinds import KINDS, kind_of
from crisis.events.models import Event, EventRevision
from crisis.events.requests import parse_pk
from crisis.public.columns import guarded

from ..events.past import line_of
from ..permissions import may_view_activity, require

REVISIONS = "events.eventrevision"
BATCH = 500
"""Lines that are looked up together."""
PER_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityQuery:
    """What is asked for; whatever is empty narrows nothing. Days are whole days of UTC, both included."""

    person: int | None = None
    model: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """One thing that was done to one row."""

    at: datetime
    who: str
    model: str
    label: str
    row: str
    what: str
    fields: tuple[str, ...]
    reason: str


Key = tuple[datetime, int, str]


def recorded_models() -> dict[str, Any]:
    """Every model whose past is kept, by its label."""
    kept = (model for model in apps.get_models() if hasattr(model._meta, "simple_history_manager_attribute"))
    return {model._meta.label_lower: model for model in (*(kind.model for kind in KINDS), *kept)}


def keys(asked: ActivityQuery) -> QuerySet[Any, Any]:
    """When, which record, of which model: one query over all that is kept of the past, the newest first."""
    recorded = recorded_models()
    chosen = [asked.model] if asked.model in recorded else list(recorded)
    kinds = {kind.model._meta.label_lower: kind.code for kind in KINDS}
    of_events = [kinds[label] for label in chosen if label in kinds]
    found = [_keys_of(recorded[label], label, asked) for label in chosen if label not in kinds]
    if of_events:
        revisions = EventRevision.objects.order_by().filter(kind__in=of_events)
        found.append(_narrowed(revisions, asked, who="by", when="at", which="pk", label=REVISIONS))
    first, *others = found
    together = first.union(*others, all=True) if others else first
    return together.order_by("-of_time", "-of_record")


def lines(found: Iterable[Key]) -> Iterator[ActivityLine]:
    """The lines for those keys, looked up in batches."""
    left = iter(found)
    while batch := list(islice(left, BATCH)):
        yield from _lines(batch)


def _keys_of(model: Any, label: str, asked: ActivityQuery) -> QuerySet[Any, Any]:
    records = model.history.order_by()
    return _narrowed(records, asked, who="history_user_id", when="history_date", which="history_id", label=label)


def _narrowed(records: Any, asked: ActivityQuery, *, who: str, when: str, which: str, label: str) -> QuerySet[Any, Any]:
    if asked.person is not None:
        records = records.filter(**{who: asked.person})
    if asked.since is not None:
        records = records.filter(**{f"{when}__gte": _midnight(asked.since)})
    if asked.until is not None and asked.until < date.max:
        records = records.filter(**{f"{when}__lt": _midnight(asked.until + timedelta(days=1))})
    named = records.annotate(
        of_time=F(when), of_record=F(which), of_model=Value(label, output_field=CharField(max_length=50))
    )
    keys_of: QuerySet[Any, Any] = named.values_list("of_time", "of_record", "of_model")
    return keys_of


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _lines(batch: list[Key]) -> Iterator[ActivityLine]:
    recorded = recorded_models()
    records: dict[tuple[str, int], tuple[Any, Any]] = {}
    for label in {key[2] for key in batch} - {REVISIONS}:
        ids = [history_id for _at, history_id, of_model in batch if of_model == label]
        records.update(_with_previous(recorded[label], label, ids))
    revised = [history_id for _at, history_id, of_model in batch if of_model == REVISIONS]
    revisions = _revisions_with_previous(revised)
    authors = {record.history_user_id for record, _before in records.values()}
    who = _names_of(authors | {revision.by_id for revision, _before in revisions.values()})
    uids = _uids_of(record for record, _before in records.values())
    for _at, history_id, label in batch:
        if label == REVISIONS:
            yield _line_of(*revisions[history_id], who)
            continue
        record, before = records[label, history_id]
        model = recorded[label]
        yield ActivityLine(
            at=record.history_date,
            who=who.get(record.history_user_id, ""),
            model=label,
            label=str(model._meta.verbose_name),
            row=_row(record, uids),
            what=what_was_done(record),
            fields=_changed(record, before),
            reason=_(record.history_change_reason) if record.history_change_reason else "",
        )


def _revisions_with_previous(pks: list[int]) -> dict[int, tuple[EventRevision, EventRevision | None]]:
    events = EventRevision.objects.filter(pk__in=pks).values("event_id")
    last: dict[int, EventRevision] = {}
    found: dict[int, tuple[EventRevision, EventRevision | None]] = {}
    wanted = set(pks)
    for revision in EventRevision.objects.filter(event_id__in=events):
        if revision.pk in wanted:
            found[revision.pk] = revision, last.get(revision.event_id)
        last[revision.event_id] = revision
    return found


def _line_of(revision: EventRevision, before: EventRevision | None, who: dict[int | None, str]) -> ActivityLine:
    model = kind_of(revision.kind).model
    line = line_of(before, revision, str(model._meta.verbose_name))
    return ActivityLine(
        at=revision.at,
        who=who.get(revision.by_id, ""),
        model=model._meta.label_lower,
        label=line.kind,
        row=" ".join([revision.uid, *revision.content["title_fr"]]),
        what=line.what,
        fields=() if line.is_first or revision.is_deletion else tuple(change.label for change in line.changes),
        reason=line.reason,
    )


def _with_previous(model: Any, label: str, ids: list[int]) -> dict[tuple[str, int], tuple[Any, Any]]:
    """Each record with the one before it of the same row."""
    wanted = set(ids)
    rows = model.history.filter(history_id__in=ids).values("id")
    found: dict[tuple[str, int], tuple[Any, Any]] = {}
    last: dict[Any, Any] = {}
    for record in model.history.filter(id__in=rows).order_by("history_date", "history_id"):
        if record.history_id in wanted:
            found[label, record.history_id] = record, last.get(record.id)
        last[record.id] = record
    return found


def _changed(record: Any, before: Any) -> tuple[str, ...]:
    if record.history_type != "~" or before is None:
        return ()
    return tuple(
        capfirst(str(field.verbose_name))
        for field in columns(record)
        if getattr(record, field.attname) != getattr(before, field.attname)
    )


def _names_of(pks: set[int | None]) -> dict[int | None, str]:
    people = get_user_model()._default_manager.filter(pk__in=[pk for pk in pks if pk is not None])
    return {person.pk: person.get_username() for person in people}


def _uids_of(records: Iterable[Any]) -> dict[int, str]:
    pks = {pk for record in records if (pk := _event_of(record)) is not None}
    named = Event.objects.filter(pk__in=pks).only("uid", "title_fr", "title_en")
    return {event.pk: f"{event.uid} {event.title}" for event in named}


def _event_of(record: Any) -> int | None:
    """The event that a tie hangs on."""
    for name in ("event_id", "statement_id", "from_event_id"):
        if (pk := getattr(record, name, None)) is not None:
            return int(pk)
    return None


def _row(record: Any, uids: dict[int, str]) -> str:
    """The row's name without asking for what it points to: uid and title, slug, title, or whose it is."""
    event = _event_of(record)
    if event is not None:
        return uids.get(event, f"#{event}")
    told = [getattr(record, name, "") for name in ("uid", "slug", "title_fr", "title", "name_fr", "name")]
    return " ".join(dict.fromkeys(str(part) for part in told if part)) or f"#{record.id}"


@require_safe
def activity(request: HttpRequest) -> HttpResponseBase:
    """The lines asked for, a hundred a page, or all of them as a file."""
    require(may_view_activity(request))
    asked, number = _asked(request), _number(request.GET.get("page", ""), least=1)
    if "csv" in request.GET:
        return _file(asked)
    return _page(request, asked, number or 1)


def _page(request: HttpRequest, asked: ActivityQuery, number: int) -> HttpResponse:
    start = (number - 1) * PER_PAGE
    found = list(keys(asked)[start : start + PER_PAGE + 1])
    query = request.GET.copy()
    query.pop("page", None)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Who did what"),
        "lines": list(lines(found[:PER_PAGE])),
        "asked": asked,
        "people": get_user_model()._default_manager.order_by("username"),
        "models": sorted(
            (capfirst(str(model._meta.verbose_name)), label) for label, model in recorded_models().items()
        ),
        "number": number,
        "has_more": len(found) > PER_PAGE,
        "query": query.urlencode(),
    }
    return TemplateResponse(request, "desk/accounts/activity.html", context)


def _asked(request: HttpRequest) -> ActivityQuery:
    """What cannot be read narrows nothing, as in the lists of the desk."""
    return ActivityQuery(
        person=_number(request.GET.get("person", "")),
        model=request.GET.get("model", ""),
        since=_day(request.GET.get("since", "")),
        until=_day(request.GET.get("until", "")),
    )


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _number(text: str, *, least: int = 0) -> int | None:
    value = parse_pk(text)
    return value if value is not None and value >= least else None


class _Echo:
    """What `csv` writes to: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def _file(asked: ActivityQuery) -> StreamingHttpResponse:
    """Streamed, with the mark by which spreadsheets know UTF-8."""
    language = get_language() or "fr"

    def rows() -> Iterator[str]:
        writer = csv.writer(_Echo())
        yield "\ufeff"
        with override(language):
            heads = [_("time"), _("who"), _("model"), _("row"), _("what"), _("fields"), _("reason")]
        yield writer.writerow(heads)
        found = lines(keys(asked).iterator(chunk_size=500))
        while True:
            with override(language):  # a stream outlives its request's language
                line = next(found, None)
            if line is None:
                return
            yield writer.writerow([guarded(cell) for cell in _cells(line)])

    response = StreamingHttpResponse(rows(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="activity.csv"'
    return response


def _cells(line: ActivityLine) -> list[str]:
    return [line.at.isoformat(), line.who, line.label, line.row, line.what, ", ".join(line.fields), line.reason]
