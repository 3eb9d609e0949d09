"""What the demo company tries to sell to factories, how far it got, and who asked on its website."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from sanjing.demo import names, places
from sanjing.demo.lives import Life, Values
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import batches, records, registry
from sanjing.kernel.periods import add_months
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals.actions.lead_verbs import contacted, discard
from sanjing.modules.deals.actions.lose import lose
from sanjing.modules.deals.actions.move import move
from sanjing.modules.deals.actions.qualify import qualify
from sanjing.modules.deals.actions.win import win
from sanjing.modules.deals.models import Deal, DealReason, Outcome, Stage

BACK = 540
"""Deals begin within so many days before today."""
PROJECTS = (
    # what, least and most in 万元, how long it takes in days
    ("窑炉煤改气", 80, 420, 150), ("锅炉低氮改造", 30, 160, 110), ("新增蒸汽线用气", 60, 300, 130),
    ("调压站扩容", 25, 120, 90), ("流量计更换", 4, 30, 45), ("三年维保合同", 6, 40, 50), ("应急气源备用", 15, 90, 80),
)  # fmt: skip
RIVALS = ("汉水能源", "中部燃气", "绿源电锅炉", "自备液化气")
LESSONS = (
    "报价前先请对方设备科看现场",
    "停炉窗口只有国庆，方案要提前两个月",
    "对手送了半年维保，我们早点知道就好了",
    "",
)
ASKED = (
    "想了解工业用气的接入费用",
    "锅炉要换成燃气的，请报价",
    "食堂新开，需要通气",
    "年底检修，流量计要校验",
    "租的厂房能不能通气",
)
STAGES = ("初步接洽", "需求确认", "方案报价", "商务谈判")


@dataclass
class Pursuit:
    """One deal to be: what it is, and what happens to it on which day."""

    values: Values
    steps: list[tuple[date, str, Any]]


def pursuits_of(rng: Random, life: Life, today: date) -> Iterator[Pursuit]:
    """What is tried at one factory, most often one thing."""
    if life.sort != "factory" or not life.owner:
        return
    for _turn in range(rng.choices((0, 1, 2), (3, 5, 2))[0]):
        begin = max(life.joined + timedelta(3), today - timedelta(rng.randrange(4, BACK)))
        if begin < today:
            yield pursuit(rng, life, begin, today)


def pursuit(rng: Random, life: Life, begin: date, today: date) -> Pursuit:
    what, least, most, length = rng.choice(PROJECTS)
    length = round(length * rng.uniform(0.5, 1.5))
    end = begin + timedelta(length)
    values = {
        "name": f"{what}", "amount": str(rng.randint(least, most) * 10_000), "opened_on": begin,
        "expected_close_date": end + timedelta(rng.randint(-20, 15)),
        "source": rng.choice(("visit", "referral", "phone", "website", "fair")),
        "category": rng.choices(("pipeline", "best", "commit"), (6, 3, 1))[0],
        "competitors": rng.choice(RIVALS) if rng.random() < 0.4 else "",
    }  # fmt: skip
    won = rng.random() < 0.52
    last = 4 if won else rng.choices((1, 2, 3, 4), (2, 3, 5, 3))[0]
    days = [begin + timedelta(round(length * n / (last + 1))) for n in range(1, last)]
    steps = [(begin, "open", None), *((day, "move", STAGES[n]) for n, day in enumerate(days, 1))]
    closing = begin + timedelta(round(length * (last + 1) / 5))
    steps.append((closing, "win" if won else "lose", rng.choice(LESSONS)))
    return Pursuit(values, [step for step in steps if step[0] <= today])


class Selling:
    """Writes the steps of deals as their days come."""

    def __init__(self, users: dict[str, User]):
        self.users = users
        self.deals: dict[int, Deal] = {}

    def step(
        self, pursuit: Pursuit, number: int, customer: Customer, *, by: Actor, at: datetime
    ) -> None:
        """What happens at one step of a pursuit: it opens, moves on, is won or lost."""
        day, kind, told = pursuit.steps[number]
        if kind == "open":
            values = pursuit.values | {"customer": customer}
            self.deals[id(pursuit)] = records.create(registry.get("deal"), values, by=by, at=at)
            return
        deal = self.deals[id(pursuit)]
        if kind == "move":
            move(deal, to=Stage.objects.get(name=told), by=by, at=at)
        elif kind == "win":
            win(
                deal,
                reason=some_reason(Outcome.WON, deal),
                closed_on=day,
                lessons=told,
                by=by,
                at=at,
            )
        else:
            lose(
                deal,
                reason=some_reason(Outcome.LOST, deal),
                closed_on=day,
                lessons=told,
                by=by,
                at=at,
            )


def some_reason(outcome: Outcome, deal: Deal) -> DealReason:
    """One of the ready reasons, another for each deal."""
    reasons = DealReason.objects.filter(outcome=outcome).order_by("position")
    return reasons[deal.pk * 7 % reasons.count()]


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


def enquiries(rng: Random, actors: dict[str, Actor], form: Any, now: datetime, count: int) -> None:
    """Leads of the last two days, some answered, one already a deal."""
    site, sellers = registry.get("lead"), {actor.user_id: actor for actor in actors.values()}
    for number in range(count):
        at = now - timedelta(minutes=(count - number) * 2400 // count + 300)
        name, _trade = names.factory(rng, places.short_name("420106"))
        values = {
            "name": names.person(rng), "company": name,
            "phone": names.mobile(rng), "need": rng.choice(ASKED), "source": "website",
            "campaign": rng.choice(("", "供暖季推广")), "form": form, "region": "420106",
        }  # fmt: skip
        lead = records.create(site, values, by=actors["admin"], at=at, kept={"consented_at": at})
        lead.refresh_from_db()
        by = sellers.get(lead.owner_id) or actors["manager"]
        after = at + timedelta(minutes=rng.choice((6, 11, 18, 25, 40, 90, 200)))
        if number % 5 < 3:
            lead = contacted(lead, by=by, at=after)
        if number % 5 == 0:
            qualify(lead, amount=str(rng.randint(5, 60) * 10_000), anew=True, by=by, at=after)
        elif number % 9 == 4:
            discard(lead, reason="推销广告", by=by, at=after)


def set_targets(rng: Random, users: dict[str, User], by: Actor, at: datetime) -> None:
    """What each who sells to factories is to win in this month and the two before."""
    first = timezone.localdate(at).replace(day=1)
    rows = [
        {"month": add_months(first, -back), "user": users[login], "amount": str(rng.randint(30, 80) * 50_000)}
        for back in range(3) for login in ("manager", "seller", "seller3")
    ]  # fmt: skip
    batches.create_many(registry.get("target"), rows, by=by, at=at)
