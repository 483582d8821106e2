"""What readers are told of the data, under /fr/ and /en/."""

from django.urls import path

from .api import pages

app_name = "sharing"

urlpatterns = [
    path("data/", pages.using, name="data"),
    path("data/api/", pages.reference, name="api"),
    path("data/notebook.ipynb", pages.notebook, name="notebook"),
]
