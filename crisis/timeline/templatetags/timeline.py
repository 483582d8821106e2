"""The house's words and signs, for templates."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from crisis.articles import dates
from crisis.articles.models import Article
from crisis.events.kinds import facts
from crisis.events.search.matching import Terms, spans_of

register = template.Library()


@register.filter
def published_in_words(article: Article) -> str:
    return dates.date_in_words(article.days)


@register.filter
def day_in_words(day: date | None) -> str:
    return dates.day_in_words(day) if day else ""


@register.filter
def number(value: int) -> str:
    return facts.number_in_words(value)


@register.filter
def marked(text: object, terms: Terms | str | None) -> SafeString:
    """The text with what was searched for marked in it."""
    text = str(text)
    if not isinstance(terms, Terms) or not terms:
        return conditional_escape(text)
    pieces, at = [], 0
    for start, end in spans_of(text, terms):
        pieces.append(format_html('{}<mark class="hit">{}</mark>', text[at:start], text[start:end]))
        at = end
    return format_html("{}{}", mark_safe("".join(pieces)), text[at:])  # noqa: S308


@register.inclusion_tag("timeline/sign.html")
def sign(kind: str, status: str = "occurred") -> dict[str, str]:
    """The mark that stands for an event on the chart."""
    return {"kind": kind, "status": status}
