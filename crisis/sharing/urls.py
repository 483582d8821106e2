"""What machines and other sites ask, as a map: it has no language in its address, `lang` says it. And pages on it."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path
from django.views.decorators.http import require_safe

from .api import pages
from .api.description import api
from .api.operations import router
from .cards import views as cards
from .citing.styles import cite
from .discovery import crawling
from .discovery.crawling import SECTIONS
from .embedding import looks, share
from .embedding import views as embeds
from .exports.formats import export, feed

api.add_router("", router)

urlpatterns = [
    path("api/v1/", api.patterns),
    # selections as files, and what is new of them
    path("export/events.<str:ending>", export, name="export"),
    path("feed.atom", feed, name="feed"),
    # pictures of events and selections, for other sites to show beside a link
    path("e/<slug:uid>/card.png", cards.of_event, name="event-card"),
    path("card.png", cards.of_selection, name="selection-card"),
    path("e/<slug:uid>/cite.<str:ending>", cite, name="cite"),
    # what other sites frame, what these load, and oEmbed, which tells of them
    path("embed/", embeds.selection, name="embed"),
    path("embed/e/<slug:uid>/", embeds.event, name="embed-event"),
    path("embed/theme.css", looks.theme, name="embed-theme"),
    path("kinds.css", looks.kinds, name="kinds-css"),
    path("embed.js", looks.script, name="embed-script"),
    path("oembed", share.oembed, name="oembed"),
    # what crawlers and browsers ask of a site unasked
    path("robots.txt", crawling.robots, name="robots"),
    path("sitemap.xml", require_safe(index), {"sitemaps": SECTIONS, "sitemap_url_name": "sitemap-section"}, "sitemap"),
    path("sitemap-<slug:section>.xml", require_safe(sitemap), {"sitemaps": SECTIONS}, "sitemap-section"),
    path("favicon.ico", crawling.favicon, name="favicon"),
    path("manifest.webmanifest", crawling.manifest, name="manifest"),
]

readers_pages = (  # under /fr/ and /en/
    [
        path("data/", pages.using, name="data"),
        path("data/api/", pages.reference, name="api"),
        path("data/notebook.ipynb", pages.notebook, name="notebook"),
        path("share/", share.selection, name="share"),
        path("share/<slug:uid>/", share.event, name="share-event"),
    ],
    "sharing",
)
