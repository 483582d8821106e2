"""How a page says that it can be embedded."""

from __future__ import annotations

from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def oembed_address(context: template.RequestContext) -> str:
    """Where to ask what to show for the page that is being written."""
    request: HttpRequest = context["request"]
    asked = urlencode({"url": request.build_absolute_uri()})
    return f"{request.build_absolute_uri(reverse('oembed'))}?{asked}"
