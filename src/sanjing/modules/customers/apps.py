from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    name = "sanjing.modules.customers"
    label = "customers"
    verbose_name = _("客户")

    def ready(self) -> None:
        from sanjing.foundation import settings_menu

        settings_menu.add(
            40,
            _("公海规则"),
            "/settings/pool/",
            "rotate-clockwise",
            _("多久没联系收回公海，每天能领几个。"),
        )
