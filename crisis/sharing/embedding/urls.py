from django.urls import path

from . import oembed, served, views

urlpatterns = [
    path("embed/", views.selection, name="embed"),
    path("embed/e/<slug:uid>/", views.event, name="embed_event"),
    path("embed/theme.css", served.theme, name="embed_theme"),
    path("embed.js", served.script, name="embed_script"),
    path("oembed", oembed.oembed, name="oembed"),
]
