"""What the demo company tries to sell to factories, together with whom, and how far it got."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from sanjing.demo.buying import Goods
from sanjing.demo.catalogue import PRODUCTS
from sanjing.demo.lives import Life, Values
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import batches, records, registry
from sanjing.kernel.periods import add_months
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals.actions.lose import lose
from sanjing.modules.deals.actions.move import move
from sanjing.modules.deals.actions.win import win
from sanjing.modules.deals.models import Deal, DealReason, Outcome, Stage

BACK = 540
"""Deals begin within so many days before today."""
PROJECTS = (
    # what, least and most in 万元, how long it takes in days
    ("窑炉煤改气", 80, 420, 150), ("锅炉低氮改造", 30, 160, 110), ("新增蒸汽线用气", 60, 300, 130),
    ("调压站扩容", 25, 120, 90), ("流量计更换", 4, 30, 45), ("三年维保合同", 6, 40, 50), ("应急气源备用", 15, 90, 80),
)  # fmt: skip
NEEDS = {
    # what: (number, how many) of what is always in it, and the number of what makes up the rest
    "窑炉煤改气": ((("R-100", 3), ("M-G40", 4)), "I-3"), "锅炉低氮改造": ((("R-100", 1), ("M-G40", 2)), "I-3"),
    "新增蒸汽线用气": ((("R-100", 2), ("M-G40", 3)), "I-3"), "调压站扩容": ((("M-G40", 1),), "R-100"),
    "流量计更换": ((), "M-G40"), "三年维保合同": ((), "C-2"), "应急气源备用": ((("R-100", 2),), "I-3"),
}  # fmt: skip
PRICES = {number: float(price) for number, _name, _sort, _unit, price, _cost in PRODUCTS}
LARGE = 1_000_000
"""From so many 元 on, several colleagues work on a deal."""
RIVALS = ("汉水能源", "中部燃气", "绿源电锅炉", "自备液化气")
LESSONS = (
    "报价前先请对方设备科看现场",
    "停炉窗口只有国庆，方案要提前两个月",
    "对手送了半年维保，我们早点知道就好了",
    "",
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
    worth = rng.randint(least, most) * 10_000
    values = {
        "name": what, "lines": lines_of(what, worth), "opened_on": begin,
        "expected_close_date": (expected := end + timedelta(rng.randint(-20, 15))),
        "source": rng.choice(("visit", "referral", "phone", "website", "fair")),
        "category": rng.choices(("pipeline", "best", "commit"), (6, 3, 1))[0],
        "competitors": rng.choice(RIVALS) if rng.random() < 0.4 else "",
    }  # fmt: skip
    won = rng.random() < 0.52
    last = 4 if won else rng.choices((1, 2, 3, 4), (2, 3, 5, 3))[0]
    days = [begin + timedelta(round(length * n / (last + 1))) for n in range(1, last)]
    closing = begin + timedelta(round(length * (last + 1) / 5))
    steps: list[tuple[date, str, Any]] = [
        (begin, "open", None), *((day, "move", STAGES[n]) for n, day in enumerate(days, 1)),
        *(one for one in doubts(what, worth, begin, expected) if one[0] < closing),
    ]  # fmt: skip
    steps.sort(key=lambda one: one[0])
    steps.append((closing, "win" if won else "lose", rng.choice(LESSONS)))
    return Pursuit(values, [step for step in steps if step[0] <= today])


def doubts(
    what: str, worth: int, begin: date, expected: date
) -> Iterator[tuple[date, str, Values]]:
    """What customers think over: many decide later than they said, some want more of it or less."""
    dice, span = Random(worth + begin.toordinal()), (expected - begin).days
    if dice.random() < 0.45:
        later = expected + timedelta(dice.choice((-20, 25, 40, 60)))
        yield begin + timedelta(round(span * 0.5)), "change", {"expected_close_date": later}
    if dice.random() < 0.35:
        size = dice.choice((0.7, 0.85, 1.15, 1.3))
        yield (
            begin + timedelta(round(span * 0.6)),
            "change",
            {"lines": lines_of(what, round(worth * size))},
        )


def lines_of(what: str, worth: int) -> list[Values]:
    """Products that come to about `worth` 元."""
    always, rest = NEEDS[what]
    left = worth - sum(PRICES[number] * count for number, count in always)
    lines = [*always, (rest, max(1, round(left / PRICES[rest])))]
    return [{"product": number, "quantity": count} for number, count in lines]


def team_of(owner: User, users: dict[str, User]) -> list[Values]:
    """Who works on a large deal: the owner, an engineer, and a manager who opens doors."""
    shares = [("service", "technical", 15), ("manager", "sponsor", 10)]
    others = [(users[login], role, share) for login, role, share in shares if users[login] != owner]
    own = (owner, "leads", 100 - sum(share for _who, _role, share in others))
    return [{"user": one.pk, "role": role, "share": share} for one, role, share in (own, *others)]


class Selling:
    """Writes the steps of deals as their days come."""

    def __init__(self, users: dict[str, User]):
        self.users = users
        self.deals: dict[int, Deal] = {}

    def step(
        self, pursuit: Pursuit, number: int, customer: Customer, *, by: Actor, at: datetime
    ) -> None:
        """What happens at one step of a pursuit: it opens, changes, moves on, is won or lost."""
        day, kind, told = pursuit.steps[number]
        if kind == "open":
            values = pursuit.values | {"customer": customer}
            deal = records.create(registry.get("deal"), values, by=by, at=at)
            self.deals[id(pursuit)] = deal
            if deal.amount >= LARGE * 100:
                team = {"team": team_of(deal.owner, self.users)}
                self.deals[id(pursuit)] = records.change(deal, team, by=by, at=at)
            return
        deal = self.deals[id(pursuit)]
        if kind == "change":
            self.deals[id(pursuit)] = records.change(deal, told, by=by, at=at)
        elif kind == "move":
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


def set_targets(rng: Random, users: dict[str, User], goods: Goods, by: Actor, at: datetime) -> None:
    """What each who sells to factories, and of two products, is to be won in three months up to this."""
    first = timezone.localdate(at).replace(day=1)
    rows = [
        {"month": add_months(first, -back), "user": users[login], "amount": str(rng.randint(30, 80) * 50_000)}
        for back in range(3) for login in ("manager", "seller", "seller3")
    ] + [
        {"month": add_months(first, -back), "product": goods[number], "team": "销售部", "amount": str(amount)}
        for back in range(3) for number, amount in (("R-100", 300_000), ("M-G40", 150_000))
    ]  # fmt: skip
    batches.create_many(registry.get("target"), rows, by=by, at=at)
