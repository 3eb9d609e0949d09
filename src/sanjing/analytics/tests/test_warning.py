"""Silent changes and the money that hangs on them."""

from datetime import date, timedelta
from math import prod

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.analytics import signals
from sanjing.analytics.schemas import WrongTable
from sanjing.analytics.tests.rows import AS_OF, ROWS, frame
from sanjing.analytics.warning import warned
from sanjing.kernel.periods import add_months

FEW = settings(max_examples=30, deadline=None)
SIGNALS = st.lists(
    st.tuples(
        st.integers(1, 4), st.sampled_from(["volume", "rhythm", "overdue"]), st.floats(0.01, 1)
    ),
    max_size=12,
)


def table(rows: list[tuple], **schema) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema, orient="row")


def parts(found: pl.DataFrame) -> dict:
    return {
        row["customer"]: (row["part"], row["was"], row["now"])
        for row in found.iter_rows(named=True)
    }


@FEW
@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(-900, 20), st.integers(0, 900)), max_size=60)
)
def test_volume_falls_where_it_is_below_the_own_past_and_below_this_time_last_year(given_rows):
    rows = [(who, AS_OF + timedelta(on), amount) for who, on, amount in given_rows]
    found = parts(signals.fewer(frame(rows), "volume", as_of=AS_OF))
    year = add_months(AS_OF, -12)
    for who in (1, 2, 3):
        own = [(on, amount) for of, on, amount in rows if of == who and on <= AS_OF]
        now = sum(a for on, a in own if on > AS_OF - timedelta(90))
        past = sum(a for on, a in own if AS_OF - timedelta(450) < on <= AS_OF - timedelta(90)) / 4
        then = sum(a for on, a in own if year - timedelta(90) < on <= year)
        first = min((on for on, _a in own), default=AS_OF)
        was = min(past, then) if first <= year - timedelta(90) else past
        if first <= AS_OF - timedelta(360) and past > 0 and was > 0 and now < was:
            assert found.pop(who) == (pytest.approx(1 - now / was), was, now)
    assert found == {}


@settings(max_examples=20, deadline=None)
@given(ROWS, st.integers(-200, 0))
def test_what_comes_later_changes_no_signal_of_before(rows, back):
    then = AS_OF + timedelta(back)
    known = [row for row in rows if row[1] <= then]
    now, before = (signals.fewer(frame(held), "volume", as_of=then) for held in (rows, known))
    assert now.equals(before)


def test_a_winter_that_comes_every_year_is_no_warning():
    heat = [
        (1, date(2024 + n // 12, n % 12 + 1, 15), 900 if n % 12 in (10, 11, 0) else 90)
        for n in range(30)
    ]
    seen = [(on, parts(signals.fewer(frame(heat), "volume", as_of=on))) for on in
            (date(2025, 2, 28), date(2026, 5, 31), date(2026, 6, 30))]  # fmt: skip
    assert all(found == {} for _on, found in seen)
    gone = [row for row in heat if row[1] < date(2025, 11, 1)]
    assert parts(signals.fewer(frame(gone), "volume", as_of=date(2026, 1, 31)))[1][0] == 1


def test_each_change_is_a_part_of_what_was():
    due = [(1, 10, False), (1, 9, True), (2, 5, True), (3, -1, False), (3, 300, False)]
    promised = table([(w, AS_OF - timedelta(d), kept) for w, d, kept in due],
                     customer=pl.Int64, due_on=pl.Date, kept=pl.Boolean)  # fmt: skip
    assert parts(signals.promises_broken(promised, as_of=AS_OF)) == {
        1: (pytest.approx(1 / 3), 2, 1)
    }
    owing = table([(1, 500, 100, 800), (2, 100, 500, 800), (3, 900, 0, 800), (4, 5, 0, 0)],
                  customer=pl.Int64, overdue=pl.Int64, overdue_before=pl.Int64, owed=pl.Int64)  # fmt: skip
    assert parts(signals.overdue_growing(owing)) == {1: (0.5, 100, 500), 3: (1.0, 0, 900)}
    left = [(1, -5), (1, None), (1, -300), (2, None), (3, 5), (4, -9)]
    people = table([(w, None if d is None else AS_OF + timedelta(d)) for w, d in left],
                   customer=pl.Int64, left_on=pl.Date)  # fmt: skip
    assert parts(signals.contacts_left(people, as_of=AS_OF)) == {1: (0.5, 2, 1), 4: (1.0, 1, 0)}
    told = table([(1, AS_OF, "late"), (1, AS_OF, ""), (2, AS_OF + timedelta(1), "")],
                 customer=pl.Int64, on=pl.Date, about=pl.String)  # fmt: skip
    assert parts(signals.complaining(told, as_of=AS_OF)) == {1: (pytest.approx(2 / 3), 0, 2)}
    slow = table([(1, 0.05, 10.0, 40), (2, 0.5, 10.0, 9), (3, None, None, 9)],
                 customer=pl.Int64, probability=pl.Float64, usual_days=pl.Float64, silent_days=pl.Int64)  # fmt: skip
    assert parts(signals.slower(slow)) == {1: (pytest.approx(0.75), 10, 40)}


@FEW
@given(SIGNALS, st.lists(st.integers(-500, 9_000), min_size=3, max_size=3))
def test_reasons_are_put_together_and_ordered_by_money(rows, values):
    """The fourth customer brings nothing that is known."""
    given_ = [table([row], customer=pl.Int64, code=pl.String, part=pl.Float64) for row in rows]
    stakes = table(list(enumerate(values, 1)), customer=pl.Int64, value=pl.Int64)
    found = warned(given_, stakes)
    wanted = {}
    for who in {who for who, _code, part in rows if part >= 0.2}:
        best = {code: max(p for w, c, p in rows if (w, c) == (who, code))
                for w, code, part in rows if w == who and part >= 0.2}  # fmt: skip
        alarm = 1 - prod(1 - part for part in best.values())
        value = values[who - 1] if who < 4 else 0
        codes = sorted(best, key=lambda code: (-best[code], code))
        wanted[who] = (
            pytest.approx(alarm),
            value,
            pytest.approx(max(value, 0) * alarm, abs=0.51),
            codes,
        )
    assert {row[0]: row[1:5] for row in found.rows()} == wanted
    assert found["money"].to_list() == sorted(found["money"], reverse=True)


@FEW
@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.integers(-40, 5), st.sampled_from(["asked", "came", "spoke"])),
        max_size=25,
    ).map(lambda rows: sorted(rows, key=lambda row: row[1]))
)  # fmt: skip
def test_a_question_waits_from_the_first_time_it_was_asked_until_the_customer_comes(given_rows):
    rows = [(who, AS_OF + timedelta(on), step) for who, on, step in given_rows]
    kinds = {"customer": pl.Int64, "on": pl.Date, "step": pl.String}
    found = signals.questions(table(rows, **kinds), as_of=AS_OF)
    wanted = []
    for who in (1, 2, 3):
        since = None
        for on, step in ((on, step) for of, on, step in rows if of == who and on <= AS_OF):
            if step == "asked":
                since = since or on
                continue
            if since and step == "came":
                wanted.append((who, since, on))
            since = None
        if since:
            wanted.append((who, since, None))
    assert sorted(found.rows(), key=lambda row: row[:2]) == sorted(wanted, key=lambda row: row[:2])


def test_a_part_is_no_per_cent():
    wrong = table([(1, "volume", 35.0)], customer=pl.Int64, code=pl.String, part=pl.Float64)
    with pytest.raises(WrongTable, match="1 of 1 parts"):
        warned([wrong], table([], customer=pl.Int64, value=pl.Int64))


@FEW
@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.integers(-500, 5), st.none() | st.integers(0, 60)),
        max_size=25,
    )
)
def test_replies_are_slower_than_those_to_what_was_sent_before(given_rows):
    rows = [
        (who, AS_OF + timedelta(on), None if wait is None else AS_OF + timedelta(on + wait))
        for who, on, wait in given_rows
    ]
    kinds = {"customer": pl.Int64, "sent_on": pl.Date, "answered_on": pl.Date}
    found = parts(signals.replies_slower(table(rows, **kinds), as_of=AS_OF))
    for who in (1, 2, 3):
        own = [(-on, wait) for of, on, wait in given_rows if of == who and on <= 0]
        done = [(age, wait if wait is not None and wait <= age else None) for age, wait in own]
        past = [max(wait, 1) for age, wait in done if age >= 180 and wait is not None]
        was = sum(past) / len(past) if len(past) > 1 else None
        lately = [
            (max(age, 1) if wait is None else max(wait, 1), wait) for age, wait in done if age < 180
        ]
        now = [days for days, wait in lately if was and (wait is not None or days > was)]
        if was and now and sum(now) / len(now) > was:
            mean = sum(now) / len(now)
            assert found.pop(who) == (pytest.approx(1 - was / mean), was, pytest.approx(mean))
    assert found == {}
