"""A seeded company of any size, made set-wise: `python -m tests.benchmarks.company CUSTOMERS --data DIR`.

For every customer: three orders with ten lines and five events on the average, half a contact, half an
activity, spread over three years as they would have come in. SANJING_DATABASE_URL chooses PostgreSQL.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from sanjing.commands.serving.prepare import rebuild_index

YEARS = 3
SEED = 20260101
SELLERS_TO_CUSTOMERS = 1000
DONE = "company-is-complete"


def build(customers: int, now: datetime) -> None:
    """Fill an empty, migrated database."""
    from sanjing.foundation.events.models import Event, Seal
    from sanjing.foundation.search.models import SearchEntry
    from sanjing.modules.activities.models import Activity
    from sanjing.modules.customers.models import Contact, Customer, StageChange
    from sanjing.modules.orders.actions.sum_sales import sum_sales
    from sanjing.modules.orders.models import Order, OrderLine
    from tests.benchmarks import loading
    from tests.benchmarks.chain import Ledger
    from tests.benchmarks.population import People, customers_and_contacts
    from tests.benchmarks.staff import hire, sell
    from tests.benchmarks.trading import orders_and_activities

    rng = Random(SEED)
    start = now - timedelta(365 * YEARS)
    filled = (Customer, Contact, StageChange, Order, OrderLine, Activity, Event, SearchEntry, Seal)
    with loading.careless():
        with transaction.atomic():
            sellers = hire(max(5, min(300, customers // SELLERS_TO_CUSTOMERS)))
            products = sell(start)
        with transaction.atomic(), loading.without_indexes(*filled):
            people, ledger = People(sellers), Ledger()
            loading.load_in_parts(
                customers_and_contacts(rng, customers, people, ledger, start, now)
            )
            loading.load_in_parts(orders_and_activities(rng, people, products, ledger, start, now))
            loading.load_in_parts(ledger.rest())
    loading.settle()
    sum_sales(at=now)
    score(now)
    connection.close()


def score(now: datetime) -> None:
    """The scores of the first night, with the months before it as a company that ran so long would have them."""
    from sanjing.foundation.figures.actions import fill
    from sanjing.modules.scores.actions.score import ask, carry_out

    carry_out(ask(at=now), at=now)
    fill()


def ensure(data: Path, customers: int) -> float:
    """Build the company unless it is there; returns the seconds that took. Django must be set up."""
    mark = data / DONE
    started = time.monotonic()
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    call_command("migrate", verbosity=0, interactive=False)
    if mark.exists() and mark.read_text() == str(customers):
        if any(migration.app_label == "search" for migration, _backwards in plan):
            rebuild_index()
        return 0.0
    build(customers, datetime.now().astimezone().replace(microsecond=0))
    mark.write_text(str(customers))
    return time.monotonic() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("customers", type=int)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    options.data.mkdir(parents=True, exist_ok=True)
    from sanjing.commands.installation import choose, start_django

    choose(data_dir=options.data)
    start_django()
    sys.stdout.write(f"{ensure(options.data.resolve(), options.customers):.1f} s\n")


if __name__ == "__main__":
    main()
