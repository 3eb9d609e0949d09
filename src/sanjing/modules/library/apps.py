from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "sanjing.modules.library"
    label = "library"
    verbose_name = _("资料库")

    def ready(self) -> None:
        from sanjing.foundation import navigation

        place = navigation.Place.PRODUCTS
        navigation.add(
            place + 6, _("口径与体验"), "/product-claims/gaps/", "scale", needs="productclaim"
        )
        navigation.add(place + 8, _("能力表"), "/trainings/skills/", "table", needs="training")
