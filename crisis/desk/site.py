"""Django's admin as the house's desk: its sign-in, its front page, its small services."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext_lazy as _

# Django makes the site while its apps are being found: what needs models is imported where it is used.


_APPS = ("events", "articles", "auth")
"""The rooms in the order in which editors use them."""


class DeskSite(AdminSite):
    site_header = _("The editors' desk")
    site_title = _("Desk")
    index_title = _("The desk")
    index_template = "desk/index.html"
    login_template = "desk/accounts/sign_in.html"
    site_url = None  # the header leads to the timeline itself

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever must use two-factor sign-in and does not yet has one page to go to."""
        from .accounts.two_factor import must_enrol

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
