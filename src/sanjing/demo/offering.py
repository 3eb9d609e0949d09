"""At which prices the demo company sells, what its rivals offer, and what it quotes for its deals."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from sanjing.demo.agenda import not_before
from sanjing.demo.buying import Goods
from sanjing.demo.pursuing import some_reason
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, records, registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals.actions.win import win
from sanjing.modules.deals.models import Deal, Outcome
from sanjing.modules.promises.actions.say import values_of
from sanjing.modules.quotes.actions.accept import accept
from sanjing.modules.quotes.actions.quote_deal import quote_deal
from sanjing.modules.quotes.actions.revise import revise
from sanjing.modules.quotes.actions.send import send
from sanjing.modules.quotes.models import Quote

PRICES = (
    # number, class of customers, region, price, why
    ("M-G40", "工业", "", "9500", "工业用户年度框架价"), ("A-H1", "经销商", "", "158", "经销商价，按季结算"),
    ("V-1", "经销商", "", "52", "经销商价，按季结算"), ("W-16", "经销商", "", "2280", "经销商价，按季结算"),
    ("I-3", "", "420116", "350", "黄陂路远，含运输"), ("I-3", "", "420115", "338", "江夏路远，含运输"),
)  # fmt: skip
SUMMER = {"product": "GAS-I", "customer_class": "工业", "price": "3.68", "note": "非采暖季下浮"}
BUNDLE = {
    "name": "厨房安全套装", "reference": "K-1", "category": "安全", "unit": "套", "price": "288", "cost": "142",
    "parts": "A-H1 × 1\nV-1 × 1\nH-12 × 1",
}  # fmt: skip
HEARD = (
    (
        "签三年送第一年维保",
        "维保我们按次报修、24 小时到场；三年总价算下来差不到 2%，先把停炉一天的损失算给他看",
    ),
    ("单价低五分，但要预付半年气款", "预付半年的资金成本高过五分钱，请对方财务一起算"),
    ("免费换流量计", "他们的表要半年校一次，我们的两年；把校验停供的天数列出来"),
    ("带总工去看过他们的样板厂", "约到我们的案例客户现场看一次，别在会议室里比参数"),
)
CHANNEL = "渠道合作"
STEPS = (
    ("接触", "open", 10, 21), ("试供货", "open", 40, 30), ("谈合作条件", "open", 70, 14),
    ("已签约", "won", 100, None), ("没谈成", "lost", 0, None),
)  # fmt: skip
TERMS = {"payment_terms": "预付 30%，验收后付清"}
SAID = ("周五前出完整方案", "月底前安排现场勘查", "三天内回复付款方式")


def set_prices(goods: Goods, by: Actor, now: datetime) -> None:
    """Prices by region, class and date, and a bundle."""
    year = timezone.localdate(now).year
    rows = [
        {"product": goods[number], "customer_class": group, "region": region, "price": price, "note": why,
         "starts_on": date(year, 1, 1)}
        for number, group, region, price, why in PRICES
    ]  # fmt: skip
    days = {"starts_on": date(year + 1, 4, 1), "ends_on": date(year + 1, 10, 31)}
    rows.append(SUMMER | days | {"product": goods[SUMMER["product"]]})
    batches.create_many(registry.get("listprice"), rows, by=by, at=now)
    records.create(registry.get("product"), BUNDLE, by=by, at=now)


def open_channel(admin: Actor, by: Actor, now: datetime) -> None:
    """A second way of selling: how a dealer becomes a partner, with a few on their way."""
    line = records.create(
        registry.get("pipeline"), {"name": CHANNEL, "position": 2}, by=admin, at=now
    )
    stages = [
        records.create(
            registry.get("stage"),
            {"pipeline": line, "name": name, "position": n, "outcome": outcome, "probability": chance,
             "stale_days": stale},
            by=admin, at=now,
        )
        for n, (name, outcome, chance, stale) in enumerate(STEPS, 1)
    ]  # fmt: skip
    dealers = Customer.objects.filter(tags__contains="|经销商|", removed_at=None).order_by("pk")
    rows = [
        {"name": "明年经销合作", "customer": one, "stage": stages[n % 3], "amount": str((n + 2) * 120_000),
         "source": "visit", "expected_close_date": timezone.localdate(now) + timedelta(20 + 9 * n)}
        for n, one in enumerate(dealers[:5])
    ]  # fmt: skip
    batches.create_many(registry.get("deal"), rows, by=by, at=now)


def on_offer(stage: str) -> list[Deal]:
    """Open deals with products that stand in a stage, the smallest first."""
    rows = Deal.objects.filter(stage__name=stage, outcome=Outcome.OPEN, removed_at=None)
    rows = rows.exclude(rows=None).select_related("owner", "customer").distinct()
    return list(rows.order_by("amount", "pk"))


def quote_deals(actors: dict[str, Actor], now: datetime) -> None:
    """What is on offer is quoted: two of them anew, one of these accepted and won."""
    by = {actor.user_id: actor for actor in actors.values()}
    for n, deal in enumerate([*on_offer("商务谈判")[:4], *on_offer("方案报价")[:2]]):
        who, at = by[deal.owner_id], not_before(deal, now - timedelta(hours=20 - n))
        made = send(quote_deal(deal, by=who, at=at), by=who, at=at)
        if n < 2:
            again = records.change(revise(made, by=who, at=at), TERMS, by=who, at=at)
            made = send(again, by=who, at=at)
        if n == 0 and made.state == Quote.State.SENT:
            accept(made, by=who, at=at)
            day = timezone.localdate(at)
            win(deal, reason=some_reason(Outcome.WON, deal), closed_on=day, by=who, at=at)


def promise_on_deals(actors: dict[str, Actor], now: datetime) -> None:
    """What was said at the last talk about a few deals."""
    by = {actor.user_id: actor for actor in actors.values()}
    for deal, words in zip(on_offer("需求确认") + on_offer("方案报价"), SAID, strict=False):
        values = values_of(what=words, today=timezone.localdate(now)) | {"customer": deal.customer}
        source = {"source_entity": "deal", "source_id": deal.pk}
        who = by[deal.owner_id]
        records.create(registry.get("promise"), values, by=who, at=now, kept=source)


def hear_rivals(by: Actor, now: datetime) -> None:
    """What rivals offered on deals that go on, with what to answer."""
    going_on = Deal.objects.filter(outcome=Outcome.OPEN, removed_at=None).exclude(competitors="")
    rows = [
        {"competitor": deal.competitors.strip("|").split("|")[0], "name": HEARD[n % 4][0], "deal": deal,
         "customer": deal.customer, "rebuttal": HEARD[n % 4][1], "heard_from": "客户采购",
         "offered_on": timezone.localdate(now) - timedelta(3 + 5 * n)}
        for n, deal in enumerate(going_on.select_related("customer").order_by("pk")[:6])
    ]  # fmt: skip
    batches.create_many(registry.get("competitoroffer"), rows, by=by, at=now)
