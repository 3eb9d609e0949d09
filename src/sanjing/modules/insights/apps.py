from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InsightsConfig(AppConfig):
    name = "sanjing.modules.insights"
    label = "insights"
    verbose_name = _("洞察")

    def ready(self) -> None:
        from sanjing.foundation import navigation, tabs
        from sanjing.modules.scores.queries import may_read, may_run
        from sanjing.modules.scores.renewed import may_read_renewals

        place = navigation.Place.INSIGHTS
        navigation.add(place, _("洞察"), "/insights/", "bulb", needs="order")
        navigation.add(place + 1, _("季节"), "/insights/season/", "sun", needs="order")
        navigation.add(
            place + 2, _("交叉销售"), "/insights/whitespace/", "grid-dots", needs="order"
        )
        navigation.add(place + 3, _("拓新"), "/insights/prospecting/", "route", needs="customer")

        for name, order, label in (
            ("overview", 10, _("总览")),
            ("value", 20, _("价值")),
            ("leaving", 30, _("流失")),
            ("selling", 40, _("销路")),
            ("costs", 50, pgettext_lazy("复数", "成本")),
            ("numbers", 60, pgettext_lazy("复数", "参数")),
        ):
            tabs.group("insights", name, order, label)
        for order, label, url, allows, group in (
            (10, _("总览"), "/insights/", may_read, "overview"),
            (20, _("三种境界"), "/insights/ladder/", may_read, "overview"),
            (10, _("价值地图"), "/insights/value/", may_read, "value"),
            (20, pgettext_lazy("复数", "象限"), "/insights/quadrants/", may_read, "value"),
            (30, pgettext_lazy("复数", "分级"), "/insights/tiers/", may_read, "value"),
            (10, _("早期预警"), "/insights/warning/", may_read, "leaving"),
            (15, _("续约"), "/insights/renewals/", may_read_renewals, "leaving"),
            (20, _("留存"), "/insights/retention/", may_run, "leaving"),
            (10, _("季节"), "/insights/season/", tabs.sees("order"), "selling"),
            (20, _("旺季前"), "/insights/season/before/", tabs.sees("order"), "selling"),
            (30, _("交叉销售"), "/insights/whitespace/", tabs.sees("order"), "selling"),
            (40, _("拓新"), "/insights/prospecting/", tabs.sees("customer"), "selling"),
            (10, _("服务成本"), "/insights/costs/", may_read, "costs"),
            (20, _("服务投入"), "/service-changes/", tabs.sees("servicechange"), "costs"),
        ):
            tabs.add("insights", order, label, url, allows, group=group)
