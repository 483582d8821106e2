"""The reader's site, as a map."""

from django.urls import path

from crisis.events.models import Actor, Place, Topic

from . import pages, reports, service, views

app_name = "timeline"

urlpatterns = [  # under /fr/ and /en/
    path("", views.timeline, name="timeline"),
    path("figure/", views.figure, name="figure"),
    path("suggest/", views.suggest, name="suggest"),
    path("cards/<slug:uid>/", views.card, name="card"),
    path("e/<slug:uid>/<slug:slug>/", views.event, name="event"),
    path("articles/<int:number>/", pages.article, name="article"),
    path("actors/<slug:slug>/", pages.subject, {"model": Actor}, "actor"),
    path("places/<slug:slug>/", pages.subject, {"model": Place}, "place"),
    path("topics/<slug:slug>/", pages.subject, {"model": Topic}, "topic"),
    path("print/", pages.printed, name="print"),
    path("report/<slug:uid>/", reports.report, name="report"),
    path("about/", pages.about, name="about"),
    path("legal/", pages.legal, name="legal"),
    path("privacy/", pages.privacy, name="privacy"),
    path("contact/", pages.contact, name="contact"),
]

without_language = [  # a namespace cannot stand in two places of the map, so these names stand outside it
    path("", views.home, name="home"),
    path("e/<slug:uid>/", views.permalink, name="permalink"),
    path("livez", service.livez, name="livez"),
    path("readyz", service.readyz, name="readyz"),
]
