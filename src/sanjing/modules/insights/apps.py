from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    name = "sanjing.modules.insights"
    label = "insights"
    verbose_name = _("洞察")

    def ready(self) -> None:
        from sanjing.foundation import navigation

        place = navigation.Place.INSIGHTS
        navigation.add(place, _("洞察"), "/insights/", "bulb", needs="order")
        navigation.add(place + 1, _("季节"), "/insights/season/", "sun", needs="order")
        navigation.add(
            place + 2, _("交叉销售"), "/insights/whitespace/", "grid-dots", needs="order"
        )
        navigation.add(place + 3, _("拓新"), "/insights/prospecting/", "route", needs="customer")
