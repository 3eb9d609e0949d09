from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "sanjing.foundation.accounts"
    label = "accounts"
    verbose_name = _("账号")

    def ready(self) -> None:
        from sanjing.foundation.accounts.roles import install_ready_roles  # models are ready now

        post_migrate.connect(install_ready_roles, sender=self)
