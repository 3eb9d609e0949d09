"""What customers will still bring, and how sure that is."""

import numpy as np
import pytest

from sanjing.analytics.estimators import bg_nbd, gamma_gamma
from sanjing.analytics.estimators.tests.test_models import histories
from sanjing.analytics.value import lifetime_value, possible


@pytest.fixture(scope="module")
def firm():
    x, t_x, T = histories(21, 4000)
    rng = np.random.default_rng(4)
    rate = rng.gamma(4.0, 1 / 60, x.size)
    m = np.where(x > 0, rng.gamma(5.0 * np.maximum(x, 1)) / rate / np.maximum(x, 1), 0.0)
    return bg_nbd.fit(x, t_x, T), gamma_gamma.fit(x, m), (x, t_x, T, m)


def test_worth_is_purchases_times_spending_times_margin(firm):
    buying, spending, (x, t_x, T, m) = firm
    worth = lifetime_value(*firm[:2], x, t_x, T, m, time=52, discount=0.002, margin=0.3)
    bought = buying.discounted_purchases(x, t_x, T, time=52, discount=0.002)
    assert np.allclose(worth.value, 0.3 * bought * spending.expected_mean_value(x, m))
    assert worth.total == pytest.approx(worth.value.sum())
    assert np.all((worth.low < worth.value) & (worth.value < worth.high))
    assert worth.total_low < worth.total < worth.total_high


def test_the_interval_is_as_wide_as_drawing_the_parameters_makes_it(firm):
    buying, spending, (x, t_x, T, m) = firm
    rows = (x[:5], t_x[:5], T[:5], m[:5])
    worth = lifetime_value(buying, spending, *rows, time=52, discount=0.0)
    rng = np.random.default_rng(0)
    drawn = []
    for _draw in range(1500):
        a, b = (
            fit.moved(
                rng.multivariate_normal(np.zeros(len(fit.parameters)), np.array(fit.covariance))
            )
            for fit in (buying, spending)
        )
        drawn.append(lifetime_value_of(a, b, rows))
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    assert np.allclose(worth.low, low, rtol=0.03)
    assert np.allclose(worth.high, high, rtol=0.03)


def lifetime_value_of(buying, spending, rows):
    x, t_x, T, m = rows
    return buying.expected_purchases(x, t_x, T, time=52) * spending.expected_mean_value(x, m)


def test_what_one_may_do_is_around_what_is_expected_and_far_wider(firm):
    buying, spending, (x, t_x, T, m) = firm
    at = int(np.argmax(x))
    one = {"frequency": x[at], "recency": t_x[at], "age": T[at], "mean_value": m[at]}
    found = possible(buying, spending, **one, time=52, draws=20_000)
    worth = lifetime_value(buying, spending, x[at : at + 1], t_x[at : at + 1], T[at : at + 1], m[at : at + 1],
                           time=52, discount=0.0)  # fmt: skip
    assert found.value[0] == pytest.approx(worth.value[0], rel=0.05)
    assert found.purchases[1] <= found.purchases[0] <= found.purchases[2]
    assert found.value[2] - found.value[1] > 2 * (worth.high[0] - worth.low[0])
    assert found == possible(buying, spending, **one, time=52, draws=20_000)


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    """Forty firms drawn from known parameters: the interval of purchases to come misses in few of them."""
    truth = bg_nbd.BgNbd(0.8, 8.0, 1.0, 3.0, 0.0, 1.0, ((0.0,) * 4,) * 4)
    held = 0
    for seed in range(40):
        rows = histories(100 + seed, 1500)
        fit = bg_nbd.fit(*rows)
        spending = gamma_gamma.GammaGamma(4.0, 5.0, 60.0, 0.0, 1.0, ((0.0,) * 3,) * 3)
        worth = lifetime_value(fit, spending, *rows, np.zeros(1500), time=26, discount=0.0)
        right = truth.expected_purchases(*rows, time=26) * spending.expected_mean_value(
            rows[0], np.zeros(1500)
        )
        held += worth.total_low <= right.sum() <= worth.total_high
    assert held >= 33
