from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomizationConfig(AppConfig):
    name = "sanjing.foundation.customization"
    label = "customization"
    verbose_name = _("定制")

    def ready(self) -> None:
        from sanjing.foundation import settings_menu
        from sanjing.foundation.customization import queries
        from sanjing.foundation.entities.entity import provide_custom_fields
        from sanjing.foundation.entities.templatetags.entities import provide_saved_views

        provide_custom_fields(queries.custom_fields)
        provide_saved_views(queries.saved_views)
        settings_menu.add(
            40,
            _("自定义字段"),
            "/settings/fields/",
            "forms",
            _("给客户、订单等加上自己的字段，改名不丢资料。"),
        )
