"""Proposing to let go of a small and disloyal customer 淘汰提案: only ever a proposal, decided by others."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.actions import ask
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.entities.guards import refuse_held
from sanjing.foundation.events.publish import publish
from sanjing.modules.customers.models import Customer
from sanjing.modules.insights.events import RetirementProposed
from sanjing.modules.scores.models import CustomerScore, Quadrant
from sanjing.modules.scores.queries import score_of

PURPOSE = "customer.retire"


class Outcome(models.TextChoices):
    """What becomes of a customer who is let go; nobody is ever deleted."""

    QUIET = "quiet", _l("降为 C 级，负责人不变，少联系")
    POOL = "pool", _l("降为 C 级，放回公海")


class NotForRetirement(Refusal):
    """Only who is small and disloyal is proposed."""

    code = "not_for_retirement"


class NobodyDecides(Refusal):
    """The company has not said who decides."""

    code = "no_approval_rule"


class RetireForm(forms.Form):
    reason = forms.CharField(
        label=_l("为什么不再投入"), max_length=120,
        help_text=_l("批的人会连同欠款、毛利、最近联系和转介绍一起看。"),
    )  # fmt: skip
    outcome = forms.ChoiceField(label=_l("同意以后"), choices=Outcome)


def small_and_disloyal(score: CustomerScore | None) -> bool:
    return score is not None and score.quadrant == Quadrant.SMALL_DISLOYAL


def not_this_one(_customer: Customer) -> NotForRetirement:
    return NotForRetirement(_("只有小而不忠的客户才提议淘汰。"))


@action(entity="customer", verb="propose_retirement", label=_l("提议淘汰"), icon="user-minus", asks=RetireForm,
        offered=lambda customer, by: small_and_disloyal(score_of(customer, by)), why_not=not_this_one)  # fmt: skip
def propose_retirement(
    customer: Customer, *, reason: str, outcome: str, by: Actor, at: datetime
) -> Customer:
    """Ask those whom the company's rules name; until they answer the customer stands still.

    Raises NotForRetirement, Held of one who waits already, and NobodyDecides without a rule.
    """
    entity = registry.get("customer")
    with transaction.atomic():
        customer = records.lock(entity, customer.pk, by=by, verb="change")
        refuse_held(entity.name, customer.pk)
        if not small_and_disloyal(CustomerScore.objects.filter(pk=customer.pk).first()):
            raise not_this_one(customer)
        told = RetirementProposed(reason=reason, outcome=outcome)
        publish(told, about=records.about(entity, customer), by=by, at=at)
        title = _("淘汰“%(customer)s”：%(reason)s") % {"customer": customer, "reason": reason}
        if ask(customer, PURPOSE, title=title, by=by, at=at) is None:
            raise NobodyDecides(
                _("还没有规则说由谁批淘汰客户。请管理员在“设置 → 审批规则”里加一条。")
            )
    return customer
