from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeliveriesConfig(AppConfig):
    name = "sanjing.modules.deliveries"
    label = "deliveries"
    verbose_name = _("送货")

    def ready(self) -> None:
        from sanjing.foundation import navigation, settings_menu

        place = navigation.Place.ORDERS
        navigation.add(
            place + 3, _("及时准确率"), "/deliveries/perfect/", "target-arrow", needs="order"
        )
        navigation.add(place + 2, _("送货排程"), "/deliveries/plan/", "route", needs="warehouse")
        settings_menu.add(
            49, _("仓库与车辆"), "/warehouses/", "building",
            _("哪个仓库管哪些地区，有哪些车，一天能装多少。"), administrators_only=False,
        )  # fmt: skip
        settings_menu.add(
            48,
            pgettext_lazy("复数", "公开承诺"),
            "/standing-promises/",
            "truck-delivery",
            _("对每张订单都算数的送达时间，如下单后 24 小时内送到。"),
            administrators_only=False,
        )
