from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomizationConfig(AppConfig):
    name = "sanjing.foundation.customization"
    label = "customization"
    verbose_name = _("定制")

    def ready(self) -> None:
        from sanjing.foundation.customization import queries
        from sanjing.foundation.entities.entity import provide_custom_fields
        from sanjing.foundation.entities.templatetags.entities import provide_saved_views

        provide_custom_fields(queries.custom_fields)
        provide_saved_views(queries.saved_views)
