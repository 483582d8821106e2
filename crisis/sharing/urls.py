"""What machines and other sites ask, as a map. None of it has a language in its address; `lang` says it.

Pages for readers are in `pages_urls.py`.
"""

from django.urls import path

from .api.urls import patterns as api
from .cards.urls import urlpatterns as cards
from .citing.urls import urlpatterns as citing
from .discovery.urls import urlpatterns as discovery
from .embedding.urls import urlpatterns as embedding
from .exports.urls import urlpatterns as exports

urlpatterns = [
    path("api/v1/", api),
    *exports,
    *cards,
    *citing,
    *embedding,
    *discovery,
]
