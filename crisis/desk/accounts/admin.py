"""Colleagues at the desk: a chief makes accounts, gives roles, switches off. Nobody gives more than they have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import AbstractBaseUser, Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from ..pages import saying_refusal
from ..permissions import DeskRole, editor_of, give_role, note, role_of
from .sign_in import has_two_factor, is_paused, remove_two_factor, unlock

admin.site.unregister(User)
admin.site.unregister(Group)  # the roles' groups are set anew after each migrate
admin.site.unregister([TOTPDevice, StaticDevice])  # their pages show secrets


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("role"),
        choices=DeskRole.choices,
        initial=DeskRole.CONTRIBUTOR,
        help_text=_(
            "Contributors write drafts, editors publish, chiefs merge, retract and look after people. It counts at "
            "once, in open sessions too."
        ),
    )


class NewAccountForm(RoleForm, AdminUserCreationForm):  # type: ignore[type-arg]
    """A name, a password, and what the person may do."""


class AccountForm(RoleForm, UserChangeForm):  # type: ignore[type-arg]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields.get("role")  # not on the page of somebody who only looks
        if isinstance(role, forms.ChoiceField):
            role.initial = role_of(self.instance)
            if self.instance.is_superuser:  # may do all without one
                role.required, role.choices = False, [("", "–"), *DeskRole.choices]


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """Django's, without what would give more than a role, and without deletion: the trail would go with the person."""

    form = AccountForm
    add_form = NewAccountForm
    list_display = ["username", "full_name", "role", "is_active", "two_factor", "may_enter", "last_login"]
    list_filter = ["is_active", "groups"]
    filter_horizontal: ClassVar[Any] = []
    actions = ["switch_off", "unlock_sign_in", "remove_two_factor"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("At the desk"), {"fields": ["role", "is_active"]}),
        (_("When"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["username", "password1", "password2", "role"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        people: QuerySet[User] = super().get_queryset(request).prefetch_related("groups")
        return people.annotate(has_two_factor=has_two_factor(), is_paused=is_paused())

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is not None and not self.has_change_permission(request, obj):
            return [(None, {"fields": ["username", "first_name", "last_name", "email", "is_active", "last_login"]})]
        return super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        own = ["is_active"] if obj is not None and obj.pk == request.user.pk else []
        return [*own, "last_login", "date_joined"]

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name() or "–"

    @admin.display(description=_("role"))
    def role(self, user: User) -> str:
        held = role_of(user)
        return str(held.label) if held else ("–" if not user.is_superuser else gettext("operator"))

    @admin.display(description=_("two-factor"), boolean=True)
    def two_factor(self, user: Any) -> bool:
        return bool(user.has_two_factor)

    @admin.display(description=_("may sign in"), boolean=True)
    def may_enter(self, user: Any) -> bool:
        return bool(user.is_active and not user.is_paused)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """An account that may do more than its keeper is not hers to keep: its password would open what she may not."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or request.user.is_superuser:
            return allowed
        return allowed and not obj.is_superuser and _rights(obj) <= request.user.get_all_permissions()

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if role := form.cleaned_data.get("role"):
            with saying_refusal(request):
                give_role(form.instance, DeskRole(role), by=editor_of(request))

    @admin.action(description=_("Switch off: ends their sessions at once"), permissions=["change"])
    def switch_off(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        sentence = ngettext_lazy("%(count)s account switched off.", "%(count)s accounts switched off.", "count")
        self._to_each(request, queryset.filter(is_active=True).exclude(pk=editor_of(request).pk), switch_off, sentence)

    @admin.action(description=_("Unlock sign-in after wrong attempts"), permissions=["change"])
    def unlock_sign_in(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        sentence = ngettext_lazy("%(count)s account unlocked.", "%(count)s accounts unlocked.", "count")
        self._to_each(request, queryset, unlock, sentence)

    @admin.action(description=_("Remove two-factor (phone lost)"), permissions=["change"])
    def remove_two_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Not one's own: that takes the password and a code, on the page for it."""
        sentence = ngettext_lazy(
            "Two-factor removed from %(count)s account.", "Two-factor removed from %(count)s accounts.", "count"
        )
        self._to_each(request, queryset.exclude(pk=editor_of(request).pk), remove_two_factor, sentence)

    def _to_each(
        self, request: HttpRequest, people: QuerySet[User], verb: Callable[..., bool], sentence: Promise
    ) -> None:
        """To those whom the chief may look after; says of the others that they stay as they are."""
        done = 0
        for user in people:
            if self.has_change_permission(request, user):
                done += verb(user, by=editor_of(request))
            else:
                why_not = gettext("“%(name)s” may do more than you: that account stays as it is.")
                self.message_user(request, why_not % {"name": user}, messages.ERROR)
        said = str(sentence % {"count": done})
        self.message_user(request, said, messages.SUCCESS if done else messages.WARNING)


def switch_off(user: User, *, by: AbstractBaseUser) -> bool:
    user.is_active = False
    user.save(update_fields=["is_active"])
    note(user, gettext("Switched off."), by=by)
    return True


def _rights(user: User) -> set[str]:
    """All the account could do if it were switched on."""
    active = User(pk=user.pk, is_active=True)
    return active.get_all_permissions()
