from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TransferConfig(AppConfig):
    name = "sanjing.foundation.transfer"
    label = "transfer"
    verbose_name = _("导入导出")

    def ready(self) -> None:
        from sanjing.foundation import settings_menu
        from sanjing.foundation.entities import exporting
        from sanjing.foundation.transfer import exporting_xlsx

        exporting.provide_format("xlsx", exporting_xlsx.answer)
        settings_menu.add(
            45,
            _("导入记录"),
            "/imports/",
            "file-import",
            _("谁在什么时候导入了什么，结果如何，一天之内可以撤销。"),
            administrators_only=False,
        )
