from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PromisesConfig(AppConfig):
    name = "sanjing.modules.promises"
    label = "promises"
    verbose_name = _("承诺")

    def ready(self) -> None:
        from sanjing.foundation import navigation, settings_menu
        from sanjing.modules.activities import additions
        from sanjing.modules.promises.views import advice

        additions.add(
            additions.Addition("/promises/advice/", advice.save_ticked, advice.may_promise)
        )
        place = navigation.Place.ACTIVITIES
        navigation.add(place + 4, _("兑现率"), "/promises/score/", "chart-bar", needs="promise")
        navigation.add(
            navigation.Place.CUSTOMERS + 8,
            _("重点客户检查"),
            "/reviews/",
            "clipboard-check",
            needs="customer",
        )

        settings_menu.add(
            46,
            pgettext_lazy("复数", "承诺底线"),
            "/promise-floors/",
            "shield-check",
            _("折扣、交期、账期、赠品最多能答应到哪里；越线要先批。"),
            administrators_only=False,
        )
        settings_menu.add(
            47,
            _("重点客户检查"),
            "/settings/reviews/",
            "clipboard-check",
            _("每级客户多久由经理检查一次。"),
        )
