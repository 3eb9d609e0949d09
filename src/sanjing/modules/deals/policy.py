"""Whose a deal is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model, Q

from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.foundation.entities.policies import HubPolicy
from sanjing.modules.deals.members import MEMBERS
from sanjing.modules.deals.models import DealMember


@dataclass(frozen=True)
class DealPolicy(HubPolicy):
    """Changed by its owner; seen by everyone who sees the customer, and by those on its team."""

    reads = ("members__user",)

    def _reach(self, actor: Actor, scope: Scope, verb: str) -> Q:
        reach = super()._reach(actor, scope, verb)
        if verb != "see" or actor.user_id is None:
            return reach
        return reach | Q(pk__in=DealMember.objects.filter(user=actor.user_id).values("deal"))

    def tokens(self, record: Model) -> str:
        own = [f"xo{member.user_id}" for member in MEMBERS.value(record)]
        return " ".join(dict.fromkeys([*super().tokens(record).split(), *own]))
