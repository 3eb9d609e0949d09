"""What reasons cost in money, and how people are named only with enough cases."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from sanjing.modules.losses.tests.conftest import make, reason

TODAY = timezone.localdate()


@pytest.fixture
def gone(seller, other_seller, buys):
    """Seven customers of one seller left in the last year, one of another, one long ago."""
    told = [
        ("送货晚", 4000, 30), ("送货晚", 2000, 40), ("价格", 3000, 50), ("搬走", 1000, 60),
        (None, 500, 70), ("送货晚", 0, 80), ("价格", 0, 90), ("搬走", 9000, 800),
    ]  # fmt: skip
    for n, (name, yuan, ago) in enumerate(told):
        customer = make("customer", seller, name=f"客户{n}")
        day = TODAY - timedelta(ago)
        if yuan:
            buys(customer, day - timedelta(100), yuan)
            buys(customer, day - timedelta(400), 77_000)
        make(
            "departure", seller, customer=customer, left_on=day, reason=name and reason(name),
            touchpoint="delivery" if n < 5 else "sales", employee=other_seller.user if n < 5 else None,
        )  # fmt: skip
    other = make("customer", other_seller, name="别人的客户")
    buys(other, TODAY - timedelta(50), 5000, by=other_seller)
    make("departure", other_seller, customer=other, left_on=TODAY, reason=reason("改行"))


def cells(text: str, row: str) -> list[str]:
    """What stands in the line of the table behind the chart."""
    line = next(one for one in re.findall(r"<tr>.*?</tr>", text, re.S) if row in one)
    plain = [re.sub(r"<[^>]+>", " ", one) for one in re.findall(r"<td.*?</td>", line, re.S)]
    return [" ".join(one.split()) for one in plain]


def test_reasons_stand_by_money_with_the_part_reached_and_the_controllable_share(seller, gone):
    page = seller.browser().get("/insights/losses/").text

    assert cells(page, "送货晚")[1:5] == ["3", "¥6,000", "¥600", "57%"]
    assert cells(page, "搬走")[1:5] == ["1", "¥1,000", "¥100", "95%"]
    assert cells(page, "还没问到原因")[1:4] == ["1", "¥500", "¥50"]
    assert "金额的 90% 可控；带走最多的是“服务差 / 送货晚”" in page
    assert "1 位还没问到原因" in page and "改行" not in page
    everything = seller.browser().get("/insights/losses/?period=all&by=kind").text
    assert cells(everything, "搬走")[1:3] == ["2", "¥10,000"]
    assert cells(everything, "服务差")[1:3] == ["3", "¥6,000"]


def test_a_bar_leads_to_the_departures_it_counts(boss, gone):
    page = boss.browser().get("/insights/losses/").text
    assert cells(page, "改行")[1:3] == ["1", "¥5,000"]

    address = re.search(r'href="(/departures/\?[^"]*reason=\d[^"]*)">服务差 / 送货晚', page)[1]
    listed = boss.browser().get(address.replace("&amp;", "&")).text

    assert re.findall(r"客户(\d)", listed).count("7") == 0
    assert {"0", "1", "5"} == set(re.findall(r">客户(\d)<", listed))


def test_nobody_is_named_for_a_handful_of_cases(boss, seller, gone):
    touched = boss.browser().get("/insights/losses/?by=touchpoint").text
    assert cells(touched, "送货")[1:3] == ["5", "¥10,500"]
    assert "其余的（各不到 5 位）" in touched and ">销售<" not in touched

    people = boss.browser().get("/insights/losses/?by=employee").text
    assert cells(people, "吴海波")[1:3] == ["5", "¥10,500"]
    assert "几件事说明不了一个人" in people
    assert "吴海波" not in seller.browser().get("/insights/losses/?by=employee").text


def test_who_sees_no_orders_or_nothing_gets_no_page(outsider, boss):
    assert outsider.browser().get("/insights/losses/").status_code == 403
    assert "这段时间没有登记流失" in boss.browser().get("/insights/losses/").text
