"""What becomes of one demo customer: who they are, what they buy, when they are spoken to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from sanjing.demo import names, places
from sanjing.demo.texts import NOTES

Values = dict[str, Any]
LATER = date(2999, 1, 1)


@dataclass
class Life:
    """A customer to be: `sort` is home, trade, factory or dealer; dates say when things happen."""

    sort: str
    owner: str
    joined: date
    values: Values
    contacts: list[Values] = field(default_factory=list)
    until: date = LATER
    spoken_until: date = LATER
    parent: Life | None = None
    base: int = 0


def home(rng: Random) -> tuple[Values, list[Values]]:
    region = places.district(rng)
    values = {
        "name": names.person(rng), "kind": "person", "phone": names.mobile(rng), "region": region,
        "address": places.home_address(rng), "source": rng.choice(("website", "wechat", "phone", "referral", "other")),
        "tags": rng.choices(([], ["壁挂炉"], ["老小区"], ["独居老人"], ["租户"]), (70, 10, 10, 5, 5))[0],
        "preferred_channel": rng.choice(("phone", "wechat", "")),
    }  # fmt: skip
    return values, []


def firm(
    rng: Random, name: str, region: str, industry: str, address: str, grades: tuple[int, int, int]
) -> Values:
    grade = rng.choices("abc", grades)[0]
    values: Values = {
        "name": name, "kind": "organisation", "phone": rng.choice((names.land_line, names.mobile))(rng),
        "region": region, "address": address, "industry": industry, "grade": grade,
        "credit_code": names.credit_code(rng, region) if rng.random() < 0.8 else "",
        "source": rng.choice(("visit", "referral", "phone", "fair", "website")),
        "email": names.email(rng) if rng.random() < 0.45 else "",
        "description": rng.choice(NOTES) if rng.random() < 0.3 else "",
    }  # fmt: skip
    if grade == "a":
        values |= {"employees": rng.randrange(60, 900), "credit_grade": rng.choice(("aaa", "aa", "a")),
                   "credit_limit": str(rng.randrange(300, 1500) * 10_000)}  # fmt: skip
    return values


def factory(rng: Random) -> tuple[Values, list[Values]]:
    region = places.district(rng)
    name, _trade = names.factory(rng, places.short_name(region))
    values = firm(rng, name, region, "制造业", places.factory_address(rng), (35, 45, 20))
    return values | {"tags": ["工业"]}, people(
        rng, ("decides", "总经理"), ("uses", "设备科长"), ("pays", "财务主管")
    )


def trade(rng: Random) -> tuple[Values, list[Values]]:
    region = places.district(rng)
    place = places.short_name(region)
    make: Callable[[Random, str], str]
    make, industry = rng.choices(
        ((names.diner, "餐饮业"), (names.hotel, "住宿业"), (names.institution, "教育")), (6, 2, 2)
    )[0]
    values = firm(rng, make(rng, place), region, industry, places.street_address(rng), (8, 52, 40))
    return values | {"tags": ["商业"]}, people(
        rng, ("decides", rng.choice(("老板", "总务主任", "店长"))), ("uses", "厨师长")
    )


def dealer(rng: Random) -> tuple[Values, list[Values]]:
    region = places.district(rng)
    values = firm(
        rng,
        names.dealer(rng, places.short_name(region)),
        region,
        "批发业",
        places.street_address(rng),
        (20, 50, 30),
    )
    return values | {"tags": ["经销商"]}, people(rng, ("decides", "老板"), ("buys", "采购"))


def people(rng: Random, *posts: tuple[str, str]) -> list[Values]:
    """One to all of the posts, filled."""
    return [
        {
            "name": names.person(rng), "role": role, "job_title": title, "mobile": names.mobile(rng),
            "birthday": names.birthday(rng) if rng.random() < 0.35 else "",
            "wechat": f"wx{rng.randrange(10**7)}" if rng.random() < 0.4 else "",
        }
        for role, title in posts[: rng.randint(1, len(posts))]
    ]  # fmt: skip


MAKERS = {"home": home, "trade": trade, "factory": factory, "dealer": dealer}
SHARES = {"home": 0.70, "trade": 0.19, "factory": 0.085, "dealer": 0.025}
OWNERS = {
    "home": (("seller2", "seller4"), (1, 1)),
    "trade": (("seller", "seller3", "seller2"), (5, 4, 1)),
    "factory": (("seller", "seller3", "manager"), (5, 4, 1)),
    "dealer": (("channel",), (1,)),
}


def invent(rng: Random, size: int, start: date, today: date) -> list[Life]:
    """`size` customers who came between `start` and `today`, some of them lost, silent, in the pool or twice."""
    sorts = rng.choices(list(SHARES), list(SHARES.values()), k=size - size // 100)
    lives = [one(rng, sort, start, today) for sort in sorts]
    firms = [life for life in lives if life.values.get("industry") == "餐饮业"]
    for parent in firms[: size // 200]:
        lives += [branch(rng, parent, n, today) for n in range(1, rng.randint(3, 6))]
    lives += [again(rng, life, today) for life in rng.sample(lives, min(len(lives), size // 100))]
    return sorted(lives, key=lambda life: life.joined)


def one(rng: Random, sort: str, start: date, today: date) -> Life:
    values, contacts = MAKERS[sort](rng)
    span = (today - start).days
    joined = start + timedelta(rng.randrange(28) if rng.random() < 0.35 else rng.randrange(span))
    owner = "" if rng.random() < 0.08 else rng.choices(*OWNERS[sort])[0]
    life = Life(sort, owner, joined, values, contacts, base=rng.randrange(8, 160) * 1000)
    if rng.random() < 0.26:
        life.until = joined + timedelta(rng.randint(120, 700))
    if rng.random() < 0.15 or not owner:
        life.spoken_until = max(joined, today - timedelta(rng.randint(40, 400)))
    return life


def branch(rng: Random, parent: Life, number: int, today: date) -> Life:
    """A further house of a chain."""
    values, contacts = trade(rng)
    values |= {"industry": "餐饮业", "address": places.street_address(rng)}
    place = places.short_name(values["region"])
    values["name"] = f"{parent.values['name']}（{place}{'一二三四五六七'[number]}店）"
    joined = min(parent.joined + timedelta(rng.randint(30, 400)), today)
    return Life(
        "trade",
        parent.owner,
        joined,
        values,
        contacts,
        parent=parent,
        base=rng.randrange(8, 60) * 1000,
    )


def again(rng: Random, life: Life, today: date) -> Life:
    """The same customer entered a second time by somebody else, not quite alike."""
    name = life.values["name"]
    other = f"{name} " if life.sort == "home" else name.replace("武汉", "").replace("有限公司", "")
    values = life.values | {"name": other or name, "credit_code": "", "description": ""}
    joined = min(life.joined + timedelta(rng.randint(10, 300)), today)
    return Life(life.sort, rng.choice(("seller", "seller2", "seller4")), joined, values, base=0)
