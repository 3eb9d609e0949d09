from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TransferConfig(AppConfig):
    name = "sanjing.foundation.transfer"
    label = "transfer"
    verbose_name = _("导入导出")

    def ready(self) -> None:
        from sanjing.foundation import settings_menu
        from sanjing.foundation.entities import exporting

        exporting.provide_format("xlsx", _workbook)
        settings_menu.add(
            45,
            _("导入记录"),
            "/imports/",
            "file-import",
            _("谁在什么时候导入了什么，结果如何，一天之内可以撤销。"),
            administrators_only=False,
        )


def _workbook(*given: Any) -> Any:
    """Read at the first use: openpyxl brings NumPy along, which a server that writes no workbook need not hold."""
    from sanjing.foundation.transfer import exporting_xlsx

    return exporting_xlsx.answer(*given)
