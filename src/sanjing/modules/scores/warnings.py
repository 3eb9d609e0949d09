"""Silent changes of customers: which signals are heard each night, and how they are kept in one short text."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


class Signal(models.TextChoices):
    """What changed. The figures before and now of each are said in `words.warnings`."""

    VOLUME = "volume", _("买得少了")
    RHYTHM = "rhythm", _("该买没买")
    CONTACTS = "contacts", _("联系少了")
    PROMISES = "promises", _("承诺没兑现")
    OVERDUE = "overdue", _("逾期变多")
    COMPLAINTS = "complaints", _("不满意")
    CONTACT_LEFT = "contact_left", _("联系人走了")
    REPLIES = "replies", _("答复慢了")


@dataclass(frozen=True, slots=True)
class Heard:
    """A signal, how loud it is in per cent, and the figures before and now."""

    signal: Signal
    loud: int
    was: int
    now: int


@dataclass(frozen=True, slots=True)
class Told:
    """How many customers carry a signal, and the money that hangs on them (分)."""

    customers: int
    money: int


def read(kept: str) -> list[Heard]:
    """The loudest first.

    >>> [one.loud for one in read("volume:63:120000:45000,promises:50:1:1")]
    [63, 50]
    """
    parts = [one.split(":") for one in kept.split(",") if one]
    return [Heard(Signal(code), int(loud), int(was), int(now)) for code, loud, was, now in parts]


def carries(signal: str) -> Q:
    return Q(signals__contains=f"{signal}:")


def by_signal(scores: QuerySet) -> dict[str, Told]:
    """By signal how many carry it, in one query; who carries several is counted under each."""
    named = {f"{one}_n": Count("pk", filter=carries(one)) for one in Signal.values}
    sums = {f"{one}_sum": Coalesce(Sum("warned", filter=carries(one)), 0) for one in Signal.values}
    found = scores.filter(warned__gt=0).aggregate(**named, **sums)
    return {one: Told(found[f"{one}_n"], int(found[f"{one}_sum"])) for one in Signal.values}
