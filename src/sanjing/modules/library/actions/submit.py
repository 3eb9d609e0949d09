"""Asking whether a claim may be said 送审."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.actions import ask
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action, only_from
from sanjing.foundation.entities.errors import Refusal
from sanjing.modules.library.events import ClaimSubmitted
from sanjing.modules.library.models import ProductClaim

PURPOSE = "productclaim.approve"
State = ProductClaim.State


class NotReady(Refusal):
    """The claim is no draft any more, or it would be out of force already."""

    code = "not_ready"


class NobodyApproves(Refusal):
    """The company has not said who may approve it."""

    code = "no_approval_rule"


@action(
    entity="productclaim", verb="submit", label=_l("送审"), icon="send", offered=only_from(State.DRAFT)
)  # fmt: skip
def submit(claim: ProductClaim, *, by: Actor, at: datetime) -> ProductClaim:
    """Ask those whom the company's rules name; until they answer the claim stands still.

    Raises NotReady, and NobodyApproves without a rule.
    """
    with transaction.atomic():
        claim = records.lock(records.entity_of(claim), claim.pk, by=by, verb="change")
        if claim.state != State.DRAFT:
            raise NotReady(_("这条口径已经不是草稿了。"))
        if claim.valid_until and claim.valid_until < timezone.localdate(at):
            raise NotReady(_("有效期已经过了，请先改有效期。"))
        kept = {"state": State.WAITING}
        waiting = records.change(claim, {}, kept=kept, by=by, at=at, telling=ClaimSubmitted())
        told = {"product": claim.product.name, "statement": claim.statement}
        title = _("宣传口径 %(product)s：%(statement)s") % told
        if ask(waiting, PURPOSE, title=title, by=by, at=at) is None:
            raise NobodyApproves(
                _("还没有规则说由谁批宣传口径。请管理员在“设置 → 审批规则”里加一条。")
            )
    return waiting
