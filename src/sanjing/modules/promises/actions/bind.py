"""Holding a promise against the floors, at the moment it is made or changed."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.queries import rules_of
from sanjing.foundation.phrases import listed
from sanjing.modules.promises import queries, rules
from sanjing.modules.promises.models import Promise, PromiseFloor

PURPOSE = "promise.beyond_floor"
State = Promise.State


def bind(promise: Promise, *, by: Actor, today: date) -> None:
    """Let a promise beyond the floor wait for approval; `unmeasured` tells `faults` of one without its
    number.
    """
    numbers = rules.measures(
        promise.kind,
        promise.terms,
        since=said_on(promise, today),
        due_on=promise.due_on,
        value=promise.value,
    )
    floors = {one.pk: one for one in queries.floors_over(promise, by, today)}
    promise.unmeasured = bool(floors) and not numbers
    crossed = rules.beyond([*map(queries.bound, floors.values())], *numbers)
    promise.floor = floors[crossed.pk] if crossed else None
    if promise.floor:
        promise.state = State.WAITING
    elif promise.state == State.WAITING:
        promise.state = State.OPEN


def said_on(promise: Promise, today: date) -> set[date]:
    """The day it is said to have been made, and the day it was written down or brought forward: who dates
    a promise back gains no days by it. What was due before anybody wrote it down is history.
    """
    before = promise.stood.get("due_on")
    anew = before is None or promise.due_on < before
    written = today if anew else timezone.localdate(promise.created_at)
    return {promise.made_on} if promise.due_on < written else {promise.made_on, written}


def faults(promise: Promise) -> dict[str, list[str]]:
    """What speaks against saving it: no number to hold against a floor, nobody to ask beyond one."""
    if getattr(promise, "unmeasured", False):
        return {"terms": [_("“%(kind)s”有底线，请写上数值") % {"kind": promise.get_kind_display()}]}
    if promise.state == State.WAITING and promise.floor and not rules_of(PURPOSE):
        return {"terms": [beyond(promise.floor)]}
    return {}


def beyond(floor: PromiseFloor) -> str:
    return _("超过了承诺底线“%(floor)s”（%(bounds)s），不能答应") % {
        "floor": floor.name, "bounds": bounds(floor),
    }  # fmt: skip


def bounds(floor: PromiseFloor) -> str:
    """不少于 3，不超过 10"""
    told = []
    if floor.least is not None:
        told.append(_("不少于 %(number)s") % {"number": f"{floor.least.normalize():f}"})
    if floor.most is not None:
        told.append(_("不超过 %(number)s") % {"number": f"{floor.most.normalize():f}"})
    return listed(told)
