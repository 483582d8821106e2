"""Who may do what at the desk: contributors draft, editors publish, chiefs retract, merge and look after people."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser, Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.events.models import Event


class DeskRole(TextChoices):
    CONTRIBUTOR = "contributor", gettext_lazy("contributor")
    EDITOR = "editor", gettext_lazy("editor")
    CHIEF = "chief", gettext_lazy("chief")


# What a contributor may add and change; of it, only what ties events together may also be deleted. Readers see
# some of it already: that is left to those who publish (`events/shown.py`).
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
_DESK_PERMISSIONS = {
    "publish_event": "Can publish event",
    "retract_event": "Can retract event",
    "merge_event": "Can merge events",
    "view_activity": "Can see who did what at the desk",
}
"""What only the desk knows how to do, beside adding, changing and deleting: codename and name."""
_TABLES = {"auth_group", "auth_permission", "auth_group_permissions", "django_content_type"}
_OF_CHIEFS = ("retract_event", "merge_event", "view_activity")


def ensure_groups(*, using: str, **_signal: Any) -> None:
    """After each migrate: every role's group, with exactly the permissions the role has today."""
    if using == DEFAULT_DB_ALIAS and set(connections[using].introspection.table_names()) >= _TABLES:
        for role in DeskRole:
            group_of(role)


def group_of(role: DeskRole) -> Group:
    """The role's group, with exactly the permissions the role has."""
    _desk_permissions()
    group, _made = Group.objects.get_or_create(name=role.value)
    group.permissions.set(Permission.objects.filter(_allowed(role)))
    return group


def role_of(user: User) -> DeskRole | None:
    """The most that the user's groups allow; `None` for an account without a role, such as an operator's."""
    names = {group.name for group in user.groups.all()}
    return next((role for role in reversed(DeskRole) if role.value in names), None)


@transaction.atomic
def give_role(user: User, role: DeskRole, *, by: User) -> None:
    """Puts the user into the role's group and out of the other roles', and notes who did it.

    Raises `ValidationError` (code `own-role`) for one's own role: somebody else takes that away.
    """
    before = role_of(user)
    if before == role:
        return
    if user.pk == by.pk and before is not None:
        raise ValidationError(_("Nobody changes their own role. Ask another chief."), code="own-role")
    user.groups.remove(*Group.objects.filter(name__in=DeskRole.values))
    user.groups.add(group_of(role))
    note(user, _("Role: %(before)s → %(after)s.") % {"before": before or "–", "after": role.value}, by=by)


def note(user: User, sentence: str, *, by: AbstractBaseUser) -> None:
    """Leaves a line in the account's history: accounts have the desk's own log for a trail, which holds no password."""
    LogEntry.objects.create(
        user_id=by.pk,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr=str(user)[:200],
        action_flag=CHANGE,
        change_message=sentence,
    )


def _desk_permissions() -> None:
    events = ContentType.objects.get_for_model(Event)
    known = set(Permission.objects.filter(content_type=events).values_list("codename", flat=True))
    Permission.objects.bulk_create(
        Permission(codename=codename, content_type=events, name=name)
        for codename, name in _DESK_PERMISSIONS.items()
        if codename not in known
    )


def _allowed(role: DeskRole) -> Q:
    allowed = Q(content_type__app_label__in=_WRITTEN, codename__startswith="view_") & ~Q(codename__in=_OF_CHIEFS)
    for app, models in _WRITTEN.items():
        codenames = [f"{verb}_{model}" for model in models for verb in ("add", "change")]
        allowed |= Q(content_type__app_label=app, codename__in=codenames)
    allowed |= Q(content_type__app_label="events", codename__in=[f"delete_{model}" for model in _TIES])
    if role in {DeskRole.EDITOR, DeskRole.CHIEF}:
        deletable = [f"delete_{model}" for models in _WRITTEN.values() for model in models]
        allowed |= Q(content_type__app_label__in=_WRITTEN, codename__in=[*deletable, "delete_event", "publish_event"])
        allowed |= Q(content_type__app_label="events", codename__in=["change_errorreport", "add_apart", "delete_apart"])
    if role == DeskRole.CHIEF:
        people = ["add_user", "change_user", "view_user"]  # nobody is deleted: the trail would go with them
        allowed |= Q(content_type__app_label="auth", codename__in=people)
        allowed |= Q(content_type__app_label="events", codename__in=_OF_CHIEFS)
    return allowed
