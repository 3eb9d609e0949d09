"""Customers and contacts of the generated company, with their search rows and first events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sanjing.demo import names, places
from sanjing.foundation.accounts.models import Team, User
from sanjing.foundation.entities import diffs, registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.search.index import COLUMNS, entry_for
from sanjing.foundation.search.models import SearchEntry
from sanjing.modules.customers import rules
from sanjing.modules.customers.models import Contact, Customer, StageChange
from tests.benchmarks.chain import EVENTS, Ledger
from tests.benchmarks.loading import Table, moment
from tests.benchmarks.staff import LEVEL, POINTS, Seller

PART = 5000
PLACES = str.split(
    "北京 上海 广州 深圳 武汉 成都 杭州 南京 西安 重庆 长沙 郑州 青岛 苏州 合肥 昆明"
)
TRADES = str.split(
    "商贸 科技 建材 机械 食品 物流 电子 化工 纺织 医药 餐饮 装饰 能源 农业 文化 包装"
)
REGIONS = (
    "110105", "110108", "310101", "310115", "320102", "330106", "340104", "350203", "370202", "410105",
    *places.DISTRICTS, "430104", "440106", "440305", "500103", "510107", "530102", "610113", "650102",
)  # fmt: skip
TAGS = str.split(
    "大客户 老客户 转介绍 价格敏感 月结 现金 展会 需回访 经销商 终端 试用 合同到期 VIP 投诉过 竞品用户"
)
BRANCHES = 0.03
STAGES, STAGE_WEIGHTS = ("potential", "real", "new", "regular", "lifelong"), (40, 20, 15, 20, 5)
GRADES, GRADE_WEIGHTS = ("a", "b", "c", ""), (5, 25, 40, 30)
ALL = [column.column for column in Customer._meta.concrete_fields]
CUSTOMERS = Table(Customer, *ALL)
CONTACTS = Table(Contact, *(column.column for column in Contact._meta.concrete_fields))
MOVES = Table(StageChange, "customer_id", "stage", "at")
FOUND = Table(SearchEntry, "id", "entity", "record_id", *COLUMNS)


class People:
    """What later rows need to know of customers: owner, search scope and name, by id less one."""

    def __init__(self, sellers: list[Seller]) -> None:
        self.sellers = sellers
        self.users = {one.pk: User(pk=one.pk, name=one.name, team_id=one.team) for one in sellers}
        self.teams = {one.team: Team(pk=one.team) for one in sellers}
        self.owners: list[Seller] = []
        self.scopes: list[str] = []
        self.names: list[str] = []
        self.entries = 0

    def found(self, entity: Entity, record: Any) -> list[Any]:
        """The search row of a record."""
        self.entries += 1
        entry = entry_for(entity, record)
        values = (getattr(entry, column) for column in COLUMNS)
        return FOUND.row(self.entries, entity.name, record.pk, *values)


def customers_and_contacts(
    rng: Random, count: int, people: People, ledger: Ledger, start: datetime, now: datetime
) -> Iterator[dict[Table, list]]:
    customer_entity, contact_entity = registry.get("customer"), registry.get("contact")
    stored, step, contacts = customer_entity.stored, (now - start) / (count + 1), 0
    part: dict[Table, list] = {}
    for number in range(1, count + 1):
        if number % PART == 1:
            yield part
            part = {table: [] for table in (CUSTOMERS, CONTACTS, MOVES, FOUND, EVENTS)}
        seller = rng.choice(people.sellers)
        at = start + step * number
        customer = new_customer(rng, number, seller, people, at, now)
        part[CUSTOMERS].append(record_row(CUSTOMERS, customer, ALL))
        part[MOVES].append(MOVES.row(number, customer.stage, moment(at)))
        part[FOUND].append(people.found(customer_entity, customer))
        pictured = diffs.picture(stored, customer)
        told = {"values": {n: v for n, v in pictured.items() if v not in (None, "", [], False)}}
        part[EVENTS].append(
            ledger.event("customer.created", number, number, customer.name, seller.who, at, told)
        )
        people.owners.append(seller)
        people.scopes.append(customer_entity.policy.tokens(customer))
        people.names.append(customer.name)
        if rng.random() < 0.5:
            contacts += 1
            contact = new_contact(rng, contacts, customer, at)
            part[CONTACTS].append(record_row(CONTACTS, contact))
            part[FOUND].append(people.found(contact_entity, contact))
            told = {
                "values": {
                    "name": contact.name,
                    "mobile": contact.mobile,
                    "customer": {"id": number, "text": customer.name},
                }
            }
            part[EVENTS].append(
                ledger.event(
                    "contact.created", contacts, number, contact.name, seller.who, at, told
                )
            )
    yield part


def record_row(table: Table, record: Any, columns: list[str] | None = None) -> list[Any]:
    from tests.benchmarks.loading import plain

    held = record.__dict__
    return [plain(held[column]) for column in columns or table.columns]


def new_customer(
    rng: Random, number: int, seller: Seller, people: People, at: datetime, now: datetime
) -> Customer:
    firm = rng.random() < 0.7
    owned = rng.random() < 0.85
    changed = at + (now - at) * rng.random()
    customer = Customer(
        pk=number, reference=f"KH{number:06d}", created_at=at, changed_at=changed, stage_changed_at=at,
        name=firm_name(rng) if firm else names.person(rng), kind="organisation" if firm else "person",
        stage=rng.choices(STAGES, STAGE_WEIGHTS)[0], grade=rng.choices(GRADES, GRADE_WEIGHTS)[0],
        source=rng.choice(Customer.Source.values), phone=dashed(names.mobile(rng)) if rng.random() < 0.9 else "",
        email=names.email(rng) if rng.random() < 0.4 else "", region=rng.choice(REGIONS),
        address=places.street_address(rng), tags=some_tags(rng), custom=some_custom(rng),
        last_contacted_at=now - timedelta(hours=int(rng.expovariate(1 / 1800))) if rng.random() < 0.7 else None,
        next_contact_date=(now + timedelta(rng.randint(-20, 60))).date() if rng.random() < 0.25 else None,
        owner=people.users[seller.pk] if owned else None, team=people.teams[seller.team] if owned else None,
        parent=some_parent(rng, people) if rng.random() < BRANCHES else None,
        owned_since=at if owned else None, pooled_at=None if owned else at,
    )  # fmt: skip
    customer.name_key = rules.name_key(customer.name, customer.kind)
    customer.phone_key = rules.phone_key(customer.phone)
    customer.domain_key = rules.domain_key("", customer.email)
    customer.completeness = customer.archive.score
    return customer


def new_contact(rng: Random, number: int, customer: Customer, at: datetime) -> Contact:
    mobile = dashed(names.mobile(rng))
    return Contact(
        pk=number, reference=f"LX{number:06d}", created_at=at, changed_at=at, customer=customer,
        name=names.person(rng), mobile=mobile, phone_key=rules.phone_key(mobile), job_title="采购经理", role="buys",
    )  # fmt: skip


def some_parent(rng: Random, people: People) -> Customer | None:
    """One of those already there."""
    if not people.names:
        return None
    place = rng.randrange(len(people.names))
    return Customer(pk=place + 1, name=people.names[place])


def firm_name(rng: Random) -> str:
    return f"{rng.choice(PLACES)}{names.brand(rng)}{rng.choice(TRADES)}有限公司"


def dashed(mobile: str) -> str:
    """As `kernel.phones` writes it."""
    return f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}"


def some_tags(rng: Random) -> str:
    """Up to three, the first of the list far more often than the last."""
    picked = {TAGS[min(int(rng.expovariate(0.3)), len(TAGS) - 1)] for _ in range(rng.randrange(4))}
    return f"|{'|'.join(sorted(picked))}|" if picked else ""


def some_custom(rng: Random) -> dict[str, Any]:
    if rng.random() < 0.4:
        return {}
    return {LEVEL: f"o{rng.randint(1, 4)}", POINTS: rng.randint(0, 9999)}
