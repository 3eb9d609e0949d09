from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "sanjing.web"
    label = "web"
    verbose_name = _("界面")

    def ready(self) -> None:
        from sanjing.foundation import navigation
        from sanjing.web import texts

        texts.remember()
        place = navigation.Place.SETTINGS
        navigation.add(place, _("设置"), "/settings/", "settings", administrators_only=True)
