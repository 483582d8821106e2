"""Selections as files, and what is new of them as a feed."""

from django.urls import path

from .views import export, feed

urlpatterns = [
    path("export/events.<str:ending>", export, name="export"),
    path("feed.atom", feed, name="feed"),
]
