"""Whose purchases a figure may be made of."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.modules.orders.queries import may_know


def refuse_hidden(actor: Actor) -> None:
    """Raise Forbidden for whom what customers bought is hidden from."""
    if not may_know(actor):
        raise Forbidden(_("您的角色看不到订单的金额。"))


def may_read_losses(actor: Actor) -> bool:
    """Whether this person may know who left, and what they had bought."""
    return may_know(actor) and actor.may("departure", "see")


def may_read_all(actor: Actor) -> bool:
    """Whether this person may know what all customers of the company together bought."""
    whole = all(actor.scope(name, "see") is Scope.ALL for name in ("customer", "order"))
    return whole and may_know(actor)


def may_read_cost(actor: Actor) -> bool:
    """Whether this person may know what our goods cost us."""
    return actor.may("product", "see") and registry.get("product").may_read("cost", actor)


def customers(actor: Actor) -> Any:
    return registry.get("customer").visible_to(actor)
