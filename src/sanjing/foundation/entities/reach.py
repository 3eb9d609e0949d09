"""Who can see a record, and why."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import VERBS, Actor, Scope
from sanjing.foundation.accounts.models import User
from sanjing.foundation.accounts.queries import actor_for
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.phrases import listed


@dataclass(frozen=True)
class Reach:
    """One person's hold on a record: what they may do and the reason they see it."""

    user: User
    why: str
    verbs: tuple[str, ...]


def who_sees(entity: Entity, record: Model) -> list[Reach]:
    """Everyone active who may see `record`. A few queries a person: an administrator's page."""
    found = []
    for user in (
        User.objects.filter(is_active=True).select_related("team").prefetch_related("roles")
    ):
        actor = actor_for(user)
        verbs = [
            v
            for v in VERBS
            if v != "create" and entity.visible_to(actor, v).filter(pk=record.pk).exists()
        ]
        if "see" in verbs:
            found.append(Reach(user, reason(entity, record, actor, user), tuple(verbs)))
    return found


def reason(entity: Entity, record: Model, actor: Actor, user: User) -> str:
    roles = listed(user.roles.all())
    scope = actor.scope(entity.name, "see")
    tokens = entity.policy.tokens(record).split()
    if f"xo{user.pk}" in tokens:
        return _("是负责人")
    if scope is Scope.ALL:
        return _("角色“%(roles)s”能看全部") % {"roles": roles}
    if "xopen" in tokens and getattr(entity.policy, "open_when_unowned", False):
        return _("在公海里，人人可见")
    return _("角色“%(roles)s”能看%(scope)s") % {"roles": roles, "scope": SCOPES[scope]()}


SCOPES = {
    Scope.NONE: lambda: _("不到"),
    Scope.MINE: lambda: _("自己的"),
    Scope.TEAM: lambda: _("本团队的"),
    Scope.BELOW: lambda: _("本团队及下级的"),
    Scope.ALL: lambda: _("全部"),
}
