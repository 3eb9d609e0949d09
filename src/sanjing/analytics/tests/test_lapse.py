"""Late and lapsed by one's own rhythm."""

from datetime import date, timedelta
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.lapse import LAPSED, LATE, lapses
from sanjing.analytics.tests.rows import AS_OF, frame, standing

RHYTHMS = st.lists(
    st.tuples(st.integers(1, 40), st.integers(0, 12), st.integers(0, 300), st.integers(0, 9)),
    max_size=30,
)


def log(rhythms: list[tuple[int, int, int, int]]) -> list[tuple[int, date, int]]:
    """One customer a rhythm: about every so many days, so often, silent for so long."""
    rows = [(0, AS_OF - timedelta(3 * n + n % 4), 50) for n in range(60)]
    for who, (every, times, silent, wobble) in enumerate(rhythms, 1):
        day = AS_OF - timedelta(silent)
        for n in range(times):
            rows.append((who, day, 50))
            day -= timedelta(every + (n * wobble) % 7)
    return rows


def naive(rows):
    days = {who: sorted(held) for who, held in standing(rows).items()}
    gaps = {who: [(b - a).days for a, b in pairwise(at)] for who, at in days.items()}
    pauses = [
        g * (len(own) - 1) / (sum(own) - g) for own in gaps.values() if len(own) >= 3 for g in own
    ]
    told, silences = {}, [(pause, True) for pause in pauses]
    for who, own in gaps.items():
        if len(own) >= 3:
            silences.append(((AS_OF - days[who][-1]).days / (sum(own) / len(own)), False))
    for who, own in gaps.items():
        if len(own) >= 3:
            usual, silent = sum(own) / len(own), (AS_OF - days[who][-1]).days
            chance = 1.0
            for length in {pause for pause in pauses if pause < silent / usual}:
                there = sum(lasted >= length for lasted, _ended in silences)
                chance *= 1 - sum(pause == length for pause in pauses) / there
            due = days[who][-1] + timedelta(round(usual))
            told[who] = (len(own), usual, silent, pytest.approx(chance), due)
    return pauses, told


@settings(max_examples=30, deadline=None)
@given(RHYTHMS)
def test_each_silence_is_counted_among_all_others(rhythms):
    rows = log(rhythms)
    found = lapses(frame(rows), as_of=AS_OF)
    pauses, told = naive(rows)
    if len(pauses) < 100:
        assert found == TooLittle("few_gaps", len(pauses), 100)
        return
    columns = ("gaps", "usual_days", "silent_days", "probability", "due_on")
    known = found.filter(pl.col("state") != "too_few")
    assert dict(zip(known["customer"], known.select(columns).rows(), strict=True)) == told
    for chance, state in known.select("probability", "state").rows():
        assert state == ("lapsed" if chance < LAPSED else "late" if chance < LATE else "in_rhythm")
    others = found.filter(pl.col("state") == "too_few")
    assert set(others["customer"]) == set(standing(rows)) - set(told)
    assert (
        others.select("usual_days", "ratio", "probability", "due_on").null_count().row(0)
        == (len(others),) * 4
    )


def test_forty_days_are_long_for_one_and_nothing_for_another():
    quick, slow = (
        [(101, AS_OF - timedelta(40 + 10 * n), 50) for n in range(9)],
        [(102, AS_OF - timedelta(40 + 90 * n), 50) for n in range(5)],
    )
    found = lapses(frame([*quick, *slow, *log([(12, 12, 5, 5)] * 10)]), as_of=AS_OF)
    states = dict(zip(found["customer"], found["state"], strict=True))
    assert (states[101], states[102]) == ("lapsed", "in_rhythm")


@settings(max_examples=15, deadline=None)
@given(RHYTHMS, st.integers(1, 60))
def test_what_comes_later_changes_no_judgement_of_before(rhythms, back):
    then = AS_OF - timedelta(back)
    rows = log(rhythms)
    known = [row for row in rows if row[1] <= then]
    now, before = (lapses(frame(held), as_of=then) for held in (rows, known))
    assert now == before if isinstance(now, TooLittle) else now.equals(before)


def test_a_firm_without_repeats_is_told_nothing():
    assert lapses(frame([(n, AS_OF, 50) for n in range(50)]), as_of=AS_OF) == TooLittle(
        "few_gaps", 0, 100
    )
    assert lapses(frame([]), as_of=AS_OF) == TooLittle("few_gaps", 0, 100)
