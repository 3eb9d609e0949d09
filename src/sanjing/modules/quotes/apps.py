from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuotesConfig(AppConfig):
    name = "sanjing.modules.quotes"
    label = "quotes"
    verbose_name = _("报价与合同")

    def ready(self) -> None:
        from sanjing.foundation import settings_menu

        settings_menu.add(
            50,
            _("折扣权限"),
            "/settings/discounts/",
            "discount",
            _("每个角色报价时最多能让多少。"),
        )
        settings_menu.add(
            51,
            _("公司抬头"),
            "/settings/letterhead/",
            "building",
            _("报价单和合同上的名称、税号、开户行。"),
        )
