"""Purchases of real firms; where their files are missing, the tests are skipped."""

from __future__ import annotations

import csv
import gzip
from functools import cache

import numpy as np
import polars as pl

from tests.support.shared import real

CDNOW = "test_only/cdnow/"
RETAIL = "ship/online_retail/online_retail_2010-12_2011-02.csv.gz"


@cache
def summary() -> dict[str, np.ndarray]:
    """Frequency x, recency t_x and age T in weeks, mean repeat value zbar of 2 357 buyers of CDs (CDNOW)."""
    path = real(CDNOW + "cdnow_customers_summary_with_transactions.csv")
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return {
        name: np.array([float(row[name]) for row in rows]) for name in ("x", "t_x", "T", "zbar")
    }


@cache
def purchases() -> pl.DataFrame:
    """The log behind it: customer, day and amount in cents of 6 919 purchases over a year and a half."""
    lines = real(CDNOW + "CDNOW_sample.txt").read_text(encoding="utf-8").splitlines()
    rows = [
        (int(n), day, round(float(paid) * 100)) for _id, n, day, _cds, paid in map(str.split, lines)
    ]
    frame = pl.DataFrame(rows, schema=["customer", "on", "amount"], orient="row")
    return frame.with_columns(pl.col("on").str.to_date("%Y%m%d"))


@cache
def retail() -> pl.DataFrame:
    """105 335 lines of a British wholesaler of gifts, December 2010 to February 2011 (UCI 352), as they are."""
    with gzip.open(real(RETAIL)) as file:
        return pl.read_csv(file.read(), infer_schema=False)


@cache
def retail_rows() -> pl.DataFrame:
    """Customer, day and amount in pence of its lines with a customer and a price; returns are below 0."""
    kept = retail().filter(pl.col("CustomerID") != "", pl.col("UnitPrice").cast(pl.Float64) > 0)
    price, quantity = pl.col("UnitPrice").cast(pl.Decimal(18, 4)), pl.col("Quantity").cast(pl.Int64)
    return kept.select(
        invoice="InvoiceNo",
        customer="CustomerID",
        on=pl.col("InvoiceDate").str.slice(0, 10).str.to_date(),
        amount=(price * quantity * 100).cast(pl.Int64),
    )
