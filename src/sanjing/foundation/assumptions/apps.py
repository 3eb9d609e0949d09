from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AssumptionsConfig(AppConfig):
    name = "sanjing.foundation.assumptions"
    label = "assumptions"
    verbose_name = _("假设与参数")

    def ready(self) -> None:
        autodiscover_modules("assumptions")
