"""Who may do what at the desk: contributors draft, editors publish, chiefs retract, merge and look after people."""

from __future__ import annotations

from enum import StrEnum

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from crisis.events.models import Event


class DeskRole(StrEnum):
    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    CHIEF = "chief"


# What a contributor may add and change; of it, only what ties events together may also be deleted.
_WRITTEN = {
    "articles": ("source", "article", "reference"),
    "events": (
        "meeting",
        "troopmovement",
        "statement",
        "evidence",
        "participation",
        "quotation",
        "tagging",
        "eventlink",
        "actor",
        "place",
        "topic",
    ),
}
_TIES = ("evidence", "participation", "quotation", "tagging", "eventlink")


def group_of(role: DeskRole) -> Group:
    """The role's group, with exactly the permissions the role has."""
    _desk_permissions()
    group, _made = Group.objects.get_or_create(name=role.value)
    group.permissions.set(Permission.objects.filter(_allowed(role)))
    return group


def _desk_permissions() -> None:
    """What only the desk knows how to do to an event, beside adding, changing and deleting."""
    events = ContentType.objects.get_for_model(Event)
    for codename, name in (
        ("publish_event", "Can publish event"),
        ("retract_event", "Can retract event"),
        ("merge_event", "Can merge event"),
        ("view_activity", "Can view who did what"),
    ):
        Permission.objects.get_or_create(codename=codename, content_type=events, defaults={"name": name})


def _allowed(role: DeskRole) -> Q:
    allowed = Q(content_type__app_label__in=_WRITTEN, codename__startswith="view_") & ~Q(codename="view_activity")
    for app, models in _WRITTEN.items():
        codenames = [f"{verb}_{model}" for model in models for verb in ("add", "change")]
        allowed |= Q(content_type__app_label=app, codename__in=codenames)
    allowed |= Q(content_type__app_label="events", codename__in=[f"delete_{model}" for model in _TIES])
    if role in {DeskRole.EDITOR, DeskRole.CHIEF}:
        deletable = [f"delete_{model}" for models in _WRITTEN.values() for model in models]
        allowed |= Q(content_type__app_label__in=_WRITTEN, codename__in=[*deletable, "delete_event", "publish_event"])
        allowed |= Q(content_type__app_label="events", codename__in=["change_errorreport", "add_apart", "delete_apart"])
    if role == DeskRole.CHIEF:
        allowed |= Q(content_type__app_label="auth", content_type__model="user")
        allowed |= Q(content_type__app_label="events", codename__in=["retract_event", "merge_event", "view_activity"])
    return allowed
