"""What the nightly run keeps of how well its model foretells, and of how much hangs on few customers."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from sanjing.analytics.calibration import weekly
from sanjing.analytics.concentration import concentration
from sanjing.analytics.enough import TooLittle
from sanjing.analytics.expecting import sample
from sanjing.analytics.forecast import NAIVE
from sanjing.analytics.schemas import KEY, WHOLE
from sanjing.analytics.scoring import Scored
from sanjing.modules.receivables.models import CustomerOwes
from sanjing.modules.scores.marts import frame
from sanjing.modules.scores.models import CustomerScore

PLACES = 1
ENOUGH = 5_000
"""More customers draw the same line: every week asks the model of everybody, which takes Pareto/NBD half a minute."""


def calibrated(purchases: pl.DataFrame, found: Scored) -> dict[str, Any] | None:
    """Purchases in each week that was held back, and what the model in use and the naive forecast expected of it."""
    model = found.facts.get("model")
    if model is None:
        return None
    cut = date.fromisoformat(found.facts["cut"])
    rows = sample(purchases, found.table, ENOUGH)
    told = weekly(rows, cut=cut, as_of=found.as_of, models=[model])
    if isinstance(told, TooLittle) or model not in told.expected:
        return None
    names = (model, NAIVE)
    return {
        "bought": list(told.bought),
        "expected": {name: [round(one, PLACES) for one in told.expected[name]] for name in names},
    }


def concentrated() -> dict[str, Any] | None:
    """What part of the year's sales hangs on the largest customers, and who of them is too large."""
    bought = CustomerScore.objects.order_by().values_list("customer", "year_sales")
    owes = CustomerOwes.objects.order_by().values_list("customer", "owed")
    rows = frame(bought, customer=KEY, total=WHOLE)
    rows = rows.join(frame(owes, customer=KEY, owed=WHOLE), on="customer", how="left")
    told = concentration(rows.with_columns(pl.col("owed").fill_null(0)))
    if isinstance(told, TooLittle):
        return None
    return {
        "customers": told.customers, "effective": round(told.effective, PLACES),
        "tops": [[n, share] for n, share in told.tops.items()],
        "large": told.large.select("customer", "total", "share", "owed").rows(),
    }  # fmt: skip
