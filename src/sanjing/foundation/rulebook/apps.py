from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class RulebookConfig(AppConfig):
    name = "sanjing.foundation.rulebook"
    label = "rulebook"
    verbose_name = _("制度")

    def ready(self) -> None:
        from sanjing.foundation import settings_menu
        from sanjing.foundation.rulebook import checks  # noqa: F401

        settings_menu.add(
            39,
            _("制度"),
            "/rules/",
            "gavel",
            _("公司的每一条规矩：谁负责、改过几版、执行得怎么样。"),
            administrators_only=False,
        )
        autodiscover_modules("bylaws")
