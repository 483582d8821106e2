"""Export and import at the desk: who may, what is shown before anything is written, and what a refusal says."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from crisis.events.requests import parse_pk
from crisis.public.site import Site

from ..pages import DeskPage, desk_page, page_address
from ..permissions import editor_of, never, require
from .files import MEDIA_TYPES, read_file, refuse_too_big, write_file
from .sheet import ImportOutcome, Sheet, import_of

KEPT = 24 * 60 * 60
"""Seconds."""
GONE = _("The file no longer waits to be imported. Send it again.")
SALT = "crisis.desk.exchange"


class ExportForm(forms.Form):
    """Which kind of file, and of which rows, where some are ticked."""

    format = forms.ChoiceField(
        label=_("Format"),
        choices=[("csv", "CSV"), ("xlsx", "XLSX")],
        initial="xlsx",
        help_text=_("XLSX keeps dates and numbers as they stand here when a spreadsheet opens it."),
    )


class ImportForm(forms.Form):
    """A file; whether it is a workbook or CSV is read from its first bytes."""

    import_file = forms.FileField(
        label=_("File"),
        help_text=_("CSV in UTF-8 (with commas or semicolons), or a workbook (.xlsx)."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_import_file(self) -> Any:
        refuse_too_big(self.cleaned_data["import_file"].size)
        return self.cleaned_data["import_file"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits; `sent_as` is what who sent it calls it."""

    name: str
    sent_as: str

    @staticmethod
    def keep(data: bytes, *, user_pk: int | None, sent_as: str = "") -> str:
        """Stores the file, and throws away what waited for too long. Returns what a browser hands back to name it."""
        upload = Upload(uuid4().hex, sent_as)
        folder = upload._path.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in folder.iterdir():
            if old.stat().st_mtime < time.time() - KEPT:
                old.unlink(missing_ok=True)
        upload._path.write_bytes(data)
        return signing.dumps([upload.name, sent_as, user_pk], salt=SALT)

    @staticmethod
    def of_token(token: str, *, user_pk: int | None) -> Upload:
        """What waits under the token. Raises `ValidationError` unless this user sent it."""
        try:
            name, sent_as, owner = signing.loads(token, salt=SALT, max_age=KEPT)
        except signing.BadSignature as error:
            raise ValidationError(GONE, code="gone") from error
        if owner != user_pk:
            raise ValidationError(GONE, code="gone")
        return Upload(name, sent_as)

    def read(self) -> bytes:
        """Raises `ValidationError` where it waits no more."""
        try:
            return self._path.read_bytes()
        except FileNotFoundError as error:
            raise ValidationError(GONE, code="gone") from error

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)

    @property
    def _path(self) -> Path:
        return Path(settings.DATA_DIR) / "uploads" / self.name


class ConfirmForm(forms.Form):
    """The word to import: names the file that waits, signed for the person who sent it."""

    upload = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user_pk: int | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user_pk = user_pk

    def clean_upload(self) -> Upload:
        return Upload.of_token(self.cleaned_data["upload"], user_pk=self.user_pk)


@dataclass(frozen=True, slots=True)
class Exchange:
    """How a list of the desk is exported, and, by who may, imported into. Given to its admin as `exchange`."""

    sheet: type[Sheet]
    may_import: Callable[[Any, Any], bool] = never
    """Whether this person imports into the list."""

    @property
    def pages(self) -> tuple[DeskPage, ...]:
        return (
            DeskPage("process_import/", "process_import", self._process),
            DeskPage("import/", "import", self._import),
            DeskPage("export/", "export", self._export),
        )

    def context(self, of: admin.ModelAdmin[Any], request: HttpRequest) -> dict[str, Any]:
        """What the list's template asks."""
        return {
            "has_export_permission": of.has_view_permission(request),
            "has_import_permission": self.may_import(of, request),
        }

    def _sheet(self, request: HttpRequest) -> Sheet:
        return self.sheet(user=request.user, site=Site.of_page(request))

    # What leaves.

    def _export(self, of: admin.ModelAdmin[Any], request: HttpRequest) -> HttpResponse:
        """The list as it is filtered and searched, or those of it that were ticked."""
        require(of.has_view_permission(request))
        try:
            rows = of.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(page_address(of, "changelist") + "?e=1")
        ticked = [pk for text in request.POST.getlist("export_items") if (pk := parse_pk(text)) is not None]
        form = ExportForm(request.POST or None)
        if form.is_valid():
            try:
                return self._file(
                    of, request, form.cleaned_data["format"], rows.filter(pk__in=ticked) if ticked else rows
                )
            except ValidationError as refusal:
                form.add_error("format", refusal)
        return self.export_page(of, request, form, ticked)

    def export_page(
        self, of: admin.ModelAdmin[Any], request: HttpRequest, form: ExportForm, ticked: Iterable[int]
    ) -> HttpResponse:
        address = page_address(of, "export") + (f"?{request.GET.urlencode()}" if request.GET else "")
        page: dict[str, Any] = {"form": form, "export_url": address, "ticked": list(ticked)}
        return desk_page(request, "exchange/export", gettext("Export"), of=of, **page)

    def _file(self, of: admin.ModelAdmin[Any], request: HttpRequest, form: str, rows: QuerySet[Any]) -> HttpResponse:
        sheet = self._sheet(request)
        headers = [column.name for column in sheet.columns]
        content = write_file(form, headers, (list(row.values()) for row in sheet.cells(rows)))
        name = f"{of.model.__name__}-{timezone.localdate()}.{form}"
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type=MEDIA_TYPES[form], headers=disposition)

    # What comes in.

    def _import(self, of: admin.ModelAdmin[Any], request: HttpRequest) -> HttpResponse:
        """A file is sent, and shown with what it would do."""
        require(self.may_import(of, request))
        form = ImportForm(request.POST or None, request.FILES or None)
        outcome = confirm = None
        if request.method == "POST" and form.is_valid():
            sent = form.cleaned_data["import_file"]
            data = sent.read()
            try:
                outcome = self._sheet(request).take_in(read_file(data), file_name=sent.name, dry_run=True)
            except ValidationError as refusal:
                form.add_error("import_file", refusal)
            if outcome and not outcome.is_refused:
                token = Upload.keep(data, user_pk=request.user.pk, sent_as=sent.name)
                confirm = ConfirmForm(initial={"upload": token}, user_pk=request.user.pk)
        return self._import_page(of, request, form=form, confirm=confirm, outcome=outcome)

    def _process(self, of: admin.ModelAdmin[Any], request: HttpRequest) -> HttpResponse:
        """What was shown is done. Somebody else may have changed a row meanwhile: then nothing is imported."""
        require(self.may_import(of, request))
        form = ConfirmForm(request.POST, user_pk=request.user.pk)
        if not form.is_valid():
            return self._import_page(of, request, confirm=form)
        upload: Upload = form.cleaned_data["upload"]
        try:
            outcome = self._sheet(request).take_in(read_file(upload.read()), file_name=upload.sent_as)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return HttpResponseRedirect(page_address(of, "import"))
        if outcome.is_refused:
            return self._import_page(of, request, form=ImportForm(), outcome=outcome)
        upload.remove()
        _log(request, outcome, upload.sent_as)
        messages.success(request, _done(outcome))
        return HttpResponseRedirect(page_address(of, "changelist"))

    def _import_page(self, of: admin.ModelAdmin[Any], request: HttpRequest, **context: Any) -> HttpResponse:
        sheet = self.sheet()
        columns = [(column, sheet.only(column)) for column in sheet.columns]
        context |= {"columns": columns, "hint": sheet.hint}
        return desk_page(request, "exchange/import", gettext("Import"), of=of, **context)


def may_add_and_change(of: admin.ModelAdmin[Any], request: HttpRequest) -> bool:
    """Who may add and change what the list has may import into it."""
    return bool(of.has_add_permission(request) and of.has_change_permission(request))


@admin.action(description=_("Export selected…"))
def export_selected(of: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
    if request.POST.get("select_across") == "1":  # all of the list: that is the export of the list
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponseRedirect(page_address(of, "export") + query)
    exchange: Exchange = of.exchange
    return exchange.export_page(of, request, ExportForm(), queryset.values_list("pk", flat=True))


def _log(request: HttpRequest, outcome: ImportOutcome, file_name: str) -> None:
    for what, flag in (("new", ADDITION), ("changed", CHANGE)):
        if rows := [row.stored for row in outcome.touched if row.what == what and row.stored]:
            LogEntry.objects.log_actions(editor_of(request).pk, rows, flag, import_of(file_name))


def _done(outcome: ImportOutcome) -> str:
    counts = outcome.counts
    said = [
        ngettext("%(count)s row added", "%(count)s rows added", counts["new"]) % {"count": counts["new"]},
        ngettext("%(count)s changed", "%(count)s changed", counts["changed"]) % {"count": counts["changed"]},
        gettext("%(count)s as they were") % {"count": counts["unchanged"]},
    ]
    return gettext("Imported: %(what)s.") % {"what": ", ".join(said)}
