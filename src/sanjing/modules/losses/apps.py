from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LossesConfig(AppConfig):
    name = "sanjing.modules.losses"
    label = "losses"
    verbose_name = _("流失")

    def ready(self) -> None:
        from sanjing.foundation import settings_menu, tabs
        from sanjing.modules.losses.reading import may_read_losses
        from sanjing.modules.losses.ready_made import install_ready_reasons
        from sanjing.modules.orders.queries import may_know

        settings_menu.add(
            53, pgettext_lazy("复数", "流失原因"), "/loss-reasons/", "sitemap",
            _("客户为什么离开，公司管得了管不了，谁负责整改。"),
        )  # fmt: skip
        tabs.add(
            "insights",
            30,
            pgettext_lazy("复数", "流失原因"),
            "/insights/losses/",
            may_read_losses,
            group="leaving",
        )
        tabs.add("insights", 40, _("流失成本"), "/insights/churn-cost/", may_know, group="leaving")
        tabs.add(
            "insights", 10, _("假设与参数"), "/insights/assumptions/", may_know, group="numbers"
        )
        post_migrate.connect(install_ready_reasons, sender=self)
