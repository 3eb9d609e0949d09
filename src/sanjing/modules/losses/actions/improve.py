"""An improvement order 整改单: what customers leave for is given to somebody to put right."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.errors import Invalid, Refusal
from sanjing.foundation.events.publish import Happening
from sanjing.modules.activities.models import Task
from sanjing.modules.customers.actions.by_rule import by_rule
from sanjing.modules.losses.events import DepartureImproving, LossReasonImproving
from sanjing.modules.losses.models import Departure, LossReason

USUAL = timedelta(14)
MOST_NOTE = 500


class AlreadyImproving(Refusal):
    """Somebody is at it: one task at a time."""

    code = "already_improving"


class ImproveForm(forms.Form):
    what = forms.CharField(label=_l("要改什么"), max_length=150)
    to = forms.ModelChoiceField(
        label=_l("谁来改"), queryset=User.objects.none(), required=False,
        empty_label=_l("（原因的整改负责人）"),
    )  # fmt: skip
    due_on = forms.DateField(
        label=_l("哪天前改好"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_l("不填就是两周内"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True).order_by("name")
        cast(forms.ModelChoiceField, self.fields["to"]).queryset = people


def may_improve(record: Departure | LossReason, by: Actor) -> bool:
    going_on = record.task_id and record.task.done_at is None and record.task.removed_at is None
    return not going_on and by.may("task", "create")


def going_on(record: Departure | LossReason) -> AlreadyImproving:
    return AlreadyImproving(_("已经有一条整改待办没做完。"))


@action(entity="departure", verb="improve", label=_l("开整改单"), icon="tool", asks=ImproveForm,
        needs="see", offered=may_improve, why_not=going_on, bulk=False)  # fmt: skip
def improve(
    departure: Departure, *, what: str, to: User | None = None, due_on: date | None = None,
    by: Actor, at: datetime,
) -> Departure:  # fmt: skip
    """Make one task for whoever answers for the fix. Raises AlreadyImproving, Invalid."""
    reason = departure.reason
    given = {"customer": departure.customer, "note": departure.said[:MOST_NOTE]}
    owner = to or _responsible(reason)
    told = DepartureImproving(to_name=owner.name, what=what)
    return _order(departure, owner, what, given, due_on, told, by, at)


@action(entity="lossreason", verb="improve", label=_l("开整改单"), icon="tool", asks=ImproveForm,
        needs="see", offered=may_improve, why_not=going_on, bulk=False)  # fmt: skip
def improve_reason(
    reason: LossReason, *, what: str, to: User | None = None, due_on: date | None = None,
    by: Actor, at: datetime,
) -> LossReason:  # fmt: skip
    """Make one task about everything customers leave for this reason. Raises AlreadyImproving, Invalid."""
    owner = to or _responsible(reason)
    told = LossReasonImproving(to_name=owner.name, what=what)
    given = {"note": _("流失原因：%(reason)s") % {"reason": reason}}
    return _order(reason, owner, what, given, due_on, told, by, at)


def _responsible(reason: LossReason | None) -> User:
    """Who answers for the fix of a reason, or of the one above it. Raises Invalid."""
    for one in (reason, reason.parent if reason and reason.parent_id else None):
        owner = one.owner if one else None
        if owner and owner.is_active:
            return owner
    raise Invalid({"to": [_("这个原因没有整改负责人，请选谁来改")]})


def _order(
    record: Any, owner: User, what: str, given: dict[str, Any], due_on: date | None,
    told: Happening, by: Actor, at: datetime,
) -> Any:  # fmt: skip
    entity, rule = records.entity_of(record), by_rule(by)
    due = due_on or timezone.localdate(at) + USUAL
    values = {
        "title": _("整改：%(what)s") % {"what": what},
        "owner": owner,
        "due_date": due,
    } | given
    with transaction.atomic():
        record = records.lock(entity, record.pk, by=by, verb="see")
        if not may_improve(record, by):
            raise going_on(record)
        task: Task = records.create(registry.get("task"), values, by=rule, at=at)
        return records.change(record, {}, kept={"task": task}, telling=told, by=rule, at=at)
