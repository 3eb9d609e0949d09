"""The customer list: first page, filters, sorts, a thousand pages deep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from sanjing.foundation.entities import paging, registry
from sanjing.modules.customers.models import Customer
from tests.benchmarks import by_hand
from tests.benchmarks.cast import Person, Values
from tests.benchmarks.clock import Row, measure

TARGET, RATIO = 40, 3
RECENT = "c.changed_at DESC, c.id DESC"
EMPTY = "/customers/?name__is=nobody-has-this-name"
NULLS = ("last_contacted_at", "next_contact_date")


@dataclass(frozen=True)
class Case:
    name: str
    query: str
    where: str = "1 = 1"
    order: str = RECENT
    parameters: tuple[Any, ...] = ()


def rows(boss: Person, seller: Person, values: Values, runs: int) -> Iterator[Row]:
    yield measure(
        "list, owner of the firm", "a page without rows", lambda: boss.opens(EMPTY), runs=runs, target=TARGET
    )  # fmt: skip
    for case in [Case("first page", ""), *filters(boss, seller, values), *sorts(), *deep(values)]:
        yield timed("list, owner of the firm", case, boss, None, runs)
    mine = [Case("first page", ""), *filters(seller, seller, values)]
    for case in [*mine, Case("sorted by name", "sort=name", order="c.name, c.id")]:
        yield timed("list, salesperson", case, seller, seller.user.pk, runs)


def timed(group: str, case: Case, who: Person, owner: int | None, runs: int) -> Row:
    hand = by_hand.list_page(case.where, case.order, case.parameters, owner=owner)
    address = f"/customers/?{case.query}"
    return measure(
        group, case.name, lambda: who.opens(address), runs=runs, by_hand=hand, target=TARGET, ratio_target=RATIO
    )  # fmt: skip


def filters(who: Person, seller: Person, values: Values) -> Iterator[Case]:
    yield Case("stage", "stage=regular", "c.stage = 'regular'")
    whose = "me" if who is seller else str(seller.user.pk)
    yield Case("one owner", f"owner={whose}", "c.owner_id = %s", parameters=(seller.user.pk,))
    yield Case("nobody's (pool)", "owner__empty=", "c.owner_id IS NULL")
    for name, code in (("province", values.regions[0][:2]), ("district, rare", values.regions[-1])):
        where = "c.region >= %s AND c.region < %s"
        yield Case(
            f"region: {name}", f"region__within={code}", where, parameters=(code, f"{code}a")
        )
    for name, tag in (("common", values.tags[0]), ("rare", values.tags[-1])):
        yield Case(f"tag, {name}", f"tags__has={tag}", "c.tags LIKE %s", parameters=(f"%|{tag}|%",))
    yield from custom(values)
    yield from scored()
    yield not_contacted(90)
    yield Case("stage and region", f"stage=new&region__within={values.regions[0]}",
               "c.stage = 'new' AND c.region = %s", parameters=(values.regions[0],))  # fmt: skip
    yield from searches(values)


def custom(values: Values) -> Iterator[Case]:
    if values.custom_choice:
        key, option = values.custom_choice
        path = f"c.custom ->> '{key}'"
        yield Case("custom field", f"{key}={option}", f"{path} = %s", parameters=(option,))
        yield Case("sorted by a custom field", f"sort={key}", order=f"{path} NULLS LAST, c.id")


def scored() -> Iterator[Case]:
    """What the night has told of customers."""
    kept = "SELECT {0} FROM scores_customerscore s WHERE s.customer_id = c.id"
    where = f"({kept.format('quadrant')}) = 'large_disloyal'"
    yield Case("quadrant", "quadrant=large_disloyal", where)
    order = f"({kept.format('stake')}) DESC NULLS LAST, c.id DESC"
    yield Case("by what is at stake, down", "sort=-at_stake", order=order)


def not_contacted(days: int) -> Case:
    day = timezone.localdate() - timedelta(days)
    before = timezone.make_aware(datetime.combine(day, time()))
    query = f"last_contacted_at__within=older_than_{days}_days"
    return Case(
        "not contacted for 90 days", query, "c.last_contacted_at < %s", parameters=(before,)
    )


def searches(values: Values) -> Iterator[Case]:
    """Two characters in the box above the list; by hand a scan of names, as an index knows no middle."""
    common, rare = values.bigrams[0], values.bigrams[len(values.bigrams) // 2]
    for name, pair in (("common", common), ("rare", rare)):
        yield Case(
            f"q= two characters, {name}", f"q={pair}", "c.name LIKE %s", parameters=(f"%{pair}%",)
        )


def sorts() -> Iterator[Case]:
    entity = registry.get("customer")
    for name in entity.listing.columns:
        if entity.columns[name].sortable:
            nulls = " NULLS LAST" if name in NULLS else ""
            yield Case(f"sorted by {name}", f"sort={name}", order=f"c.{name}{nulls}, c.id")
            yield Case(
                f"sorted by {name}, down", f"sort=-{name}", order=f"c.{name} DESC{nulls}, c.id DESC"
            )


def deep(values: Values) -> Iterator[Case]:
    """A thousand pages on, or as deep as the company goes."""
    live = Customer.objects.filter(removed_at=None).order_by("-changed_at", "-pk")
    pages = min(1000, live.count() // 50 - 2)
    place = live.values_list("changed_at", "pk")[pages * 50]
    where = "(c.changed_at, c.id) < (%s, %s)"
    yield Case(
        "1 000 pages deep",
        f"after={paging.write_cursor('-changed_at', place)}",
        where,
        parameters=place,
    )


Rows = Callable[..., Iterator[Row]]
