from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    name = "sanjing.foundation.approvals"
    label = "approvals"
    verbose_name = _("审批")

    def ready(self) -> None:
        from sanjing.foundation import navigation, settings_menu
        from sanjing.foundation.approvals import guarding, history, queries  # noqa: F401
        from sanjing.foundation.entities import guards

        guards.add_guard(guarding.under_review)
        navigation.add(
            navigation.Place.ACTIVITIES + 8,
            _("审批"),
            "/approvals/",
            "rubber-stamp",
            count=queries.waiting_count,
        )
        settings_menu.add(
            45,
            _("审批规则"),
            "/settings/approvals/",
            "rubber-stamp",
            _("什么事要先批、谁来批、多久算过时。"),
        )
