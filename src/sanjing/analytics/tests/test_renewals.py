"""Who will not renew: looked at in time, through what was known then, and told only as well as it was proved."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.analytics import renewals as module
from sanjing.analytics.contract_rows import COLUMNS, Known, looked_at
from sanjing.analytics.enough import TooLittle
from sanjing.analytics.renewals import MODEL, RATE, renewals

AS_OF = date(2026, 3, 31)
INT, DAY = pl.Int64, pl.Date
SCHEMAS = {
    "contracts": {
        "contract": INT, "customer": INT, "title": pl.String, "starts_on": DAY, "ends_on": DAY, "stopped_on": DAY,
        "renews": INT, "amount": INT,
    },
    "purchases": {"customer": INT, "on": DAY, "amount": INT},
    "touches": {"customer": INT, "on": DAY, "upset": pl.Boolean},
    "promises": {"customer": INT, "due_on": DAY, "settled_on": DAY, "kept": pl.Boolean},
    "invoices": {"customer": INT, "booked_on": DAY, "due_on": DAY, "settled_on": DAY, "amount": INT},
    "people": {"customer": INT, "left_on": DAY},
}  # fmt: skip


def known(**rows: list[tuple]) -> Known:
    return Known(**{
        name: pl.DataFrame(rows.get(name, []), schema=schema, orient="row") for name, schema in SCHEMAS.items()
    })  # fmt: skip


def ago(days: int) -> date:
    return AS_OF - timedelta(days)


def contract(
    key: int,
    begins: int,
    ends: int,
    *,
    customer=1,
    title="年度供气",
    stopped=None,
    renews=None,
    amount=99_00,
):
    days = (ago(begins), ago(ends), None if stopped is None else ago(stopped))
    return (key, customer, title, *days, renews, amount)


def firm(seed: int = 3, size: int = 700, *, telling: bool = True) -> Known:
    """Contracts of a year; who fell silent in good time, or was upset, seldom renews, if that tells anything."""
    rng = np.random.default_rng(seed)
    rows: dict[str, list[tuple]] = {name: [] for name in SCHEMAS}
    for who in range(size):
        end = int(rng.integers(-200, 900))
        silent, upset = rng.random() < 0.3, rng.random() < 0.3
        odds = -2 + 2.5 * silent * telling + 1.5 * upset * telling
        lost = rng.random() < 1 / (1 + np.exp(-odds))
        rows["contracts"].append(
            contract(who, end + 365, end, customer=who, amount=int(rng.integers(1, 99)) * 10_000)
        )
        if not lost and end > 0:
            rows["contracts"].append(contract(size + who, end - 1, -400, customer=who, renews=who))
        for n in range(12):
            day = end + 360 - 30 * n
            if day >= end + 90 + 80 * silent:
                rows["purchases"].append((who, ago(day), 900))
        if upset:
            rows["touches"].append((who, ago(end + 120), True))
    return known(**rows)


def test_a_contract_is_looked_at_in_time_through_what_was_known_then():
    found = looked_at(known(
        contracts=[contract(7, 1000, 640, customer=5), contract(8, 800, 500), contract(9, 499, 139, renews=8)],
        purchases=[(1, ago(700), 400), (1, ago(640), 100), (1, ago(595), 300), (1, ago(589), 9_999)],
        touches=[(1, ago(600), True), (1, ago(770), True), (1, ago(771), False), (1, ago(588), True),
                 (5, ago(600), True)],
        promises=[(1, ago(600), ago(595), True), (1, ago(600), ago(580), True), (1, ago(610), None, False),
                  (1, ago(780), None, False)],
        invoices=[(1, ago(650), ago(620), ago(580), 99_900), (1, ago(650), ago(620), ago(595), 700_00),
                  (1, ago(650), ago(580), None, 700_00), (1, ago(585), ago(620), None, 700_00)],
        people=[(1, ago(600)), (1, ago(580)), (1, ago(800))],
    ), as_of=AS_OF)  # fmt: skip
    first = found.ended.filter(contract=8).row(0, named=True)
    assert (first["when"], first["left"]) == (ago(590), False)
    assert (first["terms"], first["contacts"], first["upset"]) == (0, 1, 1)
    assert (first["bought"], first["silent"]) == (pytest.approx(min(2, 400 * 4 / 400)), 5)
    assert (first["broken"], first["departed"]) == (2, 1)
    assert first["overdue"] == pytest.approx(3.0) and first["size"] == pytest.approx(2.0)
    later = found.ended.filter(contract=9).row(0, named=True)
    assert (later["terms"], later["left"], later["when"]) == (1, True, ago(229))


def test_what_came_later_changes_nothing_that_was_seen_before():
    before = firm(5)
    seen = looked_at(before, as_of=AS_OF)
    cut = ago(300)
    early = {name: getattr(before, name) for name in SCHEMAS}
    for name, column in (("purchases", "on"), ("touches", "on")):
        early[name] = early[name].filter(pl.col(column) <= cut)
    then = looked_at(replace(before, **early), as_of=AS_OF)
    old = [one.ended.filter(pl.col("when") <= cut) for one in (seen, then)]
    assert len(old[0]) > 100 and old[0].equals(old[1])
    new = [one.ended.filter(pl.col("when") > cut) for one in (seen, then)]
    assert not new[0].equals(new[1])


def test_what_a_contract_says_of_the_one_before_or_its_title_tells_that_it_was_renewed():
    rows = [
        contract(1, 800, 400, customer=1), contract(2, 399, 40, customer=1),
        contract(3, 800, 400, customer=2), contract(4, 399, 40, customer=2, title="维保"),
        contract(5, 800, 400, customer=3), contract(6, 360, 40, customer=3, renews=5),
        contract(7, 800, 400, customer=4), contract(8, 399, 40, customer=4, title="维保", renews=7),
    ]  # fmt: skip
    ended = looked_at(known(contracts=rows), as_of=AS_OF).ended
    left = dict(ended.select("contract", "left").rows())
    assert {key: left[key] for key in (1, 3, 5, 7)} == {1: False, 3: True, 5: True, 7: False}


def test_one_ended_before_it_was_looked_at_is_no_outcome_and_one_ended_later_is():
    rows = [
        contract(1, 800, 400, customer=1, stopped=600), contract(2, 800, 400, customer=2, stopped=450),
        contract(3, 500, -100, customer=3, stopped=20), contract(4, 500, -100, customer=4),
        contract(5, 380, 15, customer=5), contract(6, 380, 30, customer=6), contract(7, 10, -50, customer=7),
    ]  # fmt: skip
    found = looked_at(known(contracts=rows), as_of=AS_OF)
    assert found.ended["contract"].to_list() == [2, 6] and found.stopped == 1
    assert found.running["contract"].to_list() == [4, 5, 7]
    assert found.running["when"].unique().to_list() == [AS_OF]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 900), st.integers(2, 400)),
        min_size=1,
        max_size=9,
    )
)
def test_no_contract_is_lost_or_told_twice(rows):
    made = [
        contract(n, begins, begins - days, customer=who)
        for n, (who, begins, days) in enumerate(rows)
    ]
    found = looked_at(known(contracts=made), as_of=AS_OF)
    keys = found.ended["contract"].to_list() + found.running["contract"].to_list()
    assert len(keys) == len(set(keys)) and set(keys) <= set(range(len(rows)))
    over = {n for n, (_who, begins, days) in enumerate(rows) if begins - days >= 30}
    assert set(found.ended["contract"].to_list()) == over
    for key, left in found.ended.select("contract", "left").rows():
        who, begins, days = rows[key]
        end = begins - days
        after = any(w == who and begins > b and end - 30 <= b <= end + 30 for w, b, _d in rows)
        assert left is not after


def test_chances_are_proved_on_later_contracts_and_beat_telling_all_the_same():
    told = renewals(firm(), as_of=AS_OF)
    assert told.method == MODEL and told.doubted == ()
    assert told.judgement.auc > 0.65 and told.judgement.skill > 0.03
    assert abs(told.judgement.bias) < 0.25
    running = told.looked.running.join(told.chances, on="contract")
    silent = running.filter(pl.col("silent") > 60)["chance"].mean()
    assert silent > 2 * running.filter(pl.col("silent") <= 60)["chance"].mean()
    assert told.reasons.columns == [name for name in COLUMNS if name in told.reasons.columns]
    assert len(told.reasons) == len(running)


def test_where_nothing_tells_who_leaves_all_are_told_the_part_that_left():
    known_rows = firm(8, telling=False)
    told = renewals(known_rows, as_of=AS_OF)
    assert told.method == RATE and told.reasons is None and told.judgement.skill <= 0
    assert told.chances["chance"].unique().to_list() == [
        pytest.approx(told.looked.ended["left"].mean())
    ]


def test_of_too_few_outcomes_no_chance_is_told_and_it_says_how_many():
    few = firm(3, 50)
    told = renewals(few, as_of=AS_OF)
    lost = int(told.looked.ended["left"].sum())
    assert told.missing == TooLittle("few_outcomes", lost, 20) and lost < 20
    assert told.chances["chance"].null_count() == len(told.looked.running) > 0
    nothing = renewals(known(), as_of=AS_OF)
    assert nothing.missing == TooLittle("few_outcomes", 0, 20) and len(nothing.chances) == 0


def test_without_enough_later_outcomes_nothing_is_told_apart_untried():
    told = renewals(firm(3, 170), as_of=AS_OF)
    assert told.missing is None and told.method == RATE and told.untried.code == "few_outcomes"


def test_a_column_filled_after_the_outcome_is_left_out_and_named(monkeypatch):
    whole = looked_at(firm(), as_of=AS_OF)
    leaking = whole.ended.with_columns(departed=pl.col("left").cast(INT))
    monkeypatch.setattr(module, "looked_at", lambda _known, as_of: replace(whole, ended=leaking))
    told = renewals(known(), as_of=AS_OF)
    assert told.doubted == ("departed",) and told.method == MODEL
    assert "departed" not in told.reasons.columns


def test_the_same_rows_give_the_same_chances():
    one, other = (renewals(firm(), as_of=AS_OF) for _ in range(2))
    assert one.chances.equals(other.chances) and one.judgement == other.judgement
