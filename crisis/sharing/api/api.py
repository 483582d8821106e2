"""The API itself: how it is described, and what its operations have in common."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from crisis.public.site import Site

from ..problems import MEDIA_TYPE, language_of, problem
from .answering import answer
from .door import door
from .parameters import Parameter, described
from .schemas import Problem

DESCRIPTION = gettext_noop(
    "Read only, without a key. Selections take the same parameters as the timeline's page and give the same numbers. "
    "A parameter, or a value, that is not understood is ignored, as on the page: the header Crisis-Ignored then "
    "names it. Read that header, or a misspelt filter is a wrong number. Lists are paged: follow next until it is "
    "null. Only what is published is here; a retracted event answers 410 with the reason, a merged one answers with "
    "the event it was merged into."
)
HEADERS = {
    "ETag": gettext_noop("Of these very bytes; send it back in If-None-Match."),
    "Last-Modified": gettext_noop("When anything that readers can be shown last changed, or the software did."),
    "Crisis-Ignored": gettext_noop("The parameters that were not understood, separated by commas; most often absent."),
    "RateLimit": gettext_noop("What is left of the allowance (r), and the seconds until it is whole again (t)."),
}
REFUSALS = {
    400: gettext_noop("More parameters than anything here takes."),
    404: gettext_noop("There is no such thing, or readers may not see it."),
    405: gettext_noop("Another method than GET, HEAD or OPTIONS."),
    410: gettext_noop("It was taken back; detail says why."),
    412: gettext_noop("If-Match or If-Unmodified-Since is not met."),
    429: gettext_noop("Too many requests; Retry-After says in how many seconds to come back."),
    500: gettext_noop("Something went wrong here."),
    503: gettext_noop("The database does not answer; Retry-After says when to try again."),
}
USUAL = (400, 405, 412, 429, 500, 503)


class GoneError(Exception):
    """An event that was taken back. Its words are the editors' reason, for everybody to read."""


class ReadingAPI(NinjaAPI):
    """Described with the problems that any operation may answer with."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**given)
        schema["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        return schema

    @property
    def patterns(self) -> tuple[list[URLPattern], str, str]:
        """Every address under this one, known or not, behind the same door."""
        known, app_name, namespace = self.urls
        routes = [
            path(str(each.pattern), door(each.callback), name=each.name)
            for each in known
            if isinstance(each, URLPattern) and each.name != "api-root"
        ]
        entrance = path("", door(_entrance), name="api-root")
        return [entrance, *routes, re_path(r"^", door(_absent), name="unknown")], app_name, namespace

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


def documented(*parameters: Parameter, example: Any, refusals: tuple[int, ...] = ()) -> dict[str, Any]:
    """What ninja cannot know of an operation: its parameters, an example, its headers, how it refuses."""
    answers: dict[int, Any] = {
        200: {
            "description": "OK",
            "headers": {name: {"description": words, "schema": {"type": "string"}} for name, words in HEADERS.items()},
            "content": {"application/json": {"example": example}},
        },
        304: {"description": "Not Modified"},
    }
    for status in sorted((*refusals, *USUAL)):
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        answers[status] = {"description": REFUSALS[status], "content": content}
    return {"parameters": described(parameters), "responses": answers}


def _entrance(request: HttpRequest) -> HttpResponse:
    """Where to go from here."""
    site = Site.of(request, language_of(request))
    listed = ("events", "articles", "actors", "places", "topics", "sources", "facets", "density")
    body = {name: site.at(reverse(f"api:{name}")) for name in listed}
    return answer(request, {**body, "openapi": site.at(reverse("api:openapi-json"))})


api = ReadingAPI(
    title="The Ukraine crisis, from the source",
    version="1",
    urls_namespace="api",
    docs_url=None,  # its page would ask another host for scripts; ours is `pages.py`
    description=DESCRIPTION,
    servers=[{"url": "/"}],
)


@api.exception_handler(Http404)
@api.exception_handler(ValidationError)
def _absent(request: HttpRequest, refusal: Exception | None = None) -> HttpResponse:
    return problem(request, 404, _("There is nothing here that readers may see."))


@api.exception_handler(GoneError)
def _gone(request: HttpRequest, refusal: Exception) -> HttpResponse:
    return problem(request, 410, str(refusal))
