from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "sanjing.modules.activities"
    label = "activities"
    verbose_name = _("跟进")

    def ready(self) -> None:
        from sanjing.foundation import navigation

        place = navigation.Place.ACTIVITIES
        navigation.add(place + 5, _("日历"), "/calendar/", "calendar", needs="activity")
        navigation.add(place + 5, _("拜访计划"), "/visits/", "map-pin", needs="task")
        navigation.add(place + 6, _("沉默客户"), "/silent/", "hourglass", needs="customer")
