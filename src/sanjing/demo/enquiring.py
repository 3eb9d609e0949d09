"""Who asked the demo company about gas, in which way, and what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from django.utils import timezone

from sanjing.demo import names, places
from sanjing.demo.agenda import Agenda, not_before
from sanjing.demo.lives import Values
from sanjing.demo.pursuing import some_reason
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.modules.deals.actions.lead_verbs import contacted, discard
from sanjing.modules.deals.actions.lose import lose
from sanjing.modules.deals.actions.qualify import qualify
from sanjing.modules.deals.actions.win import win
from sanjing.modules.deals.models import Deal, Lead, Outcome

DAYS = 80
"""They asked within so many days, most of them lately."""
ASKED = (
    "想了解工业用气的接入费用",
    "锅炉要换成燃气的，请报价",
    "食堂新开，需要通气",
    "年底检修，流量计要校验",
    "租的厂房能不能通气",
)
WAYS = {"website": 6, "phone": 3, "referral": 2, "fair": 2, "wechat": 1}
CAMPAIGNS: dict[str, tuple[str, ...]] = {"website": ("", "供暖季推广"), "fair": ("武汉工业节能展",)}
FATES = (
    "contacted",
    "won",
    "contacted",
    "discarded",
    "won",
    "contacted",
    "lost",
    "contacted",
    "won",
    "contacted",
    "new",
)
"""What becomes of one lead after the other; eleven, so that each of the five who sell has some of all."""
WASTE = ("推销广告", "打错了，不是我们的管网范围", "学生做作业")


def open_website(admin: Actor, at: datetime) -> Any:
    """The form on the company's site and the rule that gives out what comes in; returns the form."""
    rule = {"name": "网站线索轮流分", "team": "销售部", "method": "turn"}
    records.create(registry.get("leadrule"), rule, by=admin, at=at)
    form = {
        "name": "官网用气咨询",
        "intro": "留下电话，我们一个工作日内联系您。",
        "source": "website",
    }
    return records.create(registry.get("leadform"), form, by=admin, at=at)


def enquiries(
    agenda: Agenda, rng: Random, actors: dict[str, Actor], form: Any, now: datetime, count: int
) -> None:
    """Leads of the last months, at the hours at which people ask."""
    for number in range(count):
        way = rng.choices([*WAYS], [*WAYS.values()])[0]
        region = places.district(rng)
        values = {
            "name": names.person(rng), "company": names.factory(rng, places.short_name(region))[0],
            "phone": names.mobile(rng), "need": rng.choice(ASKED), "source": way, "region": region,
            "campaign": rng.choice(CAMPAIGNS.get(way, ("",))), "form": form if way == "website" else None,
        }  # fmt: skip
        at = asked_at(rng, now, (count - number) / count)
        fate = "new" if number == count - 1 else FATES[number % len(FATES)]
        agenda.plan(at, partial(ask, agenda, Random(number), actors, values, fate, now, at=at))


def asked_at(rng: Random, now: datetime, back: float) -> datetime:
    """A moment of a working day; `back` is how far in the past, from 0 (now) to 1."""
    local = timezone.localtime(now)
    day = (local - timedelta(DAYS * back * back)).replace(hour=8, minute=0)
    return min(day + timedelta(minutes=rng.randrange(600)), local - timedelta(hours=2))


def ask(
    agenda: Agenda, rng: Random, actors: dict[str, Actor], values: Values, fate: str, now: datetime,
    *, at: datetime,
) -> None:  # fmt: skip
    """Somebody asks; whoever it is given to answers later."""
    sellers = {actor.user_id: actor for actor in actors.values()}
    told = {"consented_at": at} if values["form"] else {}
    lead = records.create(registry.get("lead"), values, by=actors["admin"], at=at, kept=told)
    lead.refresh_from_db()
    by = sellers.get(lead.owner_id) or actors["manager"]
    after = at + timedelta(minutes=rng.choice((6, 11, 18, 25, 40, 90, 200)))
    if fate != "new" and after < now:
        agenda.plan(after, partial(answer, agenda, rng, lead, fate, now, by=by, at=after))


def answer(
    agenda: Agenda, rng: Random, lead: Lead, fate: str, now: datetime, *, by: Actor, at: datetime
) -> None:
    if fate == "discarded":
        discard(lead, reason=rng.choice(WASTE), by=by, at=at)
        return
    lead = contacted(lead, by=by, at=at)
    if fate in ("won", "lost"):
        worth = str(rng.randint(5, 60) * 10_000)
        lead = qualify(lead, amount=worth, anew=True, by=by, at=at)
        deal = Deal.objects.get(leads=lead)
        after = at + timedelta(rng.randint(8, 35))
        expected = {"expected_close_date": timezone.localdate(after + timedelta(20))}
        records.change(deal, expected, by=by, at=at)
        agenda.plan(after, partial(close, deal.pk, fate == "won", by=by, at=after))


def close(pk: int, is_won: bool, *, by: Actor, at: datetime) -> None:
    """The deal that came of it ends."""
    deal, day = Deal.objects.get(pk=pk), timezone.localdate(at)
    reason = some_reason(Outcome.WON if is_won else Outcome.LOST, deal)
    end = win if is_won else lose
    end(deal, reason=reason, closed_on=day, by=by, at=not_before(deal, at))
