"""Asking for approval of promises beyond the floor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.actions import ask
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.promises.actions.bind import PURPOSE, beyond, bounds
from sanjing.modules.promises.models import Promise


def ask_beyond(ids: Iterable[int], *, by: Actor, at: datetime) -> None:
    """Ask for those of these promises that wait. Raises Invalid where no rule says whom to ask."""
    rows = Promise.objects.filter(pk__in=list(ids), state=Promise.State.WAITING, removed_at=None)
    for promise in rows.select_related("customer", "owner", "floor"):
        title = _("答应%(customer)s：%(what)s") % {
            "customer": promise.customer.name, "what": promise.what,
        }  # fmt: skip
        if promise.floor:
            title += _("（底线%(bounds)s）") % {"bounds": bounds(promise.floor)}
        if ask(promise, PURPOSE, title=title, amount=promise.value, by=by, at=at) is None:
            told = beyond(promise.floor) if promise.floor else _("没有规则说由谁来批")
            raise Invalid({"terms": [told]})
