"""Who may do what at the desk: what each role may, and every question that a page asks before it does something.

Contributors draft, editors publish, chiefs retract, merge and look after people. Django's permissions say which
tables a role may write; the rules below say which rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser, Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Q, QuerySet, TextChoices, Value
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crisis.events.kinds import KINDS, kind_of
from crisis.events.models import Event
from crisis.events.vocabulary import Review
from crisis.public.visibility import is_shown


class DeskRole(TextChoices):
    CONTRIBUTOR = "contributor", gettext_lazy("contributor")
    EDITOR = "editor", gettext_lazy("editor")
    CHIEF = "chief", gettext_lazy("chief")


_TIES = ("evidence", "participation", "quotation", "tagging", "eventlink")
_WRITTEN = ["articles.source", "articles.article", "articles.reference"]
_WRITTEN += [f"events.{model}" for model in (*_TIES, "actor", "place", "topic")]
"""What a contributor may add and change, beside events of every kind; of it, only what ties events together may also be
deleted. Readers see some of it already: that is left to those who publish (`SHOWN_ROWS`)."""
_OF_EDITORS = ["events.delete_event", "events.publish_event"]
_OF_EDITORS += ["events.change_errorreport", "events.add_notduplicate", "events.delete_notduplicate"]
_OF_CHIEFS = ["events.retract_event", "events.merge_event", "events.view_activity"]
_OF_CHIEFS += ["auth.add_user", "auth.change_user", "auth.view_user"]  # nobody is deleted: the trail would go with them
_DESK_PERMISSIONS = {
    "publish_event": "Can publish event",
    "retract_event": "Can retract event",
    "merge_event": "Can merge events",
    "view_activity": "Can see who did what at the desk",
}
"""What only the desk knows how to do, beside adding, changing and deleting: codename and name."""
_TABLES = {"auth_group", "auth_permission", "auth_group_permissions", "django_content_type"}


def _allowed(role: DeskRole) -> QuerySet[Permission]:
    """The table of the roles: which permissions each has."""
    written = [*_WRITTEN, *(f"{kind.model._meta.app_label}.{kind.model_name}" for kind in KINDS)]
    allowed = [_to(verb, model) for verb in ("add", "change") for model in written]
    allowed += [_to("delete", f"events.{model}") for model in _TIES]
    if role != DeskRole.CONTRIBUTOR:
        allowed += [*(_to("delete", model) for model in written), *_OF_EDITORS]
    if role == DeskRole.CHIEF:
        allowed += _OF_CHIEFS
    looked_at = Q(content_type__app_label__in={model.partition(".")[0] for model in written})
    looked_at &= Q(codename__startswith="view_") & ~Q(named__in=_OF_CHIEFS)
    named = Concat("content_type__app_label", Value("."), "codename")
    return Permission.objects.annotate(named=named).filter(looked_at | Q(named__in=allowed))


def _to(verb: str, model: str) -> str:
    """`events.add_actor` of `add` and `events.actor`."""
    app, _dot, name = model.partition(".")
    return f"{app}.{verb}_{name}"


def ensure_groups(*, using: str, **_signal: Any) -> None:
    """After each migrate: every role's group, with exactly the permissions the role has today."""
    if using == DEFAULT_DB_ALIAS and set(connections[using].introspection.table_names()) >= _TABLES:
        for role in DeskRole:
            group_of(role)


def group_of(role: DeskRole) -> Group:
    """The role's group, with exactly the permissions the role has."""
    events = ContentType.objects.get_for_model(Event)
    known = set(Permission.objects.filter(content_type=events).values_list("codename", flat=True))
    Permission.objects.bulk_create(
        Permission(codename=codename, content_type=events, name=name)
        for codename, name in _DESK_PERMISSIONS.items()
        if codename not in known
    )
    group, _made = Group.objects.get_or_create(name=role.value)
    group.permissions.set(_allowed(role))
    return group


def role_of(user: User) -> DeskRole | None:
    """The most that the user's groups allow; `None` for an account without a role, such as an operator's."""
    names = {group.name for group in user.groups.all()}
    return next((role for role in reversed(DeskRole) if role.value in names), None)


@transaction.atomic
def give_role(user: User, role: DeskRole, *, by: AbstractBaseUser) -> None:
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
    LogEntry.objects.log_actions(by.pk, [user], CHANGE, sentence, single_object=True)


# What may be done at all.


def editor_of(request: HttpRequest) -> AbstractBaseUser:
    """Who is signed in; the desk's pages are open to nobody else."""
    if not isinstance(request.user, AbstractBaseUser):
        raise PermissionDenied
    return request.user


def require(is_allowed: bool) -> None:
    """Answers 403 to whoever may not."""
    if not is_allowed:
        raise PermissionDenied


Allowed = Callable[[HttpRequest], bool]


def has(request: HttpRequest, permission: str) -> bool:
    return request.user.is_active and request.user.has_perm(permission)


def holding(permission: str) -> Allowed:
    """The question whether somebody has this permission."""
    return lambda request: has(request, permission)


may_publish = holding("events.publish_event")
may_retract = holding("events.retract_event")
may_merge = holding("events.merge_event")
"""Whether two published events may be made one: a permalink that readers hold changes what it shows."""
may_view_activity = holding("events.view_activity")
may_close_reports = holding("events.change_errorreport")
may_keep_apart = holding("events.add_notduplicate")
may_forget_apart = holding("events.delete_notduplicate")
may_read_again = holding("articles.change_article")


def may_publish_or_merge(request: HttpRequest) -> bool:
    return may_publish(request) or may_merge(request)


def may_link(request: HttpRequest, event: Event) -> bool:
    return has(request, "events.add_eventlink") and may_change(request, event)


def may_add_kind(request: HttpRequest, kind: str) -> bool:
    return has(request, kind_of(kind).permission("add"))


def may_change_kind(request: HttpRequest, kind: str) -> bool:
    return has(request, kind_of(kind).permission("change"))


def _of_kinds(verb: str, some_or_all: Callable[[Iterable[bool]], bool]) -> Allowed:
    return lambda request: some_or_all(has(request, kind.permission(verb)) for kind in KINDS)


may_add_some_kind = _of_kinds("add", any)
may_change_some_kind = _of_kinds("change", any)
"""Who may change events of any kind; of which, is asked of each event."""
_may_add_every_kind, _may_change_every_kind = _of_kinds("add", all), _of_kinds("change", all)


def may_import_events(request: HttpRequest) -> bool:
    """A file may hold events of every kind, to be added or changed."""
    return _may_add_every_kind(request) and _may_change_every_kind(request)


def may_import_timelinejs(request: HttpRequest) -> bool:
    """Whoever may add events of any kind, and what they rest on."""
    return _may_add_every_kind(request) and has(request, "articles.add_reference")


# What may be done to a row.


def may_change(request: HttpRequest, event: Event) -> bool:
    """Drafts are open to all who write; what was published or rejected to those who decide that; what was merged or
    taken back stays as it is."""
    if event.review == Review.DRAFT:
        return True
    return event.review in {Review.PUBLISHED, Review.REJECTED} and may_publish(request)


def may_merge_away(request: HttpRequest, event: Event) -> bool:
    """Whether it may be merged into another: a draft by those who publish, a published event by those who merge."""
    return may_merge(request) if event.review == Review.PUBLISHED else may_publish(request)


Rule = Callable[[HttpRequest, Any], bool]
"""Asked of a row, or of `None` where the question is about rows at large."""


def always(_request: HttpRequest, _row: Any) -> bool:
    return True


def never(_request: HttpRequest, _row: Any) -> bool:
    return False


def _is_open(request: HttpRequest, event: Event | None) -> bool:
    return event is None or may_change(request, event)


def _was_never_public(_request: HttpRequest, event: Event | None) -> bool:
    """Readers may hold the permalink of what was public: it is retracted instead."""
    return event is None or not Review(event.review).was_public


def _is_not_shown(request: HttpRequest, row: Any) -> bool:
    """Once readers see what an event rests on, it is changed and deleted by those who may publish."""
    return row is None or may_publish(request) or not is_shown(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRules:
    """What the roles' table cannot say: asked beside the permission for the table."""

    add: Rule = always
    change: Rule = always
    delete: Rule = always


class Ruled:
    """Of an admin, or of an inline: the rules of its rows, beside what Django's permissions say."""

    rules: RowRules

    def has_add_permission(self, request: HttpRequest, *event: Any) -> bool:
        """Of an inline the event on which its rows hang is given."""
        return super().has_add_permission(request, *event) and self.rules.add(request, *(event or [None]))  # type: ignore[misc]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self.rules.change(request, obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self.rules.delete(request, obj)  # type: ignore[misc]


ANY_ROW = RowRules()
EVENT_ROWS = RowRules(change=_is_open, delete=_was_never_public)
LISTED_EVENTS = RowRules(add=never, change=never, delete=_was_never_public)
EVENT_TIES = RowRules(add=_is_open, change=_is_open, delete=_is_open)
SHOWN_ROWS = RowRules(change=_is_not_shown, delete=_is_not_shown)
KEPT_ROWS = RowRules(change=never)
LISTED_PAIRS = RowRules(add=never, change=never)
READ_ONLY = RowRules(add=never, change=never, delete=never)
