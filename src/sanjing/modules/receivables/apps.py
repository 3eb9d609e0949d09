from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceivablesConfig(AppConfig):
    name = "sanjing.modules.receivables"
    label = "receivables"
    verbose_name = _("应收回款")

    def ready(self) -> None:
        from sanjing.foundation import navigation

        place = navigation.Place.ORDERS
        navigation.add(place + 6, _("账龄"), "/receivables/", "chart-bar", needs="invoice")
        navigation.add(place + 8, _("催收"), "/collection/", "phone-call", needs="invoice")
