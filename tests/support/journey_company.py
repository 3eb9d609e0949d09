"""The company that journeys happen in: the cast, and a few records of each. Run through `inside`."""

from __future__ import annotations

from typing import Any

from sanjing.foundation.entities import registry
from tests.support.cast import person, team
from tests.support.factories import make


def prepare() -> dict[str, Any]:
    """Ids that journeys go to."""
    sales = team("销售部")
    boss = person("boss", "钱总", role="owner")
    person("admin", "孙管", role="administrator")
    person("manager", "周建国", role="sales_manager", team=sales)
    seller = person("seller", "林晓梅", role="salesperson", team=team("一组", sales))
    other = person("other_seller", "吴海波", role="salesperson", team=team("二组", sales))
    customer = registry.get("customer")
    ids: dict[str, Any] = {}
    for key, name in {
        "pingan": "平安燃气",
        "changfeng": "长风饲料",
        "shared": "两人同改厂",
    }.items():
        ids[key] = make(customer, seller.actor, name=name, phone="13800138000").pk
    ids["others"] = make(customer, other.actor, name="吴家的客户", phone="13911112222").pk
    for entity in registry.all_entities():
        record = make(entity, boss.actor, full=True)
        ids[entity.name] = record.pk
    return ids
