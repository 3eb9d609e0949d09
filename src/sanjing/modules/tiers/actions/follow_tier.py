"""Giving a customer the grade of the tier; to lower one it takes a look at what they brought us."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.errors import Refusal
from sanjing.modules.customers.models import Customer
from sanjing.modules.tiers import queries
from sanjing.modules.tiers.events import GradeFollowed


class NothingToFollow(Refusal):
    """The customer is in no tier with a grade, or has that grade."""

    code = "nothing_to_follow"


class LowersGrade(Refusal):
    """It would lower the customer, and nobody said that they looked at the referrals."""

    code = "lowers_grade"


class FollowForm(forms.Form):
    lower = forms.BooleanField(
        label=_l("降级的也改"), required=False,
        help_text=_l("不勾就只改升级的。降级前先看转介绍：还没有转介绍的记录，请问一下负责人。"),
    )  # fmt: skip

    def __init__(self, *args: Any, record: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if record is not None:
            self.fields["lower"].help_text = queries.referrals_of(record)


def differs(customer: Customer, by: Actor) -> bool:
    place = queries.place_of(customer, by)
    return bool(place and place.tier and place.tier.grade not in ("", customer.grade))


def nothing_to_follow(customer: Customer) -> NothingToFollow:
    return NothingToFollow(_("“%(name)s”的级别和分级没有不一样。") % {"name": customer.name})


@action(entity="customer", verb="follow_tier", label=_l("按分级定级别"), icon="star", asks=FollowForm,
        offered=differs, why_not=nothing_to_follow)  # fmt: skip
def follow_tier(customer: Customer, *, lower: bool = False, by: Actor, at: datetime) -> Customer:
    """Give the grade that the tier stands for. Raises NothingToFollow, LowersGrade, Forbidden, Held."""
    place = queries.place_of(customer, by)
    if place is None or place.tier is None or not differs(customer, by):
        raise nothing_to_follow(customer)
    grade = str(place.tier.grade)
    if not lower and queries.better(customer.grade, grade):
        told = _("“%(name)s”会从 %(was)s 降到 %(now)s。先看转介绍，再勾“降级的也改”。")
        names = dict(Customer.Grade.choices)
        words = {"name": customer.name, "was": names[customer.grade], "now": names[grade]}
        raise LowersGrade(told % words)
    return records.change(
        customer, {"grade": grade}, by=by, at=at, telling=GradeFollowed(tier=place.tier.name)
    )
