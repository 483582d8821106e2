from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from .search.indexing import ensure_index, gather_statistics


class EventsConfig(AppConfig):
    name = "crisis.events"
    verbose_name = _("Events")

    def ready(self) -> None:
        post_migrate.connect(ensure_index, sender=self)
        post_migrate.connect(gather_statistics, sender=self)
