from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "sanjing.foundation.events"
    label = "events"
    verbose_name = _("事件")

    def ready(self) -> None:
        from sanjing.foundation import settings_menu
        from sanjing.foundation.accounts import events as account_events
        from sanjing.foundation.events import accounts

        account_events.connect(accounts.record)
        settings_menu.add(
            80,
            _("事件与投递"),
            "/settings/events/",
            "activity",
            _("没送到的通知，以及历史记录有没有被改动。"),
        )
