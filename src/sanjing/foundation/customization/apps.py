from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomizationConfig(AppConfig):
    name = "sanjing.foundation.customization"
    label = "customization"
    verbose_name = _("定制")
