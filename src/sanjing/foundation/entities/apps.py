from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class EntitiesConfig(AppConfig):
    name = "sanjing.foundation.entities"
    label = "entities"
    verbose_name = _("实体")

    def ready(self) -> None:
        from sanjing.foundation.entities import checks, registry  # noqa: F401
        from sanjing.foundation.events import timeline

        timeline.find_entities_with(registry.find)
        autodiscover_modules("entity")
        autodiscover_modules("subscribers")
