from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    name = "sanjing.foundation.webhooks"
    label = "webhooks"
    verbose_name = _("回调")

    def ready(self) -> None:
        from sanjing.foundation import settings_menu
        from sanjing.foundation.events.subscriptions import add_source
        from sanjing.foundation.webhooks import sending

        add_source(sending.PREFIX, sending.owed, sending.deliver, calls_out=True)
        settings_menu.add(
            70,
            _("回调"),
            "/settings/webhooks/",
            "webhook",
            _("有变化时通知别的程序，带签名，没送到会再试。"),
        )
