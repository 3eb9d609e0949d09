"""The company that journeys of selling and being paid happen in. Run through `inside`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from sanjing.foundation.approvals.actions import save_rule
from sanjing.foundation.entities import records, registry
from sanjing.modules.quotes.actions.send import PURPOSE as DISCOUNT
from sanjing.modules.receivables.actions.write_off import PURPOSE as WRITING_OFF
from tests.support.cast import person, team


def prepare() -> dict[str, Any]:
    """An order over 30 000 元, a draft of a quote that gives away a third, a deal,
    somebody who pays late, and rules for approval.
    """
    sales, now = team("销售部"), timezone.now()
    today = timezone.localdate(now)
    boss = person("boss", "钱总", role="owner").actor
    admin = person("admin", "孙管", role="administrator").actor
    person("manager", "周建国", role="sales_manager", team=sales)
    person("finance", "秦算", role="finance")
    seller = person("seller", "林晓梅", role="salesperson", team=team("一组", sales)).actor

    def make(entity: str, by: Any, **values: Any) -> Any:
        return records.create(registry.get(entity), values, by=by, at=now)

    leads, decides = [{"who": "lead"}], [{"who": "people", "people": [boss.user_id]}]
    save_rule(None, {"purpose": DISCOUNT, "name": "折扣超过权限"}, leads, by=admin, at=now)
    save_rule(None, {"purpose": WRITING_OFF, "name": "坏账老板批"}, decides, by=admin, at=now)
    make("product", boss, name="壁挂炉 24 kW", reference="BGL", price="6000", unit="台")
    hotel = make("customer", seller, name="江城酒店")
    lines = [{"product": "BGL", "quantity": "5"}]
    order = make(
        "order", seller, customer=hotel, lines=lines, ordered_on=today - timedelta(50), state="confirmed"
    )  # fmt: skip
    quote = make(
        "quote", seller, customer=hotel, title="二期壁挂炉", lines=lines, discount="10000",
        quoted_on=today, valid_until=today + timedelta(30),
    )  # fmt: skip
    make(
        "deal", seller, name="二期改造", customer=hotel, amount="120000", expected_close_date=today
    )
    late = make("customer", seller, name="江城浴池")
    make(
        "invoice", boss, customer=late, amount="8800", booked_on=today - timedelta(90),
        due_on=today - timedelta(60),
    )  # fmt: skip
    contract = make("contract", seller, customer=hotel, title="年度维保合同", amount="48000")
    made = {"customer": hotel, "order": order, "quote": quote, "contract": contract}
    return {name: record.pk for name, record in made.items()}
