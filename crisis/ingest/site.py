"""Django's admin as the house's desk."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class DeskSite(AdminSite):
    site_header = _("The editors' desk")
    site_title = _("Desk")
    index_title = _("What awaits you")
