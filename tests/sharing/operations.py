"""The operations of the API, by path."""

PATHS = (
    "actors",
    "actors/{slug}",
    "articles",
    "articles/{number}",
    "density",
    "events",
    "events/{uid}",
    "facets",
    "places",
    "places/{slug}",
    "sources",
    "topics",
    "topics/{slug}",
)
