from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkbenchConfig(AppConfig):
    name = "sanjing.modules.workbench"
    label = "workbench"
    verbose_name = _("工作台")

    def ready(self) -> None:
        from sanjing.foundation import navigation

        navigation.add(navigation.Place.TODAY, _("今日"), "/", "home")
