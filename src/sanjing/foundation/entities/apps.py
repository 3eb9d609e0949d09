from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class EntitiesConfig(AppConfig):
    name = "sanjing.foundation.entities"
    label = "entities"
    verbose_name = _("实体")

    def ready(self) -> None:
        from sanjing.foundation import settings_menu
        from sanjing.foundation.entities import checks, registry  # noqa: F401
        from sanjing.foundation.events import timeline

        settings_menu.add(
            48,
            _("回收站"),
            "/bin/",
            "trash",
            _("移走的记录，30 天内可以恢复。"),
            administrators_only=False,
        )
        timeline.find_entities_with(registry.find)
        autodiscover_modules("entity")
        autodiscover_modules("subscribers")
