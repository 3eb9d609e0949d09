from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TiersConfig(AppConfig):
    name = "sanjing.modules.tiers"
    label = "tiers"
    verbose_name = _("分级")

    def ready(self) -> None:
        from sanjing.foundation import settings_menu

        settings_menu.add(
            41, pgettext_lazy("复数", "客户分级"), "/tiers/", "star",
            _("按评分或条件把客户分级，各级多久联系一次、多给什么服务。"), administrators_only=False,
        )  # fmt: skip
        settings_menu.add(
            42, _("服务底线"), "/settings/service-floor/", "shield-check",
            _("每位客户至少得到的服务，哪一级也不能更少；级别跟不跟着分级改。"),
        )  # fmt: skip
