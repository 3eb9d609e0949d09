from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DealsConfig(AppConfig):
    name = "sanjing.modules.deals"
    label = "deals"
    verbose_name = _("商机")

    def ready(self) -> None:
        from sanjing.foundation import navigation, settings_menu
        from sanjing.modules.deals.ready_made import install_ready_pipeline

        settings_menu.add(
            50, pgettext_lazy("复数", "销售流程"), "/stages/", "chart-funnel",
            _("商机分几步走，每一步要填什么，多少天没动要提醒。"),
        )  # fmt: skip
        settings_menu.add(
            52, _("赢单和输单原因"), "/reasons/", "sitemap", _("为什么赢、为什么输，分两级。")
        )
        settings_menu.add(
            54,
            pgettext_lazy("复数", "线索分配规则"),
            "/leadrules/",
            "git-branch",
            _("新线索按地区和来源分给谁。"),
        )
        settings_menu.add(
            56,
            pgettext_lazy("复数", "线索表单"),
            "/leadforms/",
            "forms",
            _("放进自己网站的咨询表单，提交就成为线索。"),
        )
        place = navigation.Place.DEALS
        navigation.add_quick(place - 1, _("线索"), "/leads/new/", "user-plus", needs="lead")
        navigation.add(place + 2, _("预测"), "/deals/forecast/", "chart-line", needs="deal")
        navigation.add(
            place + 7, pgettext_lazy("复数", "需求信号"), "/signals/", "bulb", needs="signal"
        )
        navigation.add(place + 8, _("竞品"), "/competitoroffers/", "scale", needs="competitoroffer")
        post_migrate.connect(install_ready_pipeline, sender=self)
