"""A board of ten thousand open deals, or as many as there are customers, made for the measure and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.utils import timezone

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import batches, registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals.models import Outcome, Stage
from tests.benchmarks.cast import Person, Values
from tests.benchmarks.clock import Refused, Row, measure

DEALS = 10_000
TARGET = 300


def rows(boss: Person, values: Values, runs: int) -> Iterator[Row]:
    """Nothing of it stays: the deals live in a transaction that is rolled back."""
    with transaction.atomic():
        made = open_deals(values, min(DEALS, Customer.objects.count()))
        yield measure(
            "board", f"{made} open deals", partial(boss.opens, "/deals/board/"), runs=runs, target=TARGET
        )  # fmt: skip
        transaction.set_rollback(True)


def open_deals(values: Values, count: int) -> int:
    stages = list(Stage.objects.filter(outcome=Outcome.OPEN).order_by("pipeline", "position"))
    stages = [one for one in stages if one.pipeline_id == stages[0].pipeline_id]
    deals = [
        {"name": f"商机 {n}", "customer": values.ids[n % len(values.ids)], "stage": stages[n % len(stages)].pk,
         "amount": str(1000 + n), "expected_close_date": timezone.localdate().isoformat()}
        for n in range(count)
    ]  # fmt: skip
    done = batches.create_many(
        registry.get("deal"), deals, by=system_actor("bench"), at=timezone.now()
    )
    if done.refused:
        raise Refused(f"a deal was refused: {next(iter(done.refused.values()))}")
    return len(done.created)
