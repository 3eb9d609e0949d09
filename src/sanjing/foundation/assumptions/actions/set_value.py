"""Setting a number of the firm's own, or taking it back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.assumptions.declaring import Assumption
from sanjing.foundation.assumptions.events import AssumptionSet
from sanjing.foundation.assumptions.models import SetValue
from sanjing.foundation.assumptions.queries import may_set
from sanjing.foundation.entities.errors import Forbidden, Refusal
from sanjing.foundation.events.publish import About, publish
from sanjing.kernel.numbers import plain_number


class OutOfReach(Refusal):
    """The number is not one that this assumption can have; `least` and `most` are in the data."""

    code = "out_of_reach"


def set_value(
    assumption: Assumption,
    number: Decimal | None,
    *,
    since: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> SetValue:
    """Let `number` count from a day on; None takes back what was set. Raises Forbidden, OutOfReach."""
    if not may_set(by) or not assumption.may_see(by):
        raise Forbidden(_("只有老板和管理员能改参数。"))
    least, most = assumption.least, assumption.most
    if number is not None and not least <= number <= most:
        sentence = _("%(label)s应在 %(least)s 到 %(most)s 之间。")
        words = {"label": assumption.label, "least": least, "most": most}
        raise OutOfReach(sentence % words, least=str(least), most=str(most))
    said = None if number is None else plain_number(number)
    told = AssumptionSet(key=assumption.key, number=said, since=since.isoformat(), reason=reason)
    with transaction.atomic():
        row = SetValue.objects.create(
            key=assumption.key, number=number, since=since, reason=reason, at=at,
            person_id=by.user_id, who=by.name[:60],
        )  # fmt: skip
        publish(told, about=About("assumption", 0, None, str(assumption.label)), by=by, at=at)
    return row
