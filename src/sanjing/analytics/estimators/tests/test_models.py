"""The formulas against those that say the same in another way, and the refusals."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import gammaln
from scipy.stats import nbinom

from sanjing.analytics.estimators import bg_nbd, gamma_gamma, nbd, pareto_nbd
from sanjing.analytics.estimators.bg_nbd import BgNbd
from sanjing.analytics.estimators.fitting import BadInput, FitError, NoMaximum, NotEnough
from sanjing.analytics.estimators.gamma_gamma import GammaGamma
from sanjing.analytics.estimators.nbd import Nbd
from sanjing.analytics.estimators.pareto_nbd import ParetoNbd

NONE = ((0.0,) * 4,) * 4
SIZE = st.floats(0.1, 6.0)
CUSTOMERS = st.tuples(st.integers(0, 60), st.floats(0.01, 1.0), st.floats(1.0, 200.0))
FEW = settings(max_examples=20, deadline=None)


def histories(seed: int, size: int = 3000, leave: float = 0.25) -> tuple[np.ndarray, ...]:
    """Buyers as BG/NBD describes them, drawn one purchase after another."""
    rng = np.random.default_rng(seed)
    T = rng.integers(20, 100, size).astype(float)
    pace, chance = (
        rng.gamma(0.8, 1 / 8, size),
        rng.beta(4 * leave, 4 * (1 - leave), size) if leave else np.zeros(size),
    )
    x, t_x, now, here = np.zeros(size), np.zeros(size), np.zeros(size), np.ones(size, bool)
    while here.any():
        now += rng.exponential(1 / pace)
        here &= now <= T
        x[here], t_x[here] = x[here] + 1, now[here]
        here &= rng.random(size) >= chance
    return x, t_x, T


@pytest.mark.parametrize(
    ("likelihood", "size"),
    [
        (bg_nbd.likelihood, 4),
        (pareto_nbd.likelihood, 4),
        (gamma_gamma.likelihood, 3),
        (nbd.likelihood, 2),
    ],
)
def test_the_gradient_is_the_slope_of_the_likelihood(likelihood, size):
    x, t_x, T = histories(5, 300)
    rows = (x, t_x, T) if size == 4 else (x[x > 0], T[x > 0])
    score = likelihood(np.linspace(0.5, 2, rows[0].size), *rows)
    for at in (np.zeros(size), np.array([-2.0, 3.0, 1.0, 0.5][:size])):
        value = score(at)[1]
        steps = 1e-5 * np.eye(size)
        slope = [(score(at + by)[0] - score(at - by)[0]) / 2e-5 for by in steps]
        assert np.allclose(value, slope, rtol=1e-6, atol=1e-5 * np.abs(value).max())


@FEW
@given(SIZE, st.floats(1.0, 30.0), SIZE, SIZE, CUSTOMERS, st.floats(0.5, 300.0))
@example(0.5, 4.0, 1.0, 2.0, (3, 0.5, 40.0), 20.0)
@example(0.5, 4.0, 0.4, 0.6, (0, 0.5, 40.0), 20.0)
def test_the_formula_of_purchases_to_come_is_the_sum_over_all_customers_there_may_be(
    r, alpha, a, b, who, time
):
    x, part, T = who
    t_x = part * T if x else 0.0
    fit = BgNbd(r, alpha, a, b, 0.0, 1.0, NONE)
    told = fit.expected_purchases([x], [t_x], [T], time=time)[0]
    assert told == pytest.approx(fit.discounted_purchases([x], [t_x], [T], time=time)[0], rel=1e-6)
    leaving = a / (b + max(x, 1) - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x) if x else 0.0
    assert fit.probability_alive([x], [t_x], [T])[0] == pytest.approx(1 / (1 + leaving))


FITS = [
    BgNbd(0.6, 8.0, 0.8, 2.5, 0.0, 1.0, NONE),
    ParetoNbd(0.6, 8.0, 0.8, 12.0, 0.0, 1.0, NONE),
    ParetoNbd(0.6, 8.0, 1.0, 12.0, 0.0, 1.0, NONE),
    Nbd(0.6, 8.0, 0.0, 1.0, ((0.0,) * 2,) * 2),
]


@pytest.mark.parametrize("fit", FITS, ids=lambda fit: type(fit).__name__)
@pytest.mark.parametrize(("x", "t_x", "T"), [(4, 20, 30), (0, 0, 30), (0, 0, 0)])
def test_purchases_to_come_are_those_that_draws_bring(fit, x, t_x, T):
    told = fit.expected_purchases([x], [t_x], [T], time=25)[0]
    rng = np.random.default_rng(3)
    drawn = fit.draw(rng, frequency=x, recency=t_x, age=T, time=25, draws=100_000)
    assert told == pytest.approx(drawn.mean(), abs=5 * drawn.std() / 100_000**0.5)
    sure = fit.ahead([x], [T], time=25)[0] * fit.probability_alive([x], [t_x], [T])[0]
    assert told == pytest.approx(sure, rel=1e-9)


@pytest.mark.parametrize("fit", FITS, ids=lambda fit: type(fit).__name__)
def test_a_purchase_next_year_is_worth_less_than_one_tomorrow(fit):
    steps = np.linspace(0, 50, 501)
    bought = np.diff([fit.ahead([4], [30], time=t)[0] for t in steps])
    worth = (bought / 1.02 ** (steps[1:] - 0.05)).sum()
    assert fit.ahead([4], [30], time=50, discount=0.02)[0] == pytest.approx(worth, rel=1e-4)


def test_nbd_is_the_negative_binomial_of_every_book():
    """Of customers seen equally long, SciPy's distribution gives the same likelihood but for the moments of buying."""
    x = np.random.default_rng(8).negative_binomial(0.7, 8 / (8 + 52), 800).astype(float)
    fit = nbd.fit(x, np.where(x > 0, 52.0, 0.0), np.full(800, 52.0))
    chances = nbinom.logpmf(x, fit.r, fit.alpha / (fit.alpha + 52)).sum()
    assert fit.log_likelihood == pytest.approx(chances - (x * np.log(52) - gammaln(x + 1)).sum())
    for r, alpha in ((1.01, 1), (0.99, 1), (1, 1.01), (1, 0.99)):
        assert (
            nbinom.logpmf(x, fit.r * r, fit.alpha * alpha / (fit.alpha * alpha + 52)).sum()
            < chances
        )


@FEW
@given(SIZE, st.floats(1.0, 30.0), SIZE, st.floats(1.0, 30.0), CUSTOMERS)
def test_the_chance_to_be_alive_is_that_of_the_integral_by_other_means(r, alpha, s, beta, who):
    x, part, T = who
    t_x = part * T if x else 0.0
    fit = ParetoNbd(r, alpha, s, beta, 0.0, 1.0, NONE)

    def part_of(y: float) -> float:
        far = (r + x) * math.log((alpha + T) / (alpha + y)) + s * math.log((beta + T) / (beta + y))
        return s / (beta + y) * math.exp(far)

    left, _error = quad(part_of, t_x, T, limit=400, epsrel=1e-10)
    assert fit.probability_alive([x], [t_x], [T])[0] == pytest.approx(1 / (1 + left), rel=1e-7)


def test_who_left_for_certain_raises_no_warning():
    fit = ParetoNbd(0.55, 10.6, 0.6, 11.7, 0.0, 1.0, NONE)
    assert fit.probability_alive([0, 500], [0, 1], [0, 400]).tolist() == [1.0, pytest.approx(0.0)]


def test_parameters_are_found_again():
    fit = bg_nbd.fit(*histories(11, 60_000))
    truth = np.log([0.8, 8.0, 1.0, 3.0])
    errors = np.sqrt(np.diag(np.array(fit.covariance)))
    assert np.all(np.abs(np.log(fit.parameters) - truth) < 4 * errors)
    assert np.all(errors < 0.1)


@pytest.mark.parametrize("model", [bg_nbd, pareto_nbd], ids=["bg_nbd", "pareto_nbd"])
def test_where_nobody_leaves_the_fit_says_so(model):
    with pytest.raises(NoMaximum) as refused:
        model.fit(*histories(2, 2000, leave=0.0))
    assert refused.value.code == "ran_away"
    assert set(refused.value.data["names"]) & {"a", "b", "s", "beta"}


def test_where_everybody_buys_alike_the_fit_says_so():
    x = np.random.default_rng(1).poisson(20, 500).astype(float)
    with pytest.raises(NoMaximum):
        bg_nbd.fit(x, np.full(500, 51.0), np.full(500, 52.0))


BUYERS = np.array([0.0, 1.0] * 50), np.array([0.0, 3.0] * 50), np.full(100, 9.0)


@pytest.mark.parametrize(
    ("error", "code", "rows"),
    [
        (NotEnough, "few_customers", tuple(column[:10] for column in BUYERS)),
        (NotEnough, "few_customers", ([], [], [])),
        (NotEnough, "no_repeats", (np.zeros(100), np.zeros(100), np.full(100, 9.0))),
        (NotEnough, "few_repeats", (np.eye(1, 100)[0], np.eye(1, 100)[0], np.full(100, 9.0))),
        (BadInput, "bad_input", (BUYERS[0] + 0.5, BUYERS[1], BUYERS[2])),
        (BadInput, "bad_input", (BUYERS[0], BUYERS[1] + 1, BUYERS[2])),
        (BadInput, "bad_input", (BUYERS[0], BUYERS[1] * 4, BUYERS[2])),
        (BadInput, "bad_input", (BUYERS[0], BUYERS[1] * np.nan, BUYERS[2])),
        (BadInput, "bad_input", (BUYERS[0], BUYERS[1], BUYERS[2][:5])),
        (BadInput, "bad_input", (["once"] * 100, BUYERS[1], BUYERS[2])),
        (BadInput, "bad_input", (BUYERS[0], BUYERS[1], BUYERS[2].astype("datetime64[D]"))),
        (BadInput, "bad_input", (BUYERS[0].astype(complex), BUYERS[1], BUYERS[2])),
        (BadInput, "bad_input", (np.ma.masked_equal(BUYERS[0], 1), BUYERS[1], BUYERS[2])),
        (BadInput, "bad_input", (BUYERS[0], BUYERS[1], BUYERS[2], -BUYERS[2])),
    ],
)
def test_what_cannot_be_fitted_is_refused_with_a_reason(error, code, rows):
    with pytest.raises(error) as refused:
        bg_nbd.fit(*rows)
    assert refused.value.code == code
    assert str(refused.value)


@pytest.mark.parametrize(
    ("code", "frequency", "amounts"),
    [
        ("few_repeats", np.ones(10), np.ones(10)),
        ("few_repeats", np.zeros(100), np.ones(100)),
        ("zero_amounts", np.ones(100), np.append(np.zeros(1), np.ones(99))),
        ("zero_amounts", np.ones(100), np.linspace(-1, 5, 100)),
        ("all_alike", np.ones(100), np.full(100, 30.0)),
    ],
)
def test_amounts_that_say_nothing_are_refused(code, frequency, amounts):
    with pytest.raises(NotEnough) as refused:
        gamma_gamma.fit(frequency, amounts)
    assert refused.value.code == code


def test_spending_is_that_of_the_two_gammas_multiplied_out():
    """The density of a mean as the integral over the rates there may be."""
    p, q, gamma, x, m = 3.0, 2.5, 20.0, 2, 14.0

    def density(rate: float) -> float:
        own = p * x * math.log(x * rate) + (p * x - 1) * math.log(m) - x * m * rate - gammaln(p * x)
        return math.exp(
            own + q * math.log(gamma) + (q - 1) * math.log(rate) - gamma * rate - gammaln(q)
        )

    whole, _error = quad(density, 0, np.inf)
    value, _slope = gamma_gamma.likelihood(np.ones(1), np.array([float(x)]), np.array([m]))(
        np.log([p, q, gamma])
    )
    assert value == pytest.approx(math.log(whole), rel=1e-8)
    mean, _error = quad(lambda rate: density(rate) * p / rate, 0, np.inf)
    fit = GammaGamma(p, q, gamma, 0.0, 1.0, ((0.0,) * 3,) * 3)
    assert fit.expected_mean_value([x, 0], [m, 0])[0] == pytest.approx(mean / whole, rel=1e-7)
    assert fit.expected_mean_value([0], [math.nan])[0] == pytest.approx(gamma * p / (q - 1))


def test_without_a_mean_none_is_told():
    with pytest.raises(FitError) as refused:
        GammaGamma(3.0, 0.9, 20.0, 0.0, 1.0, ((0.0,) * 3,) * 3).expected_mean_value([0], [0])
    assert refused.value.code == "no_mean"


@pytest.mark.parametrize("model", [bg_nbd, pareto_nbd], ids=["bg_nbd", "pareto_nbd"])
def test_of_a_hundred_customers_there_is_a_peak_or_a_refusal(model):
    fitted = 0
    for seed in range(10):
        rows = histories(1000 + seed, 100)
        try:
            fit = model.fit(*rows)
        except NoMaximum as refusal:
            assert refusal.code == "ran_away"
            continue
        value, slope = model.likelihood(np.ones(100), *rows)(np.log(fit.parameters))
        assert np.abs(slope).max() < 1e-4
        assert value == pytest.approx(fit.log_likelihood)
        fitted += 1
    assert fitted >= 5
