"""What the tests of the desk share: its pages, and what a browser sends."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from crisis.events.models import Event

WORDS = "Les ministres se sont vus mardi à Genève."
FORMSETS = {
    "meeting": ["evidence", "participations", "taggings", "links"],
    "troopmovement": ["evidence", "participations", "taggings", "links"],
    "statement": ["evidence", "quotations", "participations", "taggings", "links"],
}


def page(model: str, event: Event | None = None) -> str:
    if event is None:
        return reverse(f"admin:events_{model}_add")
    return reverse(f"admin:events_{model}_change", args=[event.pk])


def sent(model: str = "meeting", rows: dict[str, list[dict[str, Any]]] | None = None, **fields: Any) -> dict[str, Any]:
    """What a browser sends for the form: the event's columns, and the rows of each inline."""
    form: dict[str, Any] = {
        "read_version": "1",
        "title_fr": "Rencontre à Genève",
        "title_en": "Meeting in Geneva",
        "when": "2022-01-18",
        "status": "occurred",
        **fields,
    }
    for prefix in FORMSETS[model]:
        given = (rows or {}).get(prefix, [])
        form[f"{prefix}-TOTAL_FORMS"] = len(given)
        form[f"{prefix}-INITIAL_FORMS"] = sum(1 for row in given if row.get("id"))
        for number, row in enumerate(given):
            defaults = {"evidence": {"stance": "reports", "rank": 0}, "participations": {"rank": 0}}.get(prefix, {})
            for name, value in {**defaults, **row}.items():
                form[f"{prefix}-{number}-{name}"] = value
    return form


def errors(response: Any) -> str:
    """Every refusal on the page that came back."""
    context = response.context
    found = [*context["adminform"].form.errors.values()]
    for formset in context["inline_admin_formsets"]:
        found += [formset.formset.non_form_errors(), *(e for row in formset.formset.errors for e in row.values())]
    return " ".join(" ".join(one) for one in found)


def reviews(*events: Event) -> list[str]:
    """Where each stands now."""
    return [Event.objects.get(pk=event.pk).review for event in events]
