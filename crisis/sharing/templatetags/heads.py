"""The part of a page's head that is for other sites and for search engines."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from ..discovery.heads import Head, head_of_article, head_of_event, head_of_page, head_of_selection

register = template.Library()

_NOT_IN_A_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@register.inclusion_tag("sharing/head.html", takes_context=True)
def page_head(context: Context) -> dict[str, Head]:
    """Of whatever the page shows: an event, a selection, an article, an actor, place or topic, or none of them."""
    request = context["request"]
    panel, selection = context.get("panel"), context.get("selection")
    subject, article = context.get("subject"), context.get("article")
    sentence = str(context.get("sentence") or "")
    if panel:
        head = head_of_event(request, panel.event)
    elif subject:
        head = head_of_page(request, str(subject), selection, sentence)
    elif selection:
        head = head_of_selection(request, selection, sentence)
    elif article:
        head = head_of_article(request, article)
    else:
        head = head_of_page(request)
    return {"head": head}


@register.filter
def linked_data(told: dict[str, Any]) -> SafeString:
    """JSON that ends no script before its time, whatever the texts in it say."""
    return mark_safe(json.dumps(told, ensure_ascii=False).translate(_NOT_IN_A_SCRIPT))  # noqa: S308
