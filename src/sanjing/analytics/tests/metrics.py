"""Every metric on frames, each on a made-up firm: what to call, and the tables that it needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl

from sanjing.analytics import (
    balance,
    calibration,
    churn_model,
    concentration,
    contract_rows,
    economics,
    forecast,
    ladder,
    lapse,
    own_gain,
    pareto,
    profit,
    profit_of_churn,
    quadrants,
    reach,
    retention,
    rfm,
    share,
    signals,
    tiers,
    transactions,
    warning,
)
from sanjing.analytics.tests.rows import AS_OF

SINCE, CUT, SIZE = AS_OF - timedelta(300), AS_OF - timedelta(120), 60
Hand = Callable[[pl.DataFrame], Any]


def firm() -> dict[str, pl.DataFrame]:
    """Sixty customers, a year and a half of purchases with some given back and some of days to come."""
    rng = np.random.default_rng(5)
    who = rng.integers(0, SIZE, 900)
    day = np.datetime64(AS_OF) - rng.integers(-20, 500, 900).astype("timedelta64[D]")
    amount = rng.integers(-3, 40, 900) * 500
    bought = pl.DataFrame({"customer": [f"c{n:02}" for n in who], "on": day, "amount": amount})
    ids = pl.DataFrame({"customer": [f"c{n:02}" for n in range(SIZE)]})
    numbers = {name: pl.Series(rng.integers(0, 9_000, SIZE)) for name in
               ("owed", "margin", "cost", "need", "overdue", "overdue_before", "linked")}  # fmt: skip
    days = pl.Series(np.datetime64(AS_OF) - rng.integers(0, 600, SIZE).astype("timedelta64[D]"))
    some = pl.Series(rng.random(SIZE) < 0.5)
    last = days + timedelta(100)
    return {
        "purchases": bought,
        "customers": ids.with_columns(
            **numbers, on=days, since=days, bought_first=days, due_on=days, satisfied=some, kept=some,
            left_on=pl.when(some).then(days + timedelta(40)), lost_on=pl.when(some).then(last),
            referrals=pl.Series(rng.integers(0, 2, SIZE)), purchases=pl.Series(rng.integers(0, 4, SIZE)),
            minutes=pl.Series(rng.integers(0, 90, SIZE)), money=pl.Series(rng.integers(0, 900, SIZE)),
            kind=pl.lit("call"), source=pl.lit("asked"), volume=numbers["need"], loyalty=pl.Series(rng.random(SIZE)),
            score=pl.Series(rng.random(SIZE)), held=pl.when(some).then(pl.lit("gold")), quadrant=pl.lit("large_loyal"),
            value=numbers["margin"], days=pl.Series(rng.integers(0, 90, SIZE)), year=pl.lit(0), about=pl.lit("late"),
            step=pl.lit("repeat"), key=ids["customer"], spent=numbers["cost"], gained=numbers["margin"],
            bought=numbers["margin"], profit=numbers["margin"] - numbers["cost"], total=numbers["need"], last=days,
            left=pl.Series(rng.random(SIZE) < 0.6),
        ),
        "rates": pl.DataFrame({"kind": ["call", "delivery"], "per_unit": [5, 900], "per_minute": [3, 0]}),
        "ledger": pl.DataFrame({"kind": ["call", "rent"], "amount": [99_999, 5]}),
        "asked": pl.concat([ids.with_columns(sent_on=days - timedelta(n), answered_on=days - timedelta(n - 2 - n // 30))
                            for n in (0, 300, 400)]),
        "gone": ids.head(9).with_columns(left_on=pl.lit(AS_OF - timedelta(30)), back_on=pl.lit(None, pl.Date)),
        "contracts": ids.with_row_index("contract").with_columns(
            pl.col("contract").cast(pl.Int64), title=pl.lit("a year"), starts_on=days, ends_on=days + timedelta(90),
            stopped_on=pl.when(some).then(days + timedelta(80)), amount=numbers["owed"],
            renews=pl.lit(None, pl.Int64),
        ),
        "touches": ids.with_columns(on=days, upset=some),
        "spoken": pl.concat([ids.with_columns(on=days - timedelta(30 - n), step=pl.lit(step)) for n, step in
                             enumerate((signals.ASKED, signals.ASKED, signals.CAME, signals.SPOKE, signals.ASKED))]),
        "settled": ids.with_columns(due_on=days, settled_on=last, kept=some),
        "bills": ids.with_columns(booked_on=days, due_on=days, settled_on=last, amount=numbers["owed"]),
        "signals": ids.with_columns(code=pl.lit("volume"), part=pl.Series(rng.uniform(0.1, 1, SIZE))),
    }  # fmt: skip


def served(t: dict[str, Any]) -> economics.Served:
    c = t["customers"]
    return economics.cost_to_serve(economics.Activity(c, c, c, None, c), t["rates"], financing=Fraction(1, 20),
                                   since=SINCE, as_of=AS_OF)  # fmt: skip


def known(t: dict[str, Any]) -> contract_rows.Known:
    return contract_rows.Known(
        t["contracts"], t["purchases"], t["touches"], t["settled"], t["bills"], t["gone"]
    )


METRICS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "histories": lambda t: transactions.histories(t["purchases"], as_of=AS_OF),
    "days": lambda t: transactions.purchase_days(t["purchases"], as_of=AS_OF).sort("customer", "on"),
    "lapses": lambda t: lapse.lapses(t["purchases"], as_of=AS_OF),
    "cohorts": lambda t: retention.cohorts(t["purchases"], as_of=AS_OF),
    "trials": lambda t: forecast.trials(t["purchases"], cut=CUT, as_of=AS_OF),
    "weeks": lambda t: calibration.weekly(t["purchases"], cut=CUT, as_of=AS_OF),
    "fewer": lambda t: signals.fewer(t["purchases"], "volume", as_of=AS_OF),
    "survival": lambda t: retention.survival(t["customers"], as_of=AS_OF),
    "rfm": lambda t: rfm.scores(t["customers"], as_of=AS_OF),
    "pareto": lambda t: (pareto.curve(t["customers"]), pareto.ranked(t["customers"])),
    "concentration": lambda t: concentration.concentration(t["customers"]),
    "quadrants": lambda t: quadrants.placed(t["customers"], large_from=4_000, loyal_from=0.5),
    "loyalty": lambda t: quadrants.loyalty(t["customers"], {"loyalty": 1, "score": 2}),
    "movers": lambda t: quadrants.movers(t["customers"], t["customers"]),
    "tiers": lambda t: tiers.assigned(t["customers"], [tiers.Tier("gold", 0.6), tiers.Tier("basic", 0)]),
    "served": served,
    "reconciled": lambda t: economics.reconciled(served(t).by_kind.lazy(), t["ledger"]),
    "profits": lambda t: profit.profits(t["customers"], t["customers"]),
    "whale": lambda t: profit.whale(t["customers"]),
    "returns": lambda t: (profit.returns(t["customers"]), profit.per_yuan(t["customers"])),
    "balance": lambda t: balance.balance(t["customers"], t["customers"], since=SINCE, as_of=AS_OF),
    "ladder": lambda t: ladder.ladder(t["customers"], t["customers"], as_of=AS_OF),
    "placed": lambda t: ladder.placed(ladder.ladder(t["customers"], t["customers"], as_of=AS_OF)),
    "shares": lambda t: share.shares(t["customers"], t["customers"], as_of=AS_OF),
    "reach": lambda t: reach.reach(t["customers"], turned_away=Fraction(1, 9), newcomer=100),
    "margins": lambda t: profit_of_churn.margins_by_tenure(t["customers"]),
    "own_gain": lambda t: own_gain.measured(t["purchases"], t["customers"], t["gone"], as_of=AS_OF),
    "renewals": lambda t: contract_rows.looked_at(known(t), as_of=AS_OF),
    "promises": lambda t: signals.promises_broken(t["customers"], as_of=AS_OF),
    "overdue": lambda t: signals.overdue_growing(t["customers"]),
    "contacts": lambda t: signals.contacts_left(t["customers"], as_of=AS_OF),
    "replies": lambda t: signals.replies_slower(t["asked"], as_of=AS_OF),
    "questions": lambda t: signals.questions(t["spoken"], as_of=AS_OF),
    "complaints": lambda t: signals.complaining(t["customers"], as_of=AS_OF),
    "warned": lambda t: warning.warned([t["signals"]], t["customers"]),
    "churn": lambda t: churn_model.fit(t["customers"], ["score", "source", "minutes"]),
}  # fmt: skip
"""All but the ones that take no frame."""
