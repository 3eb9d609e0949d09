"""The chance that each running contract is not renewed, told only as well as it was proved on later ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from sanjing.analytics.churn_model import ChurnModel, Leak, Trial, fit, trial
from sanjing.analytics.contract_rows import COLUMNS, HORIZON, Known, Looked, looked_at
from sanjing.analytics.enough import TooLittle
from sanjing.analytics.estimators.fitting import FitError
from sanjing.analytics.estimators.logistic import FEW_EACH
from sanjing.analytics.judging import Judgement

FITTED = 0.6
"""The part of the known contracts, the oldest, that a trial begins with."""
MODEL, RATE = "model", "rate"


@dataclass(frozen=True, slots=True)
class Told:
    """`chances`: contract, chance (empty of too little); `reasons`, in the same order, what moves the logarithm of its
    odds by COLUMNS.

    `method` is MODEL where its trial beat telling all the same; RATE where it did not, or could not be tried: then
    every chance is the part that was not renewed, and there are no reasons. `missing` says why there is none at all,
    `untried` why there was no trial; `doubted` columns looked as if they had been filled later, and were left out.
    """

    looked: Looked
    chances: pl.DataFrame
    reasons: pl.DataFrame | None = None
    method: str = ""
    judgement: Judgement | None = None
    cut: date | None = None
    missing: TooLittle | None = None
    untried: TooLittle | None = None
    doubted: tuple[str, ...] = ()


def renewals(known: Known, *, as_of: date) -> Told:
    """Of every contract that runs at the end of the day `as_of`."""
    looked = looked_at(known, as_of=as_of)
    lost = int(looked.ended["left"].sum() or 0)
    fewer = min(lost, len(looked.ended) - lost)
    none = looked.running.select("contract", chance=pl.lit(None, pl.Float64))
    if fewer < FEW_EACH:
        return Told(looked, none, missing=TooLittle("few_outcomes", fewer, FEW_EACH))
    model, columns, doubted = honest(looked.ended)
    tried, cut = trial_of(looked.ended, columns)
    if isinstance(tried, TooLittle) or tried.judgement.skill <= 0:
        same = none.with_columns(chance=pl.lit(lost / len(looked.ended)))
        untried, judged = (tried, None) if isinstance(tried, TooLittle) else (None, tried.judgement)
        return Told(
            looked, same, method=RATE, judgement=judged, cut=cut, untried=untried, doubted=doubted
        )
    chances = none.with_columns(chance=pl.Series(model.probability(looked.running)))
    reasons = model.reasons(looked.running)
    return Told(looked, chances, reasons, MODEL, tried.judgement, cut, doubted=doubted)


def honest(ended: pl.DataFrame) -> tuple[ChurnModel, list[str], tuple[str, ...]]:
    """The model of the columns that nothing speaks against, these columns, and the others."""
    columns, doubted = list(COLUMNS), []
    while True:
        try:
            return fit(ended, columns), columns, tuple(doubted)
        except Leak as leak:
            found = [one.column for one in leak.suspects]
            doubted += found
            columns = [name for name in columns if name not in found]


def trial_of(ended: pl.DataFrame, columns: list[str]) -> tuple[Trial | TooLittle, date]:
    """The model that would have been fitted on an earlier day, held to what came after it; columns as they are."""
    cut: date = ended["when"].sort()[int(len(ended) * FITTED)]
    try:
        return trial(ended, columns, when="when", cut=cut, horizon=HORIZON, trusted=columns), cut
    except FitError as refusal:
        return TooLittle("few_outcomes", refusal.data.get("found", 0), FEW_EACH), cut
