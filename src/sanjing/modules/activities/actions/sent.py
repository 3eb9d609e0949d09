"""Having sent the message that a task is."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import Refusal, action
from sanjing.modules.activities.actions.complete import complete
from sanjing.modules.activities.models import Activity, Task


class Spared(Refusal):
    """The customer does not want to be contacted."""

    code = "do_not_contact"


@action(
    entity="task",
    verb="sent",
    label=_l("发出了"),
    icon="send",
    offered=lambda task, _by: task.done_at is None and bool(task.message and task.customer_id),
)
def sent(task: Task, *, by: Actor, at: datetime) -> Task:
    """Mark a message done, and write down the contact that it was. Raises Spared."""
    if task.customer.do_not_contact:
        raise Spared(_("客户要求请勿打扰，这条不要发。不再需要就点“完成”。"))
    done = complete(task, by=by, at=at)
    values = {
        "customer": task.customer,
        "kind": task.way or Activity.Kind.OTHER,
        "direction": Activity.Direction.OUTBOUND,
        "summary": task.message,
        "happened_at": at,
    }
    records.create(registry.get("activity"), values, by=by, at=at)
    return done
