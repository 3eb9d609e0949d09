"""The customer page, the search box, the home page, and the pages that tell of everybody."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import cycle
from urllib.parse import quote

from django.db.models import Count
from django.utils import timezone

from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.figures.actions.turn import turn
from sanjing.foundation.figures.queries import kept_on
from sanjing.kernel.text import query_terms
from tests.benchmarks.by_hand import index_query
from tests.benchmarks.cast import Person, Values
from tests.benchmarks.clock import Row, measure

FEW = 10
MANAGEMENT = {
    "overview": "/insights/",
    "value map": "/insights/value/",
    "quadrants": "/insights/quadrants/",
    "tiers": "/insights/tiers/",
    "cost to serve": "/insights/costs/",
    "reasons of loss": "/insights/losses/",
    "churn cost": "/insights/churn-cost/",
    "early warning": "/insights/warning/",
    "retention": "/insights/retention/",
    "register of numbers": "/insights/assumptions/",
    "seasons": "/insights/season/",
    "before the season": "/insights/season/before/",
    "whitespace": "/insights/whitespace/",
    "prospecting": "/insights/prospecting/",
    "perfect orders": "/deliveries/perfect/",
    "return rates": "/returns/rates/",
    "targets": "/deals/progress/",
    "register of rules": "/rules/",
    "recycle bin": "/bin/",
}


def rows(boss: Person, seller: Person, values: Values, runs: int) -> Iterator[Row]:
    yield from customer_pages(boss, values, runs)
    yield from management(boss, runs)
    for who, whose in ((boss, "owner of the firm"), (seller, "salesperson")):
        yield from searches(f"search box, {whose}", who, values, runs)
        yield measure(f"home, {whose}", "home page", partial(who.opens, "/"), runs=runs, target=60)


def management(boss: Person, runs: int) -> Iterator[Row]:
    """Pages that tell of everybody, on the morning after a night: as quick for many customers as for few."""
    today = timezone.localdate()
    if kept_on(today) is None:
        turn(today, keeps=True)
    for name, address in MANAGEMENT.items():
        yield measure(
            "management pages", name, partial(boss.opens, address), runs=min(runs, FEW), target=300
        )


def customer_pages(boss: Person, values: Values, runs: int) -> Iterator[Row]:
    ids = cycle(values.ids[:50])
    yield measure(
        "customer page", "fifty customers in turn", lambda: boss.opens(f"/customers/{next(ids)}/"),
        runs=runs, target=60,
    )  # fmt: skip
    busiest = Event.objects.filter(hub_id__in=values.ids).values("hub_id").annotate(n=Count("pk"))
    hub = busiest.order_by("-n").first()["hub_id"]
    yield measure(
        "customer page", "the one with most events", lambda: boss.opens(f"/customers/{hub}/"), runs=runs, target=60
    )  # fmt: skip
    yield measure(
        "customer page",
        "its timeline, next fifty",
        lambda: boss.opens(f"/customers/{hub}/timeline/"),
        runs=runs,
    )


def searches(group: str, who: Person, values: Values, runs: int) -> Iterator[Row]:
    entities = [
        entity.name
        for entity in registry.all_entities()
        if entity.search and who.actor.may(entity.name, "see")
    ]
    middle = values.bigrams[len(values.bigrams) // 4]
    asked = {
        "two characters, the commonest": values.bigrams[0],
        "two characters, usual": middle,
        "pinyin initials": initials(values.rows[0].name),
        "last 4 digits of a phone": values.tails[0],
        "nothing found": "龘靐",
    }
    for name, words in asked.items():
        terms = [term.text + "*" * term.prefix for term in query_terms(words)]
        address = f"/search/?q={quote(words)}"
        yield measure(
            group, name, partial(who.opens, address, hx_request="true"), runs=runs,
            by_hand=index_query(entities, terms), target=20, ratio_target=3,
        )  # fmt: skip


def initials(name: str) -> str:
    """The first letters of the first four characters, as somebody types them."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(name[:4], style=Style.FIRST_LETTER))
