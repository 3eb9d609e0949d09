"""Saying who answers for a rule."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.accounts.models import User
from sanjing.foundation.events.publish import About, publish
from sanjing.foundation.rulebook.declaring import Rule
from sanjing.foundation.rulebook.events import RuleAssigned
from sanjing.foundation.rulebook.models import RuleOwner


def assign(rule: Rule, person: User | None, *, by: Actor, at: datetime) -> None:
    """Let `person` answer for a rule, or nobody. Raises AdministratorRequired."""
    require_administrator(by)
    kind, key = rule.bylaw.key, rule.key
    with transaction.atomic():
        if person:
            RuleOwner.objects.update_or_create(
                kind=kind, key=key, defaults={"person": person, "since": at}
            )
        else:
            RuleOwner.objects.filter(kind=kind, key=key).delete()
        told = RuleAssigned(kind=kind, key=key, person=person.pk if person else None)
        publish(told, about=About("rulebook", 0, None, rule.name), by=by, at=at)
