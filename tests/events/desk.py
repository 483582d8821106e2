"""What the tests of the desk share: signing in, and what a browser sends."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from crisis.events.models import Event
from crisis.ingest.people import DeskRole, group_of

WORDS = "Les ministres se sont vus mardi à Genève."
FORMSETS = {
    "meeting": ["evidence", "participations", "taggings", "links"],
    "troopmovement": ["evidence", "participations", "taggings", "links"],
    "statement": ["evidence", "quotations", "participations", "taggings", "links"],
}


def sign_in(client: Client, role: DeskRole = DeskRole.EDITOR) -> User:
    user = User.objects.create_user(role.value, password="cheval-pile-agrafe", is_staff=True)
    user.groups.add(group_of(role))
    client.force_login(user)
    return user


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


def said(response: Any) -> list[str]:
    """The messages on the page that came back."""
    return [str(message) for message in response.context["messages"]]


def reviews(*events: Event) -> list[str]:
    """Where each stands now."""
    return [Event.objects.get(pk=event.pk).review for event in events]
