"""Export and import at the desk: import-export's own pages, with our files, our words and our refusals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from import_export.admin import ExportMixin, ImportMixin
from import_export.results import RowResult

from crisis.events.requests import parse_pk

from ..pages import DeskPage, page_address
from .formats import FORMATS
from .forms import SheetConfirmForm, SheetExportForm, SheetImportForm, signed
from .resources import Sheet, SheetResult
from .uploads import Uploads

MayImport = Callable[[Any, HttpRequest], bool]


@dataclass(frozen=True, slots=True)
class Exchange:
    """How a list of the desk is exported, and, by who may, imported into. Given to its admin as `exchange`."""

    sheet: type[Sheet]
    may_import: MayImport | None = None
    """`None` for a list that is not imported into."""

    @property
    def pages(self) -> tuple[DeskPage, ...]:
        export = DeskPage("export/", "export", self._export)
        if self.may_import is None:
            return (export,)
        return (
            DeskPage("process_import/", "process_import", self._process),
            DeskPage("import/", "import", self._import),
            export,
        )

    def context(self, of: admin.ModelAdmin[Any], request: HttpRequest) -> dict[str, Any]:
        """What the list's template asks."""
        found = {"has_export_permission": of.has_view_permission(request)}
        return found if self.may_import is None else {**found, "has_import_permission": self.may_import(of, request)}

    def _export(self, of: admin.ModelAdmin[Any], request: HttpRequest) -> HttpResponse:
        return SheetPages(of, self).export_action(request)

    def _import(self, of: admin.ModelAdmin[Any], request: HttpRequest) -> HttpResponse:
        answer: HttpResponse = SheetPages(of, self).import_action(request)
        return answer

    def _process(self, of: admin.ModelAdmin[Any], request: HttpRequest) -> HttpResponse:
        return SheetPages(of, self).process_import(request)


def may_add_and_change(of: admin.ModelAdmin[Any], request: HttpRequest) -> bool:
    """Who may add and change what the list has may import into it."""
    return bool(of.has_add_permission(request) and of.has_change_permission(request))


@admin.action(description=_("Export selected…"))
def export_selected(of: Any, request: HttpRequest, queryset: models.QuerySet[Any]) -> HttpResponse:
    address = page_address(of, "export")
    if request.GET:
        address += f"?{request.GET.urlencode()}"
    if request.POST.get("select_across") == "1":  # all of the list: that is the export of the list
        return HttpResponseRedirect(address)
    items = list(queryset.values_list("pk", flat=True))
    form = SheetExportForm(FORMATS, [of.exchange.sheet], initial={"export_items": items})
    form.fields["export_items"].choices = [(pk, pk) for pk in items]
    pages = SheetPages(of, of.exchange)
    context = {**pages.init_request_context_data(request, form), "export_url": address, "count": len(items)}
    return TemplateResponse(request, pages.export_template_name, context)


class SheetPages(ImportMixin, ExportMixin, admin.ModelAdmin):  # type: ignore[misc, type-arg]
    """import-export's pages beside a list, which answers for what is in it and who may see it."""

    formats = FORMATS
    export_form_class = SheetExportForm
    import_form_class = SheetImportForm
    confirm_form_class = SheetConfirmForm
    tmp_storage_class = Uploads

    def __init__(self, of: admin.ModelAdmin[Any], exchange: Exchange) -> None:
        super().__init__(of.model, of.admin_site)
        self.of, self.exchange, self.sheet = of, exchange, exchange.sheet

    def get_resource_classes(self, request: HttpRequest) -> list[type[Sheet]]:
        return [self.sheet]

    def get_resource_kwargs(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {"user": request.user}

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.of.has_view_permission(request))

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.exchange.may_import is not None and self.exchange.may_import(self.of, request)

    def get_export_queryset(self, request: HttpRequest) -> Any:
        """The list as it is filtered and searched."""
        return ExportMixin.get_export_queryset(self.of, request)

    def get_valid_export_item_pks(self, request: HttpRequest) -> list[int]:
        """Those ticked; the list's own queryset says which of them there are."""
        ticked = [parse_pk(pk) for pk in request.POST.getlist("export_items")]
        return [pk for pk in ticked if pk is not None]

    def export_action(self, request: HttpRequest) -> HttpResponse:
        try:
            answer: HttpResponse = super().export_action(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(page_address(self.of, "changelist") + "?e=1")
        return answer

    def get_import_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"columns": self.sheet.columns}

    def get_confirm_form_kwargs(self, request: HttpRequest, import_form: Any = None) -> dict[str, Any]:
        kwargs = super().get_confirm_form_kwargs(request, import_form)
        kwargs["user_pk"] = request.user.pk
        if import_form:
            kept = import_form.cleaned_data["import_file"].tmp_storage_name
            kwargs["initial"]["import_file_name"] = signed(kept, user_pk=request.user.pk or 0)
        return dict(kwargs)

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        if not isinstance(e, ValidationError):
            raise e
        form.add_error("import_file", e)

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().process_import(request, **kwargs)
        except FileNotFoundError:
            messages.error(request, gettext("The file no longer waits to be imported. Send it again."))
            return HttpResponseRedirect(page_address(self.of, "import"))
        return answer

    def process_result(self, result: SheetResult, request: HttpRequest) -> HttpResponse:
        """Between the dry run and the word to import somebody else may have changed a row: then nothing is imported."""
        if not result.is_refused:
            answer: HttpResponse = super().process_result(result, request)
            return answer
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Import"),
            "form": SheetImportForm(FORMATS, [self.sheet]),
            "opts": self.opts,
            "result": result,
            "columns": self.sheet.columns,
        }
        return TemplateResponse(request, self.import_template_name, context)

    def add_success_message(self, result: SheetResult, request: HttpRequest) -> None:
        counts = result.totals
        new, changed = counts[RowResult.IMPORT_TYPE_NEW], counts[RowResult.IMPORT_TYPE_UPDATE]
        said = [
            ngettext("%(count)s row added", "%(count)s rows added", new) % {"count": new},
            ngettext("%(count)s changed", "%(count)s changed", changed) % {"count": changed},
            gettext("%(count)s as they were") % {"count": counts[RowResult.IMPORT_TYPE_SKIP]},
        ]
        messages.success(request, gettext("Imported: %(what)s.") % {"what": ", ".join(said)})
