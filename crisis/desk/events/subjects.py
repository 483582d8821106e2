"""Actors, places and topics at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from crisis.events.models import Actor, Place, Topic
from crisis.events.search import refresh_events_of

from ..exchange.desk import Exchanged
from ..exchange.subjects import ActorSheet, PlaceSheet, TopicSheet
from ..guarding.history import HistoryAdmin
from .deciding import OnceShown


class SubjectAdmin(Exchanged, OnceShown, HistoryAdmin):
    """An actor or a place: by a new name its events are found too."""

    def save_model(self, request: HttpRequest, obj: Actor | Place, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and {"name_fr", "name_en", "aliases"} & set(form.changed_data):
            refresh_events_of(obj)


@admin.register(Actor)
class ActorAdmin(SubjectAdmin):
    sheet = ActorSheet
    list_display = ["name_fr", "name_en", "kind", "country", "role_fr"]
    list_filter = ["kind", "country"]
    search_fields = ["name_fr", "name_en", "aliases", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}
    fieldsets = [
        (None, {"fields": ["name_fr", "name_en", "slug", "kind"]}),
        (_("In articles"), {"fields": ["aliases", "role_fr", "country"]}),
    ]


@admin.register(Place)
class PlaceAdmin(SubjectAdmin):
    sheet = PlaceSheet
    list_display = ["name_fr", "name_en", "kind", "country", "latitude", "longitude", "is_approximate"]
    list_filter = ["kind", "is_approximate", "country"]
    search_fields = ["name_fr", "name_en", "aliases", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}
    fieldsets = [
        (None, {"fields": ["name_fr", "name_en", "slug", "kind"]}),
        (_("In articles"), {"fields": ["aliases", "country"]}),
        (_("On the map"), {"fields": ["latitude", "longitude", "is_approximate"]}),
    ]


@admin.register(Topic)
class TopicAdmin(Exchanged, OnceShown, HistoryAdmin):
    sheet = TopicSheet
    list_display = ["name_fr", "name_en", "slug"]
    search_fields = ["name_fr", "name_en", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}
