from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AutomationConfig(AppConfig):
    name = "sanjing.modules.automation"
    label = "automation"
    verbose_name = _("自动化")

    def ready(self) -> None:
        from sanjing.foundation import navigation, settings_menu

        place = navigation.Place.ACTIVITIES
        navigation.add(
            place + 7, _("阶段覆盖"), "/stage-rules/coverage/", "stack-2", needs="stagerule"
        )
        settings_menu.add(
            58,
            _("阶段规则"),
            "/stage-rules/",
            "stack-2",
            _("客户进入某个阶段、或待满几天，自动给负责人安排待办。"),
            administrators_only=False,
        )
