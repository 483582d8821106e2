"""What pages of the desk are made of: views with their addresses, the frame they stand in, links between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crisis.articles.models import Article
from crisis.events.kinds import kind_of
from crisis.events.models import Event
from crisis.events.requests import parse_pk

READ = "read_version"
"""The control with the version of the row that a page was opened with."""
MOST_UNDONE = 200
"""Events that one link may name."""

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page beside those that Django's admin has of a model: `view(admin, request, …)` under `route`.

    It is reversed as `admin:<app>_<model>_<name>`.
    """

    route: str
    name: str
    view: View
    methods: tuple[str, ...] = ()
    """The only ones it answers; all, where none is named."""

    def url(self, of: admin.ModelAdmin[Any]) -> URLPattern:
        view: View = partial(self.view, of)
        if self.methods:
            view = require_http_methods(list(self.methods))(view)
        name = f"{of.opts.app_label}_{of.opts.model_name}_{self.name}"
        return path(self.route, of.admin_site.admin_view(view), name=name)


def desk_page(
    request: HttpRequest,
    template: str,
    title: str | Promise,
    *,
    of: admin.ModelAdmin[Any] | None = None,
    status: int = 200,
    **context: Any,
) -> TemplateResponse:
    """A page in the frame of the desk, among those of a model if one is given."""
    shared = {**admin.site.each_context(request), "title": title, **({"opts": of.opts} if of else {})}
    return TemplateResponse(request, f"desk/{template}.html", {**shared, **context}, status=status)


@contextmanager
def saying_refusal(request: HttpRequest) -> Iterator[None]:
    """What is refused within is said on the page that comes next."""
    try:
        yield
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))


def page_address(of: admin.ModelAdmin[Any], page: str, *arguments: Any) -> str:
    """The address of one of the model's pages."""
    return reverse(f"{of.admin_site.name}:{of.opts.app_label}_{of.opts.model_name}_{page}", args=arguments)


def change_address(event: Event) -> str:
    """Where the desk edits the event: the page of its kind."""
    return reverse(f"admin:{kind_of(event).desk_name}_change", args=[event.pk])


def reading_address(article: Article, event: Event | None = None) -> str:
    """Where an article is read, at the draft if one is named."""
    address = reverse("admin:articles_article_desk", args=[article.pk])
    return f"{address}?at={event.pk}#draft-{event.pk}" if event else address


def as_read(event: Event, version: str) -> Event:
    """The event at the version that was on the page, so that a colleague's change in between is noticed."""
    read = parse_pk(version)
    if read is not None:
        event.version = read
    return event


def with_undo(sentence: str, events: Iterable[Event]) -> SafeString | str:
    """The sentence with a link that offers to take back what it tells of."""
    named = [("event", event.pk) for event in events]
    if not named or len(named) > MOST_UNDONE:
        return sentence
    address = f"{reverse('admin:events_undo')}?{urlencode(named)}"
    return format_html('{} <a href="{}">{}</a>', sentence, address, _("Undo"))
