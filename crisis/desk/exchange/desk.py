"""Export and import at the desk: import-export's own pages, with our files, our words and our refusals."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from import_export.admin import ExportMixin, ImportMixin
from import_export.results import RowResult

from crisis.articles.sent import whole_number

from .formats import FORMATS
from .forms import SheetConfirmForm, SheetExportForm, SheetImportForm, signed
from .resources import Sheet, SheetResult
from .uploads import Uploads


class Exported(ExportMixin):  # type: ignore[misc]
    """A list that is exported: as filtered and searched, or the rows that are ticked."""

    sheet: ClassVar[type[Sheet]]
    formats = FORMATS
    export_form_class = SheetExportForm
    actions: Any = ["export_selected"]

    def get_resource_classes(self, request: HttpRequest) -> list[type[Sheet]]:
        return [self.sheet]

    def get_resource_kwargs(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {"user": request.user}

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_view_permission(request))

    def get_valid_export_item_pks(self, request: HttpRequest) -> list[int]:
        """Those ticked; the list's own queryset says which of them there are."""
        ticked = [whole_number(pk) for pk in request.POST.getlist("export_items")]
        return [pk for pk in ticked if pk is not None]

    def export_action(self, request: HttpRequest) -> HttpResponse:
        try:
            answer: HttpResponse = super().export_action(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(self._list_address() + "?e=1")
        return answer

    @admin.action(description=_("Export selected…"), permissions=["export"])
    def export_selected(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> HttpResponse:
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_export")
        if request.GET:
            address += f"?{request.GET.urlencode()}"
        if request.POST.get("select_across") == "1":  # all of the list: that is the export of the list
            return HttpResponseRedirect(address)
        items = list(queryset.values_list("pk", flat=True))
        form = SheetExportForm(FORMATS, [self.sheet], initial={"export_items": items})
        form.fields["export_items"].choices = [(pk, pk) for pk in items]
        context = {**self.init_request_context_data(request, form), "export_url": address, "count": len(items)}
        return TemplateResponse(request, self.export_template_name, context)

    def _list_address(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")


class Exchanged(ImportMixin, Exported):  # type: ignore[misc]
    """A list that is imported into as well, by who may add and change what it lists."""

    import_export_change_list_template = "admin/import_export/change_list_import_export.html"
    import_form_class = SheetImportForm
    confirm_form_class = SheetConfirmForm
    tmp_storage_class = Uploads

    def has_import_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_add_permission(request) and self.has_change_permission(request))

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
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_import"))
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
