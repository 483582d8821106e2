"""Citations of an event, as files."""

from django.urls import path

from .views import cite

urlpatterns = [
    path("e/<slug:uid>/cite.<str:ending>", cite, name="cite"),
]
