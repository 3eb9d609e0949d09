"""A task for a customer, after the plan of action of their quadrant."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.errors import Invalid, Refusal
from sanjing.modules.activities.models import Task
from sanjing.modules.customers.models import Customer
from sanjing.modules.insights.models import Playbook
from sanjing.modules.insights.playbooks import playbook
from sanjing.modules.scores.queries import may_read, score_of

USUAL = timedelta(14)


class AlreadyPlanned(Refusal):
    """The same task is open: nobody is asked twice."""

    code = "already_planned"


class FollowForm(forms.Form):
    what = forms.CharField(
        label=_l("要做什么"), max_length=150, required=False,
        help_text=_l("不填就用所在象限的应对方案"),
    )  # fmt: skip
    due_on = forms.DateField(
        label=_l("哪天前做"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_l("不填就是两周内"),
    )  # fmt: skip


def may_follow(_customer: Customer, by: Actor) -> bool:
    return by.may("task", "create") and may_read(by)


@action(entity="customer", verb="follow_playbook", label=_l("按方案安排待办"), icon="checkbox", asks=FollowForm,
        needs="see", offered=may_follow)  # fmt: skip
def follow_playbook(
    customer: Customer, *, what: str = "", due_on: date | None = None, by: Actor, at: datetime
) -> Customer:
    """Make one task for whoever owns the customer. Raises AlreadyPlanned, Invalid."""
    plan = _plan_of(customer, by)
    if not what and plan is None:
        raise Invalid({"what": [_("这位客户还没有象限，请写要做什么")]})
    title = what or _("%(quadrant)s：%(aim)s") % {"quadrant": plan, "aim": plan.aim if plan else ""}
    owner: Any = customer.owner if customer.owner and customer.owner.is_active else by.user_id
    values = {
        "title": title, "customer": customer, "owner": owner, "note": plan.steps if plan else "",
        "due_date": due_on or timezone.localdate(at) + USUAL,
    }  # fmt: skip
    with transaction.atomic():
        customer = records.lock(registry.get("customer"), customer.pk, by=by, verb="see")
        doubled = Task.objects.filter(customer=customer, title=title, done_at=None, removed_at=None)
        if doubled.exists():
            raise AlreadyPlanned(_("“%(title)s”这条待办还没做完。") % {"title": title})
        records.create(registry.get("task"), values, by=by, at=at)
    return customer


def _plan_of(customer: Customer, by: Actor) -> Playbook | None:
    score = score_of(customer, by)
    return playbook(score.quadrant) if score and score.quadrant else None
