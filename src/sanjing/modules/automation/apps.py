from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AutomationConfig(AppConfig):
    name = "sanjing.modules.automation"
    label = "automation"
    verbose_name = _("自动化")

    def ready(self) -> None:
        from sanjing.foundation import navigation

        place = navigation.Place.ACTIVITIES
        navigation.add(
            place + 7, _("阶段覆盖"), "/stage-rules/coverage/", "stack-2", needs="stagerule"
        )
