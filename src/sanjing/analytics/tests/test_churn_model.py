"""Who leaves: the published figure and no better, leaks refused, judged by time, chances that come as often as told."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from sanjing.analytics.churn_model import Leak, fit, trial
from sanjing.analytics.encoding import encoded, learnt
from sanjing.analytics.enough import TooLittle
from sanjing.analytics.estimators import logistic
from sanjing.analytics.estimators.fitting import BadInput, NotEnough
from sanjing.analytics.judging import auc, judged
from sanjing.analytics.schemas import WrongTable, taken
from sanjing.analytics.tests.real import bank, telco

FOLDS = 5
START = date(2024, 1, 1)


@pytest.fixture(scope="module")
def telephone():
    """Five folds by the number of the row, since the file has no day: the way in which its figure is published."""
    rows = telco().with_row_index("row")
    columns = [name for name in rows.columns if name not in ("left", "row")]
    assert fit(rows, columns).columns == columns
    told, came = [], []
    for fold in range(FOLDS):
        held_out = rows.filter(pl.col("row") % FOLDS == fold)
        model = fit(rows.filter(pl.col("row") % FOLDS != fold), columns, trusted=columns)
        told.append(model.probability(held_out))
        came.append(held_out["left"].to_numpy())
    return judged(np.concatenate(told), np.concatenate(came))


def test_telco_is_told_as_well_as_published_and_not_better(telephone):
    assert (telephone.customers, telephone.happened) == (7_043, 1_869)
    assert 0.84 <= telephone.auc <= 0.85
    assert abs(telephone.bias) < 0.01
    assert telephone.brier < 0.7 * telephone.naive


def test_each_tenth_leaves_about_as_often_as_told(telephone):
    assert all(abs(one.expected - one.happened) < 0.06 for one in telephone.tenths)
    assert telephone.tenths[-1].happened > 0.7 > 0.02 > telephone.tenths[0].happened
    page = (Path(__file__).resolve().parents[4] / "docs" / "analytics.md").read_text(
        encoding="utf-8"
    )
    told = [
        f"| {n} | {one.expected:.1%} | {one.happened:.1%} |"
        for n, one in enumerate(telephone.tenths, 1)
    ]
    told.append(
        f"AUC {telephone.auc:.3f}, Brier {telephone.brier:.3f} beside {telephone.naive:.3f}"
    )
    assert [line for line in told if line not in page] == []


def test_the_length_of_the_call_that_sold_is_refused():
    columns = [name for name in bank().columns if name != "left"]
    with pytest.raises(Leak, match="duration alone") as refused:
        fit(bank(), columns)
    assert [(one.column, one.code) for one in refused.value.suspects] == [
        ("duration", "better_than_all")
    ]
    without = fit(bank(), [name for name in columns if name != "duration"])
    assert 0.7 < auc(without.probability(bank()), bank()["left"].to_numpy()) < 0.8
    assert fit(bank(), columns, trusted={"duration"}).columns == columns


def snapshots(seed: int = 3, size: int = 3_000) -> pl.DataFrame:
    """A firm that looks at its customers each month; who complains and has been here shortly leaves more often."""
    rng = np.random.default_rng(seed)
    years, complaints = rng.exponential(3, size), rng.poisson(0.5, size)
    plan = rng.choice(["month", "year"], size)
    score = -2 - 0.5 * years + 0.9 * complaints + (plan == "month")
    left = rng.random(size) < 1 / (1 + np.exp(-score))
    on = [START + timedelta(30 * (n * 24 // size)) for n in range(size)]
    return pl.DataFrame(
        {"on": on, "years": years, "complaints": complaints, "plan": plan, "left": left}
    )


COLUMNS = ["years", "complaints", "plan"]


def test_a_model_is_held_to_what_came_after_it():
    rows, cut = snapshots(), START + timedelta(480)
    found = trial(rows, COLUMNS, when="on", cut=cut, horizon=60)
    assert found.fitted_to == len(rows.filter(pl.col("on") <= cut - timedelta(60)))
    assert found.judgement.customers == len(rows.filter(pl.col("on") > cut))
    assert found.judgement.auc > 0.7
    assert found.judgement.skill > 0.05
    assert trial(rows, COLUMNS, when="on", cut=START + timedelta(9_999), horizon=60) == TooLittle(
        "few_customers", 0, 20
    )


def test_what_comes_later_changes_no_chance_told_before():
    rows, cut = snapshots(), START + timedelta(480)
    changed = rows.with_columns(left=(pl.col("on") > cut - timedelta(60)) ^ pl.col("left"))
    one, other = (trial(t, COLUMNS, when="on", cut=cut, horizon=60) for t in (rows, changed))
    assert one.model == other.model


def test_a_column_filled_for_those_who_left_is_named():
    reason = pl.when("left").then(pl.lit("price")).otherwise(None)
    rows = snapshots().with_columns(
        reason=reason, bill=pl.col("left").cast(pl.Float64) + pl.col("years") / 1e4
    )
    with pytest.raises(Leak) as refused:
        fit(rows, [*COLUMNS, "reason", "bill"])
    assert [(s.column, s.code) for s in refused.value.suspects] == [
        ("reason", "one_outcome"),
        ("bill", "tells_all"),
    ]


def test_reasons_of_a_customer_add_up_to_the_chance():
    rows = snapshots()
    found = fit(rows, COLUMNS)
    odds = np.log(found.probability(rows) / (1 - found.probability(rows)))
    moved = found.reasons(rows).sum_horizontal().to_numpy()
    assert np.ptp(odds - moved) < 1e-9
    assert abs(moved.mean()) < 1e-9


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.01, 20))
def test_the_peak_is_the_one_that_climbing_blindly_finds(seed, penalty):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(200, 3))
    x = np.column_stack([x, x[:, 0]])
    y = (rng.random(200) < 1 / (1 + np.exp(-x[:, 0] - 0.5))).astype(float)
    found = logistic.fit(x, y, penalty=penalty)

    def lost(at):
        score = at[0] + x @ at[1:]
        return np.logaddexp(0, score).sum() - y @ score + penalty * at[1:] @ at[1:] / 2

    blind = minimize(lost, np.zeros(5), method="BFGS", options={"gtol": 1e-7})
    assert np.allclose([found.intercept, *found.weights], blind.x, atol=1e-4)
    assert found.weights[0] == pytest.approx(found.weights[3])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=40))
def test_the_area_is_the_part_of_pairs_in_the_right_order(rows):
    score, came = np.array([s for s, _y in rows], dtype=float), np.array([y for _s, y in rows])
    pairs = [(a > b) + 0.5 * (a == b) for a, y in rows if y for b, n in rows if not n]
    assert auc(score, came) == pytest.approx(sum(pairs) / len(pairs) if pairs else 0.5)


def test_gaps_and_rare_values_have_columns_of_their_own():
    kinds = ["a"] * 50 + ["b"] * 25 + ["c", "d", None, "e", "a"]
    rows = pl.DataFrame({"n": [1.0, None, 3.0, 5.0] * 20, "t": kinds, "same": [7] * 80})
    encoders = learnt(taken(rows, "rows"), ["n", "t", "same"])
    assert [name for one in encoders for name in one.names] == [
        "n",
        "n=(missing)",
        "t=b",
        "t=(other)",
    ]
    numbers = encoded(taken(rows, "rows"), encoders)
    assert numbers[:, 0].mean() == pytest.approx(0)
    assert numbers[:, 1:].sum(axis=0).tolist() == [20, 25, 4]
    later = pl.DataFrame(
        {"n": [None], "t": ["never seen"], "same": [9]}, schema_overrides={"n": pl.Float64}
    )
    assert encoded(taken(later, "later"), encoders).tolist() == [[0, 1, 0, 1]]


def test_what_cannot_be_fitted_is_refused():
    rows = snapshots()
    with pytest.raises(NotEnough, match="only 3 of one outcome"):
        fit(rows.filter(pl.col("left")).head(3).vstack(rows.filter(~pl.col("left"))), COLUMNS)
    with pytest.raises(WrongTable, match="3000 values"):
        fit(rows.with_columns(key=pl.int_range(3_000).cast(pl.String)), ["key"])
    with pytest.raises(WrongTable, match="on must be numbers"):
        fit(rows, ["on"])
    with pytest.raises(WrongTable, match="no column"):
        fit(rows, ["age"])
    with pytest.raises(BadInput, match="0 or 1"):
        logistic.fit([[1.0], [2.0]], [0, 2])
    assert judged([0.5] * 5, [True] * 5) == TooLittle("few_outcomes", 0, 20)
