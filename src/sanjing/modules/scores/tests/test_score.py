"""Everybody's scores are reckoned, kept, and stay what they were on earlier days."""

import datetime as dt

import polars as pl
import pytest
from django.db.models import Sum

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records
from sanjing.modules.orders.models import CustomerSales, Order
from sanjing.modules.scores.actions import score
from sanjing.modules.scores.actions.keep import EXPECTED, PERCENTS, SLACK
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.marts import of_figures
from sanjing.modules.scores.models import CustomerScore, PastScore, ScoreRun
from sanjing.modules.scores.rules import month_ends
from sanjing.modules.scores.tests.conftest import AT, CUSTOMERS, TODAY

BY = system_actor("测试")


def run(at=AT, as_of=None) -> ScoreRun:
    made = ask(at=at, as_of=as_of)
    carry_out(made, at=at)
    return made


@pytest.fixture
def scored(firm, monkeypatch):
    monkeypatch.setattr(score, "MONTHS", 2)
    run()
    return firm


def test_who_ever_bought_has_a_score_that_agrees_with_the_orders(scored):
    kept = dict(CustomerScore.objects.values_list("pk", "total"))
    assert kept == dict(CustomerSales.objects.values_list("pk", "amount"))
    assert len(kept) == CUSTOMERS - 2
    year = Order.objects.sold().filter(ordered_on__gt=TODAY - dt.timedelta(365))
    sums = dict(year.order_by().values_list("customer").annotate(Sum("amount")))
    assert dict(CustomerScore.objects.exclude(year_sales=0).values_list("pk", "year_sales")) == sums
    done = ScoreRun.objects.get()
    assert (done.state, done.customers, done.done) == ("done", CUSTOMERS - 2, done.steps)
    assert done.facts["model"] and not done.missing


def test_money_of_three_digits_is_not_a_fen_below():
    amounts = pl.DataFrame(
        {"whole": [66_612_345, 11_412_345, None], "part": [66_612_345.0, 0.4, None]}
    )
    told = amounts.select(of_figures(pl.col(name), 3) for name in amounts.columns)
    assert told.rows() == [(66_600_000, 66_600_000), (11_400_000, 0), (None, None)]


def test_a_second_run_writes_only_what_changed(scored, make_order):
    assert run().changed == 0
    customer = scored["customers"][0]
    before = CustomerScore.objects.get(pk=customer.pk)
    make_order(customer=customer, amount="123456.78", ordered_on=TODAY.isoformat())
    again = run()
    after = CustomerScore.objects.get(pk=customer.pk)
    assert after.total == before.total + 123456_78 and after.m == 5
    assert 0 < again.changed < CUSTOMERS


def test_what_is_expected_lags_a_little_and_no_more(scored):
    def kept():
        return {row.pop("customer_id"): row for row in CustomerScore.objects.values()}

    moving = {*PERCENTS, *EXPECTED, "coming", "scored_on"}
    today, morrow = kept(), TODAY + dt.timedelta(1)
    written = run(as_of=morrow).changed
    lagging = kept()
    CustomerScore.objects.all().delete()
    run(as_of=morrow)
    exact = kept()
    moved = sum(
        any(exact[pk][name] != row[name] for name in row if name != "scored_on")
        for pk, row in today.items()
    )
    assert 0 < written < moved
    for pk, row in lagging.items():
        off = {name: (row[name], exact[pk][name]) for name in row if row[name] != exact[pk][name]}
        assert off.keys() <= moving, off
        for name, (old, new) in off.items():
            if name in PERCENTS:
                assert abs(old - new) == 1
            elif name != "scored_on":
                whole = row["future"] if name in EXPECTED else old
                assert abs(old - new) < SLACK * float(max(abs(old), abs(whole or 0)))


def test_a_customer_in_the_bin_and_one_whose_orders_are_cancelled_lose_their_score(scored):
    binned, other = scored["customers"][:2]
    for order in Order.objects.filter(customer=other):
        records.change(order, {"state": "cancelled"}, by=BY, at=AT)
    records.remove(binned, by=BY, at=AT)
    assert run().changed >= 2
    assert not CustomerScore.objects.filter(pk__in=[binned.pk, other.pk]).exists()


def test_the_ends_of_earlier_months_are_reckoned_from_what_was_known_then(scored, make_order):
    ends = sorted(set(PastScore.objects.values_list("as_of", flat=True)))
    assert ends == month_ends(TODAY - dt.timedelta(70), TODAY)[-2:]
    before = past(ends[0])
    make_order(customer=scored["customers"][5], amount="99999", ordered_on=TODAY.isoformat())
    run(as_of=ends[0])
    assert past(ends[0]) == before
    assert CustomerScore.objects.get(pk=scored["customers"][5].pk).scored_on == TODAY


def test_months_that_a_broken_run_left_out_are_made_up_for(scored):
    ends = month_ends(TODAY - dt.timedelta(70), TODAY)[-2:]
    PastScore.objects.filter(as_of=ends[0]).delete()
    assert run().steps == score.STEPS + 1
    assert set(PastScore.objects.values_list("as_of", flat=True)) == set(ends)
    assert run().steps == score.STEPS


def past(day):
    rows = PastScore.objects.filter(as_of=day).order_by("customer")
    assert rows
    return list(
        rows.values_list("customer", "quadrant", "rfm", "rhythm", "year_sales", "alive", "future")
    )


def test_the_first_run_of_a_month_puts_the_last_scores_of_the_old_one_away(scored):
    last = dict(CustomerScore.objects.values_list("pk", "year_sales"))
    later = AT + dt.timedelta(40)
    run(at=later)
    kept = PastScore.objects.filter(as_of=TODAY)
    assert dict(kept.values_list("customer", "year_sales")) == last


def test_what_went_wrong_stands_in_the_run(firm, monkeypatch):
    def broken(_as_of):
        raise ZeroDivisionError("kein Nenner")

    monkeypatch.setattr("sanjing.modules.scores.marts.marts", broken)
    with pytest.raises(ZeroDivisionError):
        run()
    failed = ScoreRun.objects.get()
    assert (failed.state, failed.error) == ("failed", "ZeroDivisionError: kein Nenner")


def test_a_run_that_waits_is_not_asked_for_twice(firm):
    assert ask(at=AT) == ask(at=AT)


def test_without_any_run_the_page_says_what_scores_are(firm):
    assert "还没有评分" in firm["boss"].browser().get("/scores/").text
