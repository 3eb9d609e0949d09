"""The figures of the papers, from their data, and those of the library that most people use."""

import warnings

import numpy as np
import pytest

from sanjing.analytics.estimators import bg_nbd, gamma_gamma, pareto_nbd
from sanjing.analytics.tests.real import summary

WEEKS = 39


@pytest.fixture(scope="module")
def cdnow() -> dict[str, np.ndarray]:
    return summary()


@pytest.fixture(scope="module")
def log(cdnow) -> tuple[np.ndarray, ...]:
    return cdnow["x"], cdnow["t_x"], cdnow["T"]


def told(fit, *digits: int) -> list[float]:
    return [
        round(value, n)
        for value, n in zip((*fit.parameters, fit.log_likelihood), digits, strict=True)
    ]


def test_bg_nbd_is_that_of_fader_hardie_and_lee_2005(log):
    assert told(bg_nbd.fit(*log), 3, 3, 3, 3, 1) == [0.243, 4.414, 0.793, 2.426, -9582.4]


def test_pareto_nbd_is_that_of_the_same_table(log):
    assert told(pareto_nbd.fit(*log), 3, 2, 3, 2, 1) == [0.553, 10.58, 0.606, 11.67, -9595.0]


def test_gamma_gamma_is_that_of_fader_and_hardie_2013(cdnow):
    fit = gamma_gamma.fit(cdnow["x"], cdnow["zbar"])
    assert fit.parameters == pytest.approx((6.25, 3.74, 15.44), abs=0.01)
    assert fit.customers == 946


def test_everything_is_what_lifetimes_gives(cdnow, log):
    lifetimes = pytest.importorskip("lifetimes")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = lifetimes.BetaGeoFitter().fit(*log)
        amounts = lifetimes.GammaGammaFitter().fit(
            cdnow["x"][log[0] > 0], cdnow["zbar"][log[0] > 0]
        )
        alive = theirs.conditional_probability_alive(*log)
        bought = theirs.conditional_expected_number_of_purchases_up_to_time(WEEKS, *log)
        spent = amounts.conditional_expected_average_profit(cdnow["x"], cdnow["zbar"])
    ours, money = bg_nbd.fit(*log), gamma_gamma.fit(cdnow["x"], cdnow["zbar"])
    assert np.allclose(ours.parameters, theirs.params_, rtol=1e-4)
    assert np.allclose(money.parameters, amounts.params_, rtol=1e-4)
    assert np.allclose(ours.probability_alive(*log), alive, rtol=1e-5)
    assert np.allclose(ours.expected_purchases(*log, time=WEEKS), bought, rtol=1e-5)
    assert np.allclose(money.expected_mean_value(cdnow["x"], cdnow["zbar"]), spent, rtol=1e-5)


def test_customer_1516_is_expected_to_buy_as_the_authors_reckoned(log):
    """Fader, Hardie and Lee, Implementing the BG/NBD Model in Excel: x 2, t_x 30.43, T 38.86 gives 1.226."""
    fit = bg_nbd.fit(*log)
    assert fit.expected_purchases([2], [30.43], [38.86], time=WEEKS)[0] == pytest.approx(
        1.226, abs=5e-4
    )


@pytest.mark.parametrize("model", [bg_nbd, pareto_nbd], ids=["bg_nbd", "pareto_nbd"])
def test_equal_customers_may_be_counted_instead_of_repeated(model, log):
    rows, weights = np.unique(np.array(log), axis=1, return_counts=True)
    whole, counted = model.fit(*log), model.fit(*rows, weights=weights)
    assert counted.customers == 2357
    assert np.allclose(counted.parameters, whole.parameters, rtol=1e-9)
    assert counted == model.fit(*rows, weights=weights)
    assert counted.log_likelihood == pytest.approx(whole.log_likelihood, rel=1e-12)


@pytest.mark.parametrize("model", [bg_nbd, pareto_nbd], ids=["bg_nbd", "pareto_nbd"])
def test_days_instead_of_weeks_change_only_what_is_measured_in_time(model, log):
    x, t_x, T = log
    weeks, days = model.fit(*log), model.fit(x, t_x * 7, T * 7)
    per_week = {"alpha": 7, "beta": 7}
    names = model.NAMES
    assert np.allclose(
        days.parameters, [getattr(weeks, n) * per_week.get(n, 1) for n in names], rtol=1e-7
    )
    assert days.log_likelihood == pytest.approx(weeks.log_likelihood - x.sum() * np.log(7))
    assert np.allclose(
        days.expected_purchases(x, t_x * 7, T * 7, time=7 * WEEKS),
        weeks.expected_purchases(*log, time=WEEKS),
    )
