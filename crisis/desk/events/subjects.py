"""Actors, places and topics at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from crisis.events.models import Actor, Place, Topic
from crisis.events.search.matching import refresh_events_of

from ..base import DeskAdmin
from ..exchange.pages import Exchange, export_selected, may_add_and_change
from ..exchange.subjects import ActorSheet, PlaceSheet, TopicSheet
from ..permissions import SHOWN_ROWS


class SubjectAdmin(DeskAdmin):
    """Whom, where and what events are about. By a new name of an actor or a place its events are found too."""

    rules = SHOWN_ROWS
    change_list_template = "desk/change_list.html"
    actions = [export_selected]

    def save_model(self, request: HttpRequest, obj: Actor | Place | Topic, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and not isinstance(obj, Topic) and {"name_fr", "name_en", "aliases"} & set(form.changed_data):
            refresh_events_of(obj)


@admin.register(Actor)
class ActorAdmin(SubjectAdmin):
    exchange = Exchange(ActorSheet, may_add_and_change)
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
    exchange = Exchange(PlaceSheet, may_add_and_change)
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
class TopicAdmin(SubjectAdmin):
    exchange = Exchange(TopicSheet, may_add_and_change)
    list_display = ["name_fr", "name_en", "slug"]
    search_fields = ["name_fr", "name_en", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}
