"""Lists over the API, and making and changing one record with its event and search row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from sanjing.modules.customers.models import Customer
from tests.benchmarks.by_hand import api_page
from tests.benchmarks.cast import Person, Values
from tests.benchmarks.clock import Row, measure

JSON = "application/json"
_numbers = count(1)


def rows(boss: Person, seller: Person, values: Values, runs: int) -> Iterator[Row]:
    yield measure(
        "API", "list of 100 customers", lambda: boss.calls("/api/customers?limit=100"), runs=runs,
        by_hand=api_page(100), target=20, ratio_target=4,
    )  # fmt: skip
    yield measure(
        "API",
        "one customer",
        lambda: boss.calls(f"/api/customers/{values.ids[0]}"),
        runs=runs,
        target=20,
    )
    works = {
        "create a customer over the API": create(boss),
        "change a customer over the API": change(boss, values.ids[1]),
        "create a customer in the form": fill_in(boss),
        "log a call with its next date": log_call(seller),
    }
    for name, work in works.items():
        yield measure("one write, with event and search row", name, work, runs=runs, target=25)


def create(who: Person) -> Callable[[], Any]:
    def work() -> None:
        body = {"name": f"基准{next(_numbers)}号有限公司", "phone": "13800138000", "stage": "new"}
        who.got(who.program.post("/api/customers", json.dumps(body), content_type=JSON), 201)

    return work


def change(who: Person, pk: int) -> Callable[[], Any]:
    def work() -> None:
        body = {"description": f"第 {next(_numbers)} 次修改", "stage": "regular"}
        answer = who.program.patch(
            f"/api/customers/{pk}", json.dumps(body), content_type=JSON, headers={"if-match": "*"}
        )
        who.got(answer)

    return work


def fill_in(who: Person) -> Callable[[], Any]:
    def work() -> None:
        typed = {
            "name": f"表单{next(_numbers)}号有限公司",
            "kind": "organisation",
            "stage": "new",
            "phone": "",
        }
        who.got(who.browser.post("/customers/new/", typed), 303)

    return work


def log_call(who: Person) -> Callable[[], Any]:
    """An activity, which moves the customer's last contact and plans the next one."""
    customer = Customer.objects.filter(owner=who.user, removed_at=None).first()
    assert customer is not None

    def work() -> None:
        body = {
            "customer": customer.pk, "kind": "call", "summary": f"第 {next(_numbers)} 次通话",
            "outcome": "talked",
        }  # fmt: skip
        who.got(who.program.post("/api/activities", json.dumps(body), content_type=JSON), 201)

    return work
