from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


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
    default_site = "crisis.desk.site.DeskSite"
