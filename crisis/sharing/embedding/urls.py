"""What other sites frame: embeds, what these load, and oEmbed, which tells of them."""

from django.urls import path

from . import oembed, served, views

urlpatterns = [
    path("embed/", views.selection, name="embed"),
    path("embed/e/<slug:uid>/", views.event, name="embed-event"),
    path("embed/theme.css", served.theme, name="embed-theme"),
    path("embed.js", served.script, name="embed-script"),
    path("oembed", oembed.oembed, name="oembed"),
]
