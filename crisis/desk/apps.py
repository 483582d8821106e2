"""The desk as Django's admin: its sign-in, its front page, its small services.

All of it is made while Django finds its apps: what needs models is imported where it is used.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.admin import AdminSite
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext_lazy as _

_APPS = ("events", "articles", "auth")
"""The rooms in the order in which editors use them."""


class DeskConfig(AppConfig):
    """The editors' rooms: their pages, who they are, what they may do."""

    name = "crisis.desk"
    verbose_name = _("Desk")
    default = True

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from .accounts.sign_in import begin_session
        from .permissions import ensure_groups

        # By then the events have their permissions; this room need not have a model for it.
        post_migrate.connect(ensure_groups, sender=apps.get_app_config("events"))
        user_logged_in.connect(begin_session)


class DeskAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with the house's own front page and sign-in."""

    default = False
    default_site = "crisis.desk.apps.DeskSite"


class DeskSite(AdminSite):
    site_header = _("The editors' desk")
    site_title = _("Desk")
    index_title = _("The desk")
    index_template = "desk/index.html"
    login_template = "desk/accounts/sign_in.html"
    site_url = None  # the header leads to the timeline itself

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever must use two-factor sign-in and does not yet has one page to go to."""
        from .accounts.sign_in import must_enrol

        return super().has_permission(request) and not must_enrol(request.user)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from .awaiting import awaiting, next_to_read
        from .permissions import may_add_some_kind, may_import_timelinejs

        context = {
            "awaiting": awaiting(request.user),
            "next_to_read": next_to_read(),
            "may_add_events": may_add_some_kind(request),
            "may_import_timelinejs": may_import_timelinejs(request),
        }
        return super().index(request, {**(extra_context or {}), **context})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The events first, and names in the order of a dictionary: an accent does not send them to the end."""
        from crisis.edtf.folding import fold_words

        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: (model["object_name"] != "Event", fold_words(model["name"])))
        return sorted(apps, key=lambda app: _APPS.index(app["app_label"]) if app["app_label"] in _APPS else len(_APPS))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        from django_otp import user_has_device

        from .accounts.sign_in import SignInForm

        self.login_form = SignInForm
        is_sent_to_enrol = super().has_permission(request) and not self.has_permission(request)
        if request.method == "GET" and is_sent_to_enrol and not user_has_device(request.user):
            return HttpResponseRedirect(reverse("admin:two-factor"))
        return super().login(request, extra_context)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from .urls import site_pages

        return [*site_pages(self), *super().get_urls()]
