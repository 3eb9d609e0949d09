"""What it costs to serve, to the 分: parts add up to the whole, and to the ledger."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sanjing.analytics.economics import Activity, cost_to_serve, reconciled
from sanjing.analytics.schemas import WrongTable
from sanjing.analytics.split import nearest, split
from sanjing.analytics.tests.rows import AS_OF

SINCE = AS_OF - timedelta(90)
RATES = {
    "visit": (5_000, 150),
    "call": (0, 80),
    "delivery": (3_000, 0),
    "complaint": (2_000, 120),
    "return": (900, 0),
}
PRICE = Fraction(435, 10_000)
WHO, DAYS, MINUTES = st.integers(1, 5), st.integers(-100, 10), st.integers(0, 240)
FIRM = st.tuples(
    st.lists(st.tuples(WHO, DAYS, st.sampled_from(["visit", "call", "gift"]), MINUTES), max_size=20),
    st.lists(st.tuples(WHO, DAYS), max_size=9),
    st.lists(st.tuples(WHO, DAYS, MINUTES), max_size=9),
    st.lists(st.tuples(WHO, DAYS, st.integers(0, 10**7)), max_size=9),
    st.lists(st.tuples(WHO, st.integers(-10**9, 10**11), st.integers(0, 400)), max_size=9),
)  # fmt: skip
COLUMNS = {
    "touches": ["customer", "on", "kind", "minutes"], "deliveries": ["customer", "on"],
    "complaints": ["customer", "on", "minutes"], "returns": ["customer", "on", "amount"],
    "credit": ["customer", "owed", "days"],
}  # fmt: skip


def table(name: str, rows: list[tuple]) -> pl.DataFrame:
    kinds = {"on": pl.Date, "kind": pl.String}
    schema = {column: kinds.get(column, pl.Int64) for column in COLUMNS[name]}
    if "on" in schema:
        rows = [(who, AS_OF + timedelta(on), *more) for who, on, *more in rows]
    return pl.DataFrame(rows, schema=schema, orient="row")


def activity(firm) -> Activity:
    return Activity(*(table(name, rows) for name, rows in zip(COLUMNS, firm, strict=True)))


def card(rates: dict[str, tuple[int, int]] = RATES) -> pl.DataFrame:
    rows = [(kind, *rate) for kind, rate in rates.items()]
    return pl.DataFrame(rows, schema=["kind", "per_unit", "per_minute"], orient="row")


def served(firm):
    return cost_to_serve(activity(firm), card(), financing=PRICE, since=SINCE, as_of=AS_OF)


def by_hand(firm) -> tuple[Counter, Fraction]:
    """Cost of each customer and kind but for the credit, and the credit of all of them before it is rounded."""
    touches, deliveries, complaints, came_back, credit = firm
    done = [(who, on, kind, minutes, 0) for who, on, kind, minutes in touches]
    done += [(who, on, "delivery", 0, 0) for who, on in deliveries]
    done += [(who, on, "complaint", minutes, 0) for who, on, minutes in complaints]
    done += [(who, on, "return", 0, amount) for who, on, amount in came_back]
    cost = Counter()
    for who, on, kind, minutes, amount in done:
        if -90 <= on <= 0:
            unit, minute = RATES.get(kind, (0, 0))
            cost[who, kind] += unit + minute * minutes + amount
    waited = sum(
        (owed * days * PRICE / 365 for _who, owed, days in credit if owed > 0), Fraction(0)
    )
    return cost, waited


@settings(max_examples=30, deadline=None)
@given(FIRM)
@example(([], [], [], [], []))
@example(([(1, 0, "gift", 30)], [(1, 1)], [], [], [(2, 10_000, 0), (3, 10**11, 365)]))
def test_every_cost_is_counted_at_its_rate_and_adds_up(firm):
    found = served(firm)
    cost, waited = by_hand(firm)
    told = {(who, kind): paid for who, kind, _n, _minutes, paid in found.by_kind.rows()}
    assert {key: paid for key, paid in told.items() if key[1] != "credit"} == cost
    interest = [paid for (_who, kind), paid in told.items() if kind == "credit"]
    assert sum(interest) == nearest(waited)
    owes = Counter()
    for who, owed, days in firm[4]:
        owes[who] += max(owed, 0) * days
    assert all(abs(told.get((who, "credit"), 0) - w * PRICE / 365) < 2 for who, w in owes.items())
    assert found.total == found.table["cost"].sum() == sum(cost.values()) + nearest(waited)
    gifts = sum(kind == "gift" and -90 <= on <= 0 for _who, on, kind, _minutes in firm[0])
    assert found.unrated == ({"gift": gifts} if gifts else {})


@settings(max_examples=25, deadline=None)
@given(
    FIRM,
    st.dictionaries(st.sampled_from([*RATES, "credit", "rent"]), st.integers(-(10**12), 10**12)),
)
def test_what_is_spread_adds_up_to_the_ledger(firm, ledger):
    by_kind = served(firm).by_kind
    booked = pl.DataFrame({"kind": list(ledger), "amount": list(ledger.values())},
                          schema={"kind": pl.String, "amount": pl.Int64})  # fmt: skip
    found = reconciled(by_kind, booked)
    standard = dict(by_kind.group_by("kind").agg(pl.col("cost").sum()).rows())
    actual = dict(found.table.group_by("kind").agg(pl.col("actual").sum()).rows())
    for kind, cost in standard.items():
        assert actual[kind] == (ledger.get(kind, cost) if cost else 0)
    assert found.left == {k: v for k, v in sorted(ledger.items()) if not standard.get(k)}


@settings(max_examples=30, deadline=None)
@given(st.integers(-(10**15), 10**15), st.lists(st.integers(0, 10**12), min_size=1, max_size=30))
def test_a_split_loses_nothing_and_rounds_each_part_to_a_neighbour(total, weights):
    if not sum(weights):
        with pytest.raises(ValueError, match="nobody"):
            split(total or 1, weights)
        return
    parts = split(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


def test_only_credit_is_a_cost_too():
    owed = pl.DataFrame({"customer": ["a", "b"], "owed": [36_500_00, -5], "days": [100, 9]})
    found = cost_to_serve(
        Activity(credit=owed), card(), financing=Fraction(1, 10), since=SINCE, as_of=AS_OF
    )
    assert found.by_kind.rows() == [("a", "credit", 1, 0, 100_000)]


@pytest.mark.parametrize(
    ("code", "rates", "minutes"),
    [
        ("several_rates", pl.concat([card(), card({"call": (1, 1)})]), 5),
        ("too_low", card({"call": (-1, 1)}), 5),
        ("too_low", card(), -5),
    ],
)
def test_a_card_or_a_log_that_cannot_be_is_refused(code, rates, minutes):
    done = Activity(touches=table("touches", [(1, 0, "call", minutes)]))
    with pytest.raises(WrongTable) as refused:
        cost_to_serve(done, rates, financing=PRICE, since=date(2026, 1, 1), as_of=AS_OF)
    assert refused.value.code == code
