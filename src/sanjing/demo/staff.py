"""Who works at the demo company."""

from __future__ import annotations

from datetime import datetime

from sanjing.foundation.accounts.actions.create_team import create_team
from sanjing.foundation.accounts.actions.create_user import create_user
from sanjing.foundation.accounts.actor import Actor, system_actor
from sanjing.foundation.accounts.models import Role, Team, User
from sanjing.foundation.accounts.queries import actor_for
from sanjing.foundation.accounts.roles import install_ready_roles

PASSWORD = "sanjing-demo"
FIRM = "江城燃气"
TEAMS = (
    ("总部", FIRM),
    ("销售部", FIRM),
    ("销售一部", "销售部"),
    ("销售二部", "销售部"),
    ("渠道部", FIRM),
    ("客服部", FIRM),
)
PEOPLE = (
    ("boss", "钱国栋", "owner", "总部"),
    ("manager", "周建国", "sales_manager", "销售部"),
    ("seller", "林晓梅", "salesperson", "销售一部"),
    ("seller2", "吴海波", "salesperson", "销售二部"),
    ("seller3", "赵启明", "salesperson", "销售一部"),
    ("seller4", "韩雪", "salesperson", "销售二部"),
    ("service", "郑丽", "service", "客服部"),
    ("marketing", "何婷", "marketing", "总部"),
    ("finance", "苏敏", "finance", "总部"),
    ("channel", "罗勇", "channel_manager", "渠道部"),
    ("admin", "孙伟", "administrator", "总部"),
)


def hire(at: datetime) -> dict[str, User]:
    """Teams and users by log-in name."""
    by = administrator()
    install_ready_roles()
    teams: dict[str, Team] = {FIRM: create_team(name=FIRM, by=by, at=at)}
    for name, parent in TEAMS:
        teams[name] = create_team(name=name, parent=teams[parent], by=by, at=at)
    roles = {role.key: role for role in Role.objects.all()}
    return {
        login: create_user(
            username=login, name=name, password=PASSWORD, phone="", team=teams[team], roles=[roles[role]],
            must_change_password=False, by=by, at=at,
        )
        for login, name, role, team in PEOPLE
    }  # fmt: skip


def administrator() -> Actor:
    return system_actor("演示数据")


def actors_of(users: dict[str, User]) -> dict[str, Actor]:
    return {login: actor_for(user, via="demo") for login, user in users.items()}
