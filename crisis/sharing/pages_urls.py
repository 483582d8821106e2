"""What readers are told of the data, and the share dialog: pages, so under /fr/ and /en/. The rest is in `urls.py`."""

from django.urls import path

from .api import pages
from .embedding import dialog

app_name = "sharing"

urlpatterns = [
    path("data/", pages.using, name="data"),
    path("data/api/", pages.reference, name="api"),
    path("data/notebook.ipynb", pages.notebook, name="notebook"),
    path("share/", dialog.selection, name="share"),
    path("share/<slug:uid>/", dialog.event, name="share-event"),
]
