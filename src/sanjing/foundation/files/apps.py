from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "sanjing.foundation.files"
    label = "files"
    verbose_name = _("文件")

    def ready(self) -> None:
        from sanjing.foundation.entities import binned, registry
        from sanjing.foundation.files import history, panels, queries, subscribers  # noqa: F401

        binned.add_source(queries.binned_for)
        for entity in registry.all_entities():
            panels.give_panel(entity)
