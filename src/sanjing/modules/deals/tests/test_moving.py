"""Why the forecast moved: every 分 between two days has its cause."""

import csv
import datetime as dt
import io
from itertools import pairwise
from random import Random

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sanjing.foundation.accounts.models import Role
from sanjing.foundation.entities import records, registry
from sanjing.foundation.events.models import Event
from sanjing.modules.deals import forecasting
from sanjing.modules.deals.actions.lose import lose
from sanjing.modules.deals.actions.move import move
from sanjing.modules.deals.actions.reopen import reopen
from sanjing.modules.deals.actions.win import win
from sanjing.modules.deals.models import Deal, ForecastEntry, Stage
from sanjing.modules.deals.moving import Cause, Counted, Lens, movement, split
from sanjing.modules.deals.rules import weighted
from sanjing.modules.deals.tests.conftest import SYSTEM
from tests.support.properties import examples

MARCH, APRIL = dt.date(2026, 3, 1), dt.date(2026, 4, 1)
LENSES = [Lens(month, weigh) for month in (None, MARCH, APRIL) for weigh in (True, False)]
DUE = (None, "2026-02-27", "2026-03-31", "2026-04-01", "2026-04-20", "2026-05-02")
FALLS = (Cause.RATED_DOWN, Cause.AMOUNT_DOWN, Cause.MOVED_OUT, Cause.LOST, Cause.WON)

counted = st.builds(
    Counted, st.integers(0, 10**12), st.integers(0, 100), st.sampled_from(Deal.Category.values),
    st.booleans(),
)  # fmt: skip


@pytest.fixture(autouse=True)
def a_pipeline_that_asks_for_nothing(db):
    Stage.objects.update(required="", exit_rule="")


@pytest.fixture
def visible(boss):
    return lambda: registry.get("deal").visible_to(boss.actor)


def days(at, n):
    return at + dt.timedelta(n)


@examples(300)
@given(st.none() | counted, st.none() | counted, st.sampled_from(LENSES))
def test_the_parts_of_one_deal_are_its_whole_difference(before, after, lens) -> None:
    parts = list(split(before, after, lens, came=Cause.NEW, went=Cause.WON))
    assert sum(amount for _cause, amount in parts) == lens.worth(after) - lens.worth(before)
    assert all((amount <= 0) == (cause in FALLS) for cause, amount in parts if amount)


class Life:
    """Deals to which something happens, chosen by a die, an hour after the other."""

    def __init__(self, dice, make_deal, stages, why, at):
        self.dice, self.make, self.stages, self.why, self.at = dice, make_deal, stages, why, at
        self.deals = []

    def step(self):
        self.at += dt.timedelta(hours=1)
        deal = Deal.objects.get(pk=self.dice.choice(self.deals)) if self.deals else None
        if deal is None or self.dice.random() < 0.2:
            self.deals.append(self.make(at=self.at, amount=self.money(), **self.values()).pk)
        elif not deal.is_open:
            reopen(deal, by=SYSTEM, at=self.at)
        else:
            self.dice.choice([self.change, self.change, self.go, self.close])(deal)

    def change(self, deal):
        values = {"amount": self.money(), **self.values()}
        some = self.dice.sample(sorted(values), self.dice.randint(1, 3))
        records.change(deal, {name: values[name] for name in some}, by=SYSTEM, at=self.at)

    def go(self, deal):
        move(deal, to=self.dice.choice(self.stages), by=SYSTEM, at=self.at)

    def close(self, deal):
        if self.dice.random() < 0.5:
            win(deal, by=SYSTEM, at=self.at)
        else:
            lose(deal, reason=self.why(), by=SYSTEM, at=self.at)

    def money(self):
        return f"{self.dice.randint(1, 999_999)}.{self.dice.randint(0, 99):02d}"

    def values(self):
        category = self.dice.choice(Deal.Category.values)
        return {"expected_close_date": self.dice.choice(DUE), "category": category}


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_the_causes_sum_to_the_difference(
    seed, make_deal, make_customer, visible, stage, why, at
) -> None:
    """Against the sums of the forecast page, and against every deal added up by hand."""
    dice, customer = Random(seed), make_customer()
    stages = [stage(name) for name in ("初步接洽", "需求确认")]
    life = Life(dice, lambda **v: make_deal(customer=customer, **v), stages, why, at)
    for _n in range(60):
        life.step()
    seen = set()
    moments = [at + dt.timedelta(minutes=60 * n - dice.randint(0, 300)) for n in (14, 28, 44, 61)]
    for since, until in pairwise(moments):
        for lens in LENSES:
            found = movement(visible(), lens, since=since, until=until)
            assert sum(part.amount for part in found.parts) == found.end - found.start
            seen |= {part.cause for part in found.parts}
            assert (found.start, found.end) == (by_hand(lens, since), by_hand(lens, until))
        page = forecasting.by_month(visible(), at=until, today=MARCH)
        assert (
            movement(visible(), Lens(), since=since, until=until).end == forecasting.in_all(page)[0]
        )
    assert len(seen) > len(Cause) / 2, "enough happened to tell causes apart"


def by_hand(lens, at):
    total = 0
    for one in ForecastEntry.objects.all():
        stood = one.from_at <= at and (one.until_at is None or one.until_at > at)
        due = one.expected_close_date
        inside = lens.month is None or (due and (due.year, due.month) == (2026, lens.month.month))
        if stood and inside and one.category != "omitted":
            total += weighted(one.amount, one.probability) if lens.is_weighted else one.amount
    return total


def test_each_cause_is_told_by_its_name(make_deal, visible, stage, why, at) -> None:
    later, march = days(at, 5), "2026-03-20"
    deals = {
        name: make_deal(amount="100", expected_close_date=march, name=name)
        for name in ("in", "out", "up", "down", "rated", "omitted", "won", "lost", "same")
    }
    records.change(deals["in"], {"expected_close_date": "2026-04-02"}, by=SYSTEM, at=days(at, 1))
    closed = make_deal(amount="100", expected_close_date=march)
    win(closed, by=SYSTEM, at=days(at, 1))

    def change(name, **values):
        records.change(deals[name], values, by=SYSTEM, at=later)

    change("in", expected_close_date=march)
    change("out", expected_close_date="2026-04-02")
    change("up", amount="150")
    change("down", amount="60")
    change("omitted", category="omitted")
    move(deals["rated"], to=stage("方案报价"), by=SYSTEM, at=later)
    win(deals["won"], by=SYSTEM, at=later)
    lose(deals["lost"], reason=why(), by=SYSTEM, at=later)
    reopen(closed, by=SYSTEM, at=later)
    make_deal(amount="7", expected_close_date=march, at=later)
    found = movement(visible(), Lens(MARCH), since=days(at, 2), until=days(at, 6))
    assert {part.cause.value: (part.amount, part.deals) for part in found.parts} == {
        "new": (70, 1), "reopened": (10_00, 1), "moved_in": (10_00, 1), "amount_up": (5_00, 1),
        "rated_up": (40_00, 1), "rated_down": (-10_00, 1), "amount_down": (-4_00, 1),
        "moved_out": (-10_00, 1), "lost": (-10_00, 1), "won": (-10_00, 1),
    }  # fmt: skip
    assert (found.start, found.end) == (80_00, 101_70)


def test_only_what_differs_between_the_two_days_counts(make_deal, visible, at) -> None:
    """One made and won in between, and one changed and changed back, moved nothing."""
    changed = make_deal(amount="100")
    win(make_deal(amount="900", at=days(at, 2)), by=SYSTEM, at=days(at, 3))
    records.change(changed, {"amount": "400"}, by=SYSTEM, at=days(at, 2))
    records.change(changed, {"amount": "100"}, by=SYSTEM, at=days(at, 3))
    found = movement(visible(), Lens(), since=days(at, 1), until=days(at, 4))
    assert (found.moves, found.start, found.end) == ([], 10_00, 10_00)


def test_another_probability_of_the_stage_is_a_cause(make_deal, visible, stage, at, boss) -> None:
    make_deal(amount="100")
    first = stage("初步接洽")
    records.change(first, {"probability": "30"}, by=boss.actor, at=days(at, 2))
    found = movement(visible(), Lens(), since=days(at, 1), until=days(at, 3))
    assert [(part.cause, part.amount) for part in found.parts] == [(Cause.RATED_UP, 20_00)]
    plain = movement(visible(), Lens(is_weighted=False), since=days(at, 1), until=days(at, 3))
    assert plain.parts == []


@pytest.fixture
def moved(make_deal, seller, why):
    """This month's forecast of the seller since its first day: one new, one lost."""
    today = timezone.localdate()
    midnight = timezone.make_aware(dt.datetime.combine(today, dt.time()))
    before = midnight - dt.timedelta(hours=1)
    soon = today.isoformat()
    old = make_deal(
        by=seller.actor, at=before, amount="300", expected_close_date=soon, name="老窑改造"
    )
    make_deal(
        by=seller.actor, at=timezone.now(), amount="1000", expected_close_date=soon, name="=新窑"
    )
    lose(old, reason=why(), by=seller.actor, at=timezone.now())
    return {"since": soon}


def test_the_page_tells_it_and_leads_to_the_deals(moved, seller) -> None:
    browser = seller.browser()
    page = browser.get("/deals/forecast/", moved)
    context = page.context
    assert context["move_title"].endswith("的加权预测多了 ¥70，最主要是新商机 ¥100")
    assert [(row["label"], row["amount"]) for row in context["move_rows"]] == [
        ("新商机", "+¥100"), ("输单", "-¥30"),
    ]  # fmt: skip
    assert [amount for _day, amount in context["move_ends"]] == ["¥30", "¥100"]
    behind = browser.get("/deals/forecast/" + context["move_rows"][1]["url"].split("#")[0])
    assert [row.deal.name for row in behind.context["movers"]] == ["老窑改造"]
    text = behind.content.decode()
    assert "老窑改造" in text.split('id="movers"')[1] and "=新窑" not in text
    bars = context["move_option"]["series"][1]["data"]
    assert [bar["value"] for bar in bars] == [30, 100, 30, 100]


def test_amounts_and_all_months_are_asked_for_in_the_address(moved, seller) -> None:
    page = seller.browser().get("/deals/forecast/", moved | {"month": "all", "by": "amount"})
    assert page.context["move_title"] == "全部预测金额多了 ¥700，最主要是新商机 ¥1,000"
    other = seller.browser().get("/deals/forecast/", moved | {"month": "2031-01"})
    assert other.context["move_title"] == "2031-01 的加权预测 ¥0，这段时间没有变"


@pytest.mark.parametrize("since", ["9999-12-31", "?", "2089-01-01"])
def test_a_first_day_that_cannot_be_is_that_of_the_month(boss, since) -> None:
    page = boss.browser().get("/deals/forecast/", {"since": since})
    assert page.context["asked"].since == timezone.localdate().replace(day=1)


def test_only_deals_that_the_reader_sees_count(moved, other_seller, boss) -> None:
    browser = other_seller.browser()
    assert browser.get("/deals/forecast/", moved | {"cause": "new"}).context["movers"] == []
    assert "这段时间没有变" in browser.get("/deals/forecast/", moved).context["move_title"]
    assert "=新窑" not in lines(browser.get("/deals/forecast/", moved | {"as": "csv"}))
    assert boss.browser().get("/deals/forecast/", moved).context["move_rows"]


def lines(answer) -> str:
    return answer.content.decode("utf-8-sig")


def test_the_file_holds_every_move_and_who_took_it_is_kept(moved, boss) -> None:
    answer = boss.browser().get("/deals/forecast/", moved | {"as": "csv"})
    table = list(csv.reader(io.StringIO(lines(answer))))
    assert [(row[1], row[4], row[7]) for row in table[1:]] == [
        ("老窑改造", "输单", "-30.00"), ("'=新窑", "新商机", "100.00"),
    ]  # fmt: skip
    assert Event.objects.filter(name="deal.exported", actor_id=boss.user.pk).count() == 1


def test_who_may_not_export_gets_no_file(moved, seller) -> None:
    role = Role.objects.get(key="salesperson")
    role.grants["deal"] = role.grants.get("deal", {}) | {"export": "none"}
    role.save()
    browser = seller.browser()
    assert browser.get("/deals/forecast/", moved | {"as": "csv"}).status_code == 403
    assert "as=csv" not in browser.get("/deals/forecast/", moved).content.decode()
    assert not Event.objects.filter(name="deal.exported").exists()
