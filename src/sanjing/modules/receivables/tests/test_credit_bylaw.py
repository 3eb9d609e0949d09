"""Credit limits in the register of rules: one rule a grade, and a version for every limit that changed."""

import datetime as dt

import pytest

from sanjing.foundation.entities import records, registry
from sanjing.foundation.rulebook.declaring import Period, find
from sanjing.foundation.rulebook.queries import entries

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 10)
AT = dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)


def in_register(actor):
    found = entries(find("credit_limit"), actor, Period(TODAY, TODAY), TODAY)
    return {entry.rule.name: entry for entry in found}


def test_each_grade_is_a_rule_with_its_limits_and_their_versions(boss, seller, other_seller):
    def customer(name, by, **values):
        return records.create(
            registry.get("customer"), {"name": name, **values}, by=by.actor, at=AT
        )

    mill = customer("瓷厂", seller, credit_grade="aa", credit_limit="1000")
    customer("面粉厂", other_seller, credit_grade="aa", credit_limit="5000")
    customer("小店", seller, credit_limit="200")
    customer("没额度", seller, credit_grade="b")
    records.change(mill, {"credit_limit": "3000"}, by=boss.actor, at=AT + dt.timedelta(1))
    order = {"customer": mill, "ordered_on": TODAY, "amount": "50"}
    records.create(registry.get("order"), order, by=seller.actor, at=AT)

    seen = in_register(boss.actor)
    assert list(seen) == ["信用 AA", "没有评级"]
    assert seen["信用 AA"].rule.says.startswith("2 位客户有额度，一共 ¥8,000，最高 ¥5,000")
    assert (seen["信用 AA"].check.kept, seen["没有评级"].check.applied) == (1, 0)
    assert [(one.number, one.changes[0]) for one in seen["信用 AA"].versions] == [
        (1, ("瓷厂", "", "¥1,000")),
        (2, ("面粉厂", "", "¥5,000")),
        (3, ("瓷厂", "¥1,000", "¥3,000")),
    ]
    assert seen["信用 AA"].latest.who == boss.user.name
    own = in_register(seller.actor)["信用 AA"]
    assert own.rule.says.startswith("1 位客户") and len(own.versions) == 2
    page = boss.browser().get("/rules/credit_limit/aa/").text
    assert "第 3 版" in page and "¥3,000" in page
