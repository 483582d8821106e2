"""Pages of the desk on which nobody overwrites a colleague: a change in between is shown beside one's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from crisis.articles.sent import whole_number

from .conflict import SETTLED, Conflict, Rows, fields_that_differ, rows_added, rows_that_differ, settle

_COUNTS = ("_FORMS", "-id", "-rank")
READ = "read_version"
"""The control with the version of the row that the page was opened with."""


class Guarded(forms.ModelForm):  # type: ignore[type-arg]
    """A form that refuses what was written over another version than the stored one."""

    refusal: ClassVar[ValidationError | None] = None
    """What storing answered to these very values, set when the page is shown again."""
    stored_version: ClassVar[int | None] = None
    conflict_sentence: ClassVar[str] = ""
    must_tell_version: ClassVar[bool] = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.refusal:
            raise ValidationError(self.refusal.messages, code=getattr(self.refusal, "code", None))
        read = str(self.data.get(READ, ""))
        if self.stored_version is not None and (read or self.must_tell_version) and read != str(self.stored_version):
            raise ValidationError(self.conflict_sentence, code="conflict")
        return cleaned


class GuardedAdmin(SimpleHistoryAdmin):  # type: ignore[misc]
    """What every page that changes something shares. The version is the row's last history, unless it counts."""

    conflict_sentence: Any = _(
        "Somebody else changed this while you were editing it. Nothing of yours is lost, and nothing is saved yet: "
        "choose line by line."
    )
    must_tell_version = False

    def version_of(self, row: Any) -> int:
        """Which version of the row is stored."""
        return int(row.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0)

    def opened(self, row: Any, version: int) -> tuple[Model | None, datetime]:
        """The row as it was at that version, and the moment at which that ceased to be so."""
        was = row.history.filter(history_id=version).first()
        following = row.history.filter(history_id__gt=version).order_by("history_id").first()
        return was.instance if was else None, following.history_date if following else timezone.now()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        attributes = {
            "refusal": getattr(request, "refusal", None),
            "stored_version": self.version_of(obj) if obj is not None and change else None,
            "conflict_sentence": self.conflict_sentence,
            "must_tell_version": self.must_tell_version,
        }
        return type(form)(form.__name__, (Guarded, form), attributes)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """As Django's; a rule that only storing could test brings the page back as it was sent, with the sentence."""
        if request.method == "POST" and object_id and SETTLED in request.POST:
            self._settle(request, object_id)
        try:
            response: HttpResponse = super().changeform_view(request, object_id, form_url, extra_context)
        except PermissionDenied:
            row = self.get_object(request, unquote(object_id)) if object_id else None
            if READ not in request.POST or row is None or not self.has_view_permission(request, row):
                raise
            return self._closed_meanwhile(request, row)
        except ValidationError as refusal:  # everything was rolled back
            request.refusal = refusal  # type: ignore[attr-defined]
            response = super().changeform_view(request, object_id, form_url, extra_context)
        return self._told_version(request, response)

    def _closed_meanwhile(self, request: HttpRequest, row: Any) -> HttpResponse:
        """The page was open to who writes when it was opened; what was typed is shown, so that it is not lost."""
        labels = {field.name: capfirst(str(field.verbose_name)) for field in self.model._meta.concrete_fields}
        context = {
            **self.admin_site.each_context(request),
            "title": str(row),
            "opts": self.opts,
            "original": row,
            "written": [
                (labels.get(name, name), value)
                for name, value in request.POST.items()
                if str(value).strip() and not name.startswith(("_", "csrf", READ)) and not name.endswith(_COUNTS)
            ],
        }
        return TemplateResponse(request, "admin/closed_meanwhile.html", context, status=403)

    def _told_version(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Puts into the page the version it was opened with, and the conflict if there is one."""
        context: Any = getattr(response, "context_data", None)
        if not context or "adminform" not in context:
            return response
        row, form = context.get("original"), context["adminform"].form
        if row is not None:
            context[READ] = request.POST.get(READ) if form.is_bound else self.version_of(row)
        if row is not None and form.is_bound and form.has_error(NON_FIELD_ERRORS, "conflict"):
            stored = self.get_object(request, str(row.pk))
            context["conflict"] = self._conflict(request, stored) if stored is not None else None
        return response

    def _settle(self, request: HttpRequest, object_id: str) -> None:
        """Combines the two sides as chosen; leaves the conflict standing where a choice is missing or outdated."""
        row = self.get_object(request, unquote(object_id))
        if row is None or request.POST.get(SETTLED) != str(self.version_of(row)):
            return
        conflict = self._conflict(request, row)
        if conflict.is_settled:
            form = self.get_form(request, row, change=True)
            request.POST = settle(request.POST, conflict, form, self._inlines(request, row), row)  # type: ignore[assignment]

    def _conflict(self, request: HttpRequest, row: Any) -> Conflict:
        sent = request.POST
        opened, _until = self.opened(row, _read_version(request))
        inlines = self._inlines(request, row)
        last = row.history.select_related("history_user").order_by("-history_id").first()
        differences = fields_that_differ(self.get_form(request, row, change=True), sent, opened=opened, stored=row)
        for rows in inlines:
            differences += rows_that_differ(rows, sent)
        return Conflict(
            who=str(last.history_user or "") if last else "",
            when=last.history_date if last else None,
            version=self.version_of(row),
            differences=tuple(differences),
            added=tuple(text for rows in inlines for text in rows_added(rows)),
        )

    def _inlines(self, request: HttpRequest, row: Any) -> list[Rows]:
        _was, until = self.opened(row, _read_version(request))
        found = []
        for formset, inline in self.get_formsets_with_inlines(request, row):
            link = formset.fk.attname
            stored = {str(tie.pk): tie for tie in inline.model._default_manager.filter(**{link: row.pk})}
            past = inline.model.history.filter(**{link: row.pk}, history_date__lt=until)
            latest = {record.id: record for record in past.order_by("history_date", "history_id")}
            opened = {str(pk): record.instance for pk, record in latest.items() if record.history_type != "-"}
            found.append(
                Rows(
                    form=formset.form,
                    prefix=formset.get_default_prefix(),
                    label=str(inline.opts.verbose_name),
                    opened=opened,
                    stored=stored,
                )
            )
        return found


def _read_version(request: HttpRequest) -> int:
    """The version that the page was opened with; 0 where it does not say."""
    return whole_number(request.POST.get(READ, "")) or 0
