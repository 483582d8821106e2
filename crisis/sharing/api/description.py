"""The API itself: how it is described, and what its operations have in common.

Filters describe themselves (`public/filters`); here are the parameters besides. All words are in English, and in
French where the description is asked for with `lang=fr`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, re_path, reverse
from django.utils.translation import get_language, gettext, gettext_noop, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.docs import Swagger
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from crisis.public.filters import FILTERS
from crisis.public.filters.declaration import Filter
from crisis.public.selection import LANES, SORTS
from crisis.public.site import LANGUAGES, Site, extended

from ..access import PROBLEM_JSON, language_of, problem
from ..schemas import event_schema
from .answering import answer, api_view
from .schemas import Problem, facets_schema

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
SELECTING = ("events", "facets", "density")
"""The operations that take a selection."""
LISTED = ("events", "articles", "actors", "places", "topics", "sources", "facets", "density")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the query string that filters nothing. Whatever it says, the answer is never an error."""

    name: str
    description: str
    example: str
    values: tuple[str, ...] = ()
    is_repeatable: bool = False


SORT = Parameter("sort", gettext_noop("relevance needs q, and ends after ten pages."), "oldest", SORTS)
CURSOR = Parameter("cursor", gettext_noop("Where the page begins: take it from next, do not make one."), "YXx8YWJj")
LANE = Parameter(
    "lane",
    gettext_noop("How the page draws it; taken so that a page's own query string can be used. Changes no answer."),
    "actor",
    LANES,
)
LANG = Parameter(
    "lang",
    gettext_noop("The language of the pages that the answer links to, and of errors. Names come in both."),
    "en",
    LANGUAGES,
)


def described(parameter: Filter | Parameter) -> dict[str, Any]:
    """As OpenAPI says it. A value outside the set is ignored, not refused, so that an `enum` would be untrue."""
    schema: dict[str, Any] = {"type": "string"}
    if parameter.values:
        schema["examples"] = list(parameter.values)
    if parameter.is_repeatable:
        schema = {"type": "array", "items": schema}
    return {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": parameter.description,
        "schema": schema,
        "example": [parameter.example] if parameter.is_repeatable else parameter.example,
        **({"style": "form", "explode": True} if parameter.is_repeatable else {}),
    }


def documented(*parameters: Parameter, refusals: tuple[int, ...] = ()) -> dict[str, Any]:
    """What ninja cannot know of an operation: its parameters, its headers, how it refuses."""
    answers: dict[int, Any] = {
        200: {
            "description": "OK",
            "headers": {name: {"description": words, "schema": {"type": "string"}} for name, words in HEADERS.items()},
        },
        304: {"description": "Not Modified"},
    }
    for status in sorted((*refusals, *USUAL)):
        content = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        answers[status] = {"description": REFUSALS[status], "content": content}
    return {"parameters": [described(each) for each in parameters], "responses": answers}


class ReadingAPI(NinjaAPI):
    """Described with its filters, and with the problems that any operation may answer with."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**given)
        # What filters and kinds declare is described as it stands now, not as it stood when the operations were read.
        for described_now in (event_schema(), facets_schema(), Problem):
            shape = described_now.model_json_schema(ref_template="#/components/schemas/{model}")
            shape.pop("$defs", None)
            schema["components"]["schemas"][described_now.__name__] = shape
        selecting: list[Filter | Parameter] = [*FILTERS, SORT, LANE, LANG, CURSOR]
        for methods in schema["paths"].values():
            if methods["get"]["operationId"] in SELECTING:
                methods["get"]["parameters"] = [described(each) for each in selecting]
        return schema

    @property
    def patterns(self) -> tuple[list[URLPattern], str, str]:
        """Every address under this one, known or not, behind the same view."""
        known, app_name, namespace = self.urls
        own = {"api-root": _entrance, "openapi-json": _openapi}
        routes = [
            path(str(each.pattern), api_view(own.get(str(each.name), each.callback)), name=each.name)
            for each in known
            if isinstance(each, URLPattern)
        ]
        docs = path("docs", _docs, name="docs")
        return [docs, *routes, re_path(r"^", api_view(_absent), name="unknown")], app_name, namespace

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


def _entrance(request: HttpRequest) -> HttpResponse:
    """Where to go from here."""
    site = Site.of(request, language_of(request))
    body = {name: site.at(reverse(f"api:{name}")) for name in LISTED}
    return answer(request, {**body, "openapi": site.at(reverse("api:openapi-json"))})


def _openapi(request: HttpRequest) -> HttpResponse:
    """The description for programs, in English or in the language that `lang` asks for."""
    language = request.GET.get("lang", "")
    with override(language if language in LANGUAGES else "en"):
        body = json.dumps(_translated(api.get_openapi_schema()), ensure_ascii=False)
    return HttpResponse(body, content_type="application/json; charset=utf-8")


def _translated(described: Any) -> Any:
    """The description with its summaries and descriptions in the language of the day."""
    if isinstance(described, dict):
        return {
            name: gettext(value)
            if name in {"description", "summary"} and isinstance(value, str) and value
            else _translated(value)
            for name, value in described.items()
        }
    return [_translated(each) for each in described] if isinstance(described, list) else described


@require_safe
def _docs(request: HttpRequest) -> HttpResponse:
    """Swagger, as ninja brings it: from our own address, so that the page's policy has nothing to forgive."""
    language = (get_language() or "en")[:2]
    address = extended(reverse("api:openapi-json"), [("lang", language)])
    settings = json.dumps({**Swagger.default_settings, "url": address})
    return render(request, "ninja/swagger.html", {"api": api, "swagger_settings": settings})


api = ReadingAPI(
    title="The Ukraine crisis, from the source",
    version="1",
    urls_namespace="api",
    docs_url=None,  # `_docs` is the same page, which asks for the description in the reader's language
    description=DESCRIPTION,
    servers=[{"url": "/"}],
)


@api.exception_handler(Http404)
@api.exception_handler(ValidationError)
def _absent(request: HttpRequest, refusal: Exception | None = None) -> HttpResponse:
    return problem(request, 404, _("There is nothing here that readers may see."))
