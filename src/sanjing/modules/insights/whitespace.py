"""交叉销售空白: what customers like this one buy, and this one does not.

Customers are compared within an industry, or within those that carry a tag. Who bought nothing at all
within the year is neither a peer nor asked: that is winning a customer back, not selling more to one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Substr
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils.translation import gettext as _

from sanjing.analytics.whitespace import Cell, middle, worth_offering
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.figures.queries import figure
from sanjing.kernel.industries import industry_name
from sanjing.kernel.periods import add_months
from sanjing.modules.customers.models import Customer
from sanjing.modules.insights.reading import (
    BACK,
    CATEGORY,
    customers,
    lines_back,
    of_seen,
    sold,
    spent,
)

YEAR = 12
MOST = 50
BEST = 3
MOST_TAGS = 12
DIVISION = 3


MIDDLE = """
WITH moved (peers, category, customer, money) AS (moves),
spent AS (SELECT peers, category, customer, SUM(money) AS money FROM moved GROUP BY customer, category, peers),
ranked AS (
    SELECT peers, category, money, COUNT(*) OVER (PARTITION BY peers, category) AS many,
           2 * ROW_NUMBER() OVER (PARTITION BY peers, category ORDER BY money, customer) AS twice
    FROM spent
)
SELECT peers, category, money, many FROM ranked WHERE twice BETWEEN many AND many + 2
"""
"""What Django cannot say: windows over sums of two tables."""


@dataclass(frozen=True, slots=True)
class Peers:
    """Who is compared with whom: those of an industry, or with a `tag` all who carry it."""

    actor: Actor
    today: date
    tag: str = ""
    industry: str = ""

    @property
    def since(self) -> date:
        return add_months(self.today, -YEAR)

    def orders(self) -> Any:
        """What peers bought in the last year."""
        rows = sold(self.actor).filter(ordered_on__gt=self.since, ordered_on__lte=self.today)
        rows = rows.filter(of_seen(self.actor))
        if self.tag:
            return rows.filter(customer__tags__contains=f"|{self.tag}|")
        rows = rows.exclude(customer__industry="")
        return rows.filter(customer__industry__startswith=self.industry) if self.industry else rows

    def group(self, order: str = "") -> Any:
        """The group of the customer of an order, to which `order` is the path: the division of a coded
        industry, else its own words.
        """
        if self.tag:
            return Value(self.tag)
        path = f"{order}customer__industry"
        second = Substr(path, 2, 1)
        coded = Q(GreaterThanOrEqual(second, Value("0"))) & Q(LessThanOrEqual(second, Value("9")))
        division = When(coded, then=Substr(path, 1, DIVISION))
        return Case(division, default=F(path), output_field=CharField())


@dataclass(frozen=True, slots=True)
class Gap:
    """A customer who does not buy what the others of its group do."""

    customer: Customer
    cell: Cell


@dataclass(frozen=True, slots=True)
class Whitespace:
    """`cells` all that a group buys; `offers` those worth offering; the best `gaps` one by one.

    `count` gaps there are, for `money` 分 a year if all bought as the middle one of their group.
    """

    cells: list[Cell]
    offers: list[Cell]
    gaps: list[Gap]

    @property
    def count(self) -> int:
        return sum(one.missing for one in self.offers)

    @property
    def money(self) -> int:
        return sum(one.money for one in self.offers)

    @property
    def more(self) -> bool:
        return self.count > len(self.gaps)


def group_label(group: str) -> str:
    return industry_name(group) or group


def refuse_unknown(actor: Actor) -> None:
    """Raise Forbidden for whom it is hidden from of which trade a customer is."""
    if not registry.get("customer").may_read("industry", actor):
        raise Forbidden(_("您的角色看不到客户的行业。"))


def whitespace(peers: Peers) -> Whitespace:
    def reckon(day: date) -> list[Any]:
        of_day = replace(peers, today=day)
        cells = cells_of(of_day)
        return [[astuple(one) for one in cells], gaps(of_day, worth_offering(cells))]

    kept, missing = figure(f"whitespace:{peers.tag}", peers.actor, peers.today, reckon)
    cells = {(one.group, one.category): one for one in (Cell(*row) for row in kept)}
    keys = [pk for pk, *_cell in missing]
    seen = customers(peers.actor).select_related("owner").in_bulk(keys)
    listed = [
        Gap(seen[pk], cells[group, category]) for pk, group, category in missing if pk in seen
    ]
    return Whitespace(list(cells.values()), worth_offering(cells.values()), listed)


def cells_of(peers: Peers) -> list[Cell]:
    """What each group buys: how many of it buy a category, and the median of what they spend."""
    whole = peers.orders().annotate(group=peers.group()).values("group")
    sizes = dict(whole.values_list("group").annotate(Count("customer", distinct=True)))
    middles: dict[tuple[str, str], list[int]] = defaultdict(list)
    buyers: dict[tuple[str, str], int] = {}
    for group, category, money, many in in_the_middle(peers):
        middles[group, category].append(int(money))
        buyers[group, category] = many
    return [
        Cell(*key, sizes[key[0]], buyers[key], middle(amounts)) for key, amounts in middles.items()
    ]


def in_the_middle(peers: Peers) -> list[tuple[str, str, int, int]]:
    """(group, category, 分, buyers) of the one or two customers in the middle of each cell."""
    orders = peers.orders()
    sold = orders.filter(rows__product__isnull=False).exclude(rows__product__category="")
    sold = sold.annotate(group=peers.group())
    back = lines_back(orders).exclude(product__category="").annotate(group=peers.group(BACK))
    parts = (
        sold.values_list("group", CATEGORY, "customer", "rows__amount"),
        back.values_list("group", "product__category", "customer", -F("amount")),
    )
    inner, given = zip(*(rows.query.sql_with_params() for rows in parts), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(MIDDLE.replace("(moves)", f"({' UNION ALL '.join(inner)})"), sum(given, ()))
        return cursor.fetchall()


def gaps(peers: Peers, offers: list[Cell], most: int = MOST) -> list[tuple[int, str, str]]:
    """(customer, group, category) of who is missing in the best cells, those who spend most first within a cell."""
    found: list[tuple[int, str, str]] = []
    for cell in offers:
        if len(found) >= most:
            break
        ids = missing_in(peers, cell)[: most - len(found)]
        found += [(pk, cell.group, cell.category) for pk in ids]
    return found


def missing_in(peers: Peers, cell: Cell) -> list[int]:
    """Ids of the customers of the group who bought, yet nothing of the category."""
    orders = (peers if peers.tag else replace(peers, industry=cell.group)).orders()
    bought = orders.filter(customer=OuterRef("customer"), rows__product__category=cell.category)
    rows = orders.annotate(group=peers.group()).filter(~Exists(bought), group=cell.group)
    spenders = rows.values("customer").annotate(money=spent(orders))
    return list(spenders.order_by("-money", "customer").values_list("customer", flat=True)[:MOST])


def of_customer(actor: Actor, customer: Customer, today: date) -> list[Cell]:
    """The best that could be offered to one customer, among the peers of its industry."""
    if not customer.industry:
        return []
    group = group_of(customer.industry)
    peers = Peers(actor, today, industry=group)
    bought = peers.orders().filter(customer=customer)
    if not bought.exists():
        return []
    known = set(bought.values_list(CATEGORY, flat=True))
    cells = (one for one in cells_of(peers) if one.group == group and one.category not in known)
    return worth_offering(cells)[:BEST]


def group_of(industry: str) -> str:
    """The division of an industry that has a code, else its own words.

    >>> group_of("C3651"), group_of("门店"), group_of("C")
    ('C36', '门店', 'C')
    """
    return industry[:DIVISION] if industry[1:2].isdigit() else industry


def tags_of(actor: Actor) -> list[str]:
    """The tags most customers carry; none for whom tags are hidden from."""
    if not registry.get("customer").may_read("tags", actor):
        return []

    def reckon(_day: date) -> list[str]:
        rows = customers(actor).exclude(tags="").order_by().values_list("tags")
        counted: Counter[str] = Counter()
        for tags, count in rows.annotate(n=Count("pk")):
            counted.update(dict.fromkeys(filter(None, tags.split("|")), count))
        return [tag for tag, _count in counted.most_common(MOST_TAGS)]

    return figure("whitespace.tags", actor, date.max, reckon)
