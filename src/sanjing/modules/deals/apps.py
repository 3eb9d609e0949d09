from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DealsConfig(AppConfig):
    name = "sanjing.modules.deals"
    label = "deals"
    verbose_name = _("商机")

    def ready(self) -> None:
        from sanjing.foundation import settings_menu
        from sanjing.modules.deals.ready_made import install_ready_pipeline

        settings_menu.add(
            50, _("销售流程"), "/stages/", "chart-funnel",
            _("商机分几步走，每一步要填什么，多少天没动要提醒。"),
        )  # fmt: skip
        settings_menu.add(
            52, _("赢单和输单原因"), "/reasons/", "sitemap", _("为什么赢、为什么输，分两级。")
        )
        post_migrate.connect(install_ready_pipeline, sender=self)
