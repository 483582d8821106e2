"""The share dialog, under /fr/share/ and /en/share/."""

from django.urls import path

from .embedding import dialog

app_name = "share"

urlpatterns = [
    path("", dialog.selection, name="selection"),
    path("<slug:uid>/", dialog.event, name="event"),
]
