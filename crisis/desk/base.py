"""Every page of the desk that changes something: nobody overwrites a colleague, and nothing is lost for ever.

What "Save" does: `changeform_view` below hands the form to Django's admin, which calls the page's own `save_model`.
A form that was opened on an older version than the stored one is not saved: `conflict.py` shows both sides of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db.models import QuerySet, URLField
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from crisis.events.requests import parse_pk

from .conflict import conflict_of, settle_as_chosen
from .exchange.pages import Exchange
from .history import VERSION_PAGE, RowPast, history_page
from .pages import READ, DeskPage, desk_page
from .permissions import ANY_ROW, Ruled

_COUNTS = ("_FORMS", "-id", "-rank")


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form that refuses what was written over another version than the stored one."""

    refusal: ClassVar[ValidationError | None] = None
    """What storing answered to these very values, set when the page is shown again."""
    stored_version: ClassVar[int | None] = None
    of: ClassVar[DeskAdmin]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.refusal:
            raise ValidationError(self.refusal.messages, code=getattr(self.refusal, "code", None))
        read = str(self.data.get(READ, ""))
        is_told = bool(read or self.of.must_tell_version)
        if self.stored_version is not None and is_told and read != str(self.stored_version):
            raise ValidationError(str(self.of.conflict_sentence), code="conflict")
        return cleaned


class ToDoFilter(admin.SimpleListFilter):
    """Questions that an editor asks of a list every morning."""

    title = _("to do")
    parameter_name = "todo"
    questions: ClassVar[Mapping[str, tuple[str | Promise, Callable[[Any, HttpRequest], QuerySet[Any]]]]]
    """By what stands in the address: how it is put, and the rows that it is about."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, str(title)) for name, (title, _question) in self.questions.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.questions.get(self.value() or "")
        return asked[1](queryset, request) if asked else queryset


class DeskAdmin(Ruled, admin.ModelAdmin):  # type: ignore[type-arg]
    """A model's pages at the desk, put together from what is given here."""

    pages: ClassVar[Sequence[DeskPage]] = ()
    """Pages beside those of Django's admin."""
    rules = ANY_ROW
    past: ClassVar[RowPast | None] = RowPast()
    """Where its rows' versions are kept; `None` where they are written, and remembered, elsewhere."""
    exchange: ClassVar[Exchange | None] = None
    """How its list is exported, and imported into."""
    formfield_overrides: ClassVar[Any] = {URLField: {"assume_scheme": "https"}}
    """“example.org” typed without a scheme is https (Django 6 does so by itself)."""
    must_tell_version: ClassVar[bool] = False
    conflict_sentence: ClassVar[str | Promise] = _(
        "Somebody else changed this while you were editing it. Nothing of yours is lost, and nothing is saved yet: "
        "choose line by line."
    )

    def get_urls(self) -> list[URLPattern]:
        exchanged = self.exchange.pages if self.exchange else ()
        remembered = (VERSION_PAGE,) if self.past else ()
        return [*(page.url(self) for page in (*self.pages, *exchanged, *remembered)), *super().get_urls()]

    def way_on(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        """Where a button of the page's own leads after the row is stored; `None` where Django's lead."""
        return None

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self.way_on(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.way_on(request, obj) or super().response_change(request, obj)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not all(parse_pk(key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise Http404
        exchanged = self.exchange.context(self, request) if self.exchange else {}
        return super().changelist_view(request, {**exchanged, **(extra_context or {})})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if self.past is None:
            return super().history_view(request, object_id, extra_context)
        return history_page(self, request, object_id, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        attributes = {
            "refusal": getattr(request, "refusal", None),
            "stored_version": self.past.version_of(obj) if self.past and obj is not None and change else None,
            "of": self,
        }
        return type(form)(form.__name__, (VersionedForm, form), attributes)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """As Django's; a rule that only storing could test brings the page back as it was sent, with the sentence."""
        if request.method == "POST" and object_id:
            settle_as_chosen(self, request, unquote(object_id))
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

    def _told_version(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Puts into the page the version it was opened with, and the conflict if there is one."""
        context: Any = getattr(response, "context_data", None)
        if not context or "adminform" not in context or self.past is None:
            return response
        row, form = context.get("original"), context["adminform"].form
        if row is not None:
            context[READ] = request.POST.get(READ) if form.is_bound else self.past.version_of(row)
        if row is not None and form.is_bound and form.has_error(NON_FIELD_ERRORS, "conflict"):
            stored = self.get_object(request, str(row.pk))
            context["conflict"] = conflict_of(self, request, stored)[0] if stored is not None else None
        return response

    def _closed_meanwhile(self, request: HttpRequest, row: Any) -> HttpResponse:
        """The page was open to who writes when it was opened; what was typed is shown, so that it is not lost."""
        labels = {field.name: capfirst(str(field.verbose_name)) for field in self.model._meta.concrete_fields}
        written = [
            (labels.get(name, name), value)
            for name, value in request.POST.items()
            if str(value).strip() and not name.startswith(("_", "csrf", READ)) and not name.endswith(_COUNTS)
        ]
        return desk_page(request, "closed_meanwhile", str(row), of=self, status=403, original=row, written=written)
