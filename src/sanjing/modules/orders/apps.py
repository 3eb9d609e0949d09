from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "sanjing.modules.orders"
    label = "orders"
    verbose_name = _("订单")

    def ready(self) -> None:
        from sanjing.foundation import navigation
        from sanjing.foundation.entities import guards
        from sanjing.modules.orders import checks

        guards.add_guard(checks.hold_still)
        place = navigation.Place.ORDERS
        navigation.add(place + 5, _("退货率"), "/returns/rates/", "chart-bar", needs="return")
        navigation.add(
            place + 5, _("库存与补货"), "/stock-counts/reorder/", "package", needs="stockcount"
        )
