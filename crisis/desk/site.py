"""Django's admin as the house's desk: its sign-in, its front page, its small services."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

# Django makes the site while its apps are being found: what needs models is imported where it is used.


_APPS = ("events", "articles", "auth")
"""The rooms in the order in which editors use them."""


class DeskSite(AdminSite):
    site_header = _("The editors' desk")
    site_title = _("Desk")
    index_title = _("The desk")
    login_template = "admin/sign_in.html"
    site_url = None  # the header leads to the timeline itself

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever must use two-factor sign-in and does not yet has one page to go to."""
        from .people.two_factor import must_enrol

        return super().has_permission(request) and not must_enrol(request.user)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from .awaiting import awaiting, next_to_read
        from .timelinejs import may_import

        context = {
            "awaiting": awaiting(request.user),
            "next_to_read": next_to_read(),
            "may_import_timelinejs": may_import(request),
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

        from .people.signing_in import SignInForm

        self.login_form = SignInForm
        is_sent_to_enrol = super().has_permission(request) and not self.has_permission(request)
        if request.method == "GET" and is_sent_to_enrol and not user_has_device(request.user):
            return HttpResponseRedirect(reverse("admin:two-factor"))
        return super().login(request, extra_context)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        ours: list[URLPattern | URLResolver] = [
            path("two-factor/", never_cache(self.two_factor), name="two-factor"),
            path("understand-date/", self.admin_view(understand_date), name="understand-date"),
            path("import-timelinejs/", self.admin_view(self.import_timelinejs), name="import-timelinejs"),
            path("logout/", never_cache(self.logout), name="logout"),  # also for whoever must enrol first
        ]
        return [*ours, *super().get_urls()]

    def two_factor(self, request: HttpRequest) -> HttpResponse:
        from django.contrib.auth.views import redirect_to_login

        from .people.two_factor_page import two_factor

        if not super().has_permission(request):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return two_factor(request)

    def import_timelinejs(self, request: HttpRequest) -> HttpResponse:
        from .timelinejs import import_timelinejs

        return import_timelinejs(request)


def understand_date(request: HttpRequest) -> JsonResponse:
    """How `typed` is understood as a date, or why it is none."""
    from .date_field import reading

    return JsonResponse(reading(request.GET.get("typed", "")))
