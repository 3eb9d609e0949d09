from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccountsConfig(AppConfig):
    name = "sanjing.foundation.accounts"
    label = "accounts"
    verbose_name = _("账号")

    def ready(self) -> None:
        from sanjing.foundation import settings_menu
        from sanjing.foundation.accounts.roles import install_ready_roles  # models are ready now

        settings_menu.add(
            5, _("公司名称"), "/settings/company/", "building", _("显示在每一页上和浏览器标签里。")
        )
        settings_menu.add(
            10,
            pgettext_lazy("复数", "用户"),
            "/settings/users/",
            "users",
            _("谁能登录，谁已离职。"),
        )
        settings_menu.add(
            20,
            pgettext_lazy("复数", "团队"),
            "/settings/teams/",
            "sitemap",
            _("部门和上下级，决定“本团队”是谁。"),
        )
        settings_menu.add(
            30, _("角色与权限"), "/settings/roles/", "shield", _("每个角色能看、能改谁的资料。")
        )
        post_migrate.connect(install_ready_roles, sender=self)
