"""What is asked before an export and an import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm

from .formats import MOST_BYTES, format_of
from .uploads import KEPT

SALT = "crisis.desk.exchange"


class SheetExportForm(ExportForm):  # type: ignore[misc]
    """Which kind of file."""

    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        help_text=gettext_lazy("XLSX keeps dates and numbers as they stand here when a spreadsheet opens it."),
    )

    def __init__(self, formats: Any, resources: Any, **options: Any) -> None:
        super().__init__(formats, resources, **options)
        self.fields["format"].choices = [(str(n), one().get_title().upper()) for n, one in enumerate(formats)]
        self.fields["format"].initial = "1"


class SheetImportForm(ImportForm):  # type: ignore[misc]
    """A file; whether it is a workbook or CSV is read from its first bytes."""

    import_file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV in UTF-8 (with commas or semicolons), or a workbook (.xlsx)."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    format = forms.CharField(required=False, widget=forms.HiddenInput)

    def _init_formats(self, formats: Any) -> None:
        """Nobody is asked."""

    @property
    def media(self) -> forms.Media:
        return forms.Media()

    def clean_import_file(self) -> Any:
        file = self.cleaned_data["import_file"]
        if file.size > MOST_BYTES:
            raise ValidationError(
                _("The file has %(size)s MB; at most %(most)s are read. Split it."),
                code="too-big",
                params={"size": f"{file.size / 1024**2:.1f}", "most": MOST_BYTES // 1024**2},
            )
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if file := cleaned.get("import_file"):
            cleaned["format"] = str(format_of(file.read(4)))
            file.seek(0)
        return dict(cleaned)


class SheetConfirmForm(ConfirmImportForm):  # type: ignore[misc]
    """The word to import: names the file that waits, signed for the person who sent it."""

    def __init__(self, *args: Any, user_pk: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user_pk = user_pk

    def clean_import_file_name(self) -> str:
        try:
            name, owner = signing.loads(self.cleaned_data["import_file_name"], salt=SALT, max_age=KEPT)
        except signing.BadSignature:
            name, owner = "", None
        if owner != self.user_pk:
            raise ValidationError(_("The file no longer waits to be imported. Send it again."), code="gone")
        return str(name)

    def clean_format(self) -> str:
        if self.cleaned_data["format"] not in {"0", "1"}:
            raise ValidationError(_("The file no longer waits to be imported. Send it again."), code="gone")
        return str(self.cleaned_data["format"])


def signed(name: str, *, user_pk: int) -> str:
    return signing.dumps([name, user_pk], salt=SALT)
