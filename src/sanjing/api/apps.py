from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "sanjing.api"
    label = "api"
    verbose_name = _("接口")

    def ready(self) -> None:
        from sanjing.foundation import settings_menu

        settings_menu.add(
            88,
            _("接口"),
            "/api/docs",
            "api",
            _("别的程序怎样读写资料，每个地址一行。"),
            administrators_only=False,
        )
