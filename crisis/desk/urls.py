"""What the desk serves outside the admin's own pages, under /fr/ and /en/."""

from django.urls import path

from . import preview

app_name = "desk"

urlpatterns = [
    path("preview/<slug:uid>/", preview.preview, name="preview"),
]
