"""The site's map with a feed and an oEmbed answer in it, whatever else is there."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from crisis.urls import urlpatterns as house


def answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("feed.atom", answer, name="feed"), path("oembed", answer, name="oembed"), *house]
