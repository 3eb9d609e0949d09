"""Purchases of real firms; where their files are missing, the tests are skipped."""

from __future__ import annotations

import csv
import gzip
import sqlite3
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


@cache
def telco() -> pl.DataFrame:
    """7 043 customers of a telephone company and whether they left last month (IBM sample); 11 bills are blank."""
    rows = pl.read_csv(
        real("ship/telco_churn/Telco-Customer-Churn.csv"), null_values={"TotalCharges": " "}
    )
    return rows.with_columns(left=pl.col("Churn") == "Yes").drop("customerID", "Churn")


@cache
def bank() -> pl.DataFrame:
    """4 521 calls of a bank and whether a deposit was sold (UCI 222); `duration` was known after the call only."""
    rows = pl.read_csv(real("ship/bank_marketing/bank.csv"), separator=";")
    return rows.with_columns(left=pl.col("y") == "yes").drop("y")


@cache
def northwind() -> pl.DataFrame:
    """Customer, day and amount in cents of 830 orders of an importer of food, 1996 to 1998 (Microsoft sample)."""
    folder = "ship/northwind/"
    orders = pl.read_csv(real(folder + "orders.csv"), infer_schema=False)
    lines = pl.read_csv(real(folder + "order_details.csv"), infer_schema=False)
    price, quantity, off = (
        pl.col(name).cast(pl.Float64) for name in ("unitPrice", "quantity", "discount")
    )
    amount = (price * quantity * (1 - off) * 100).round().cast(pl.Int64)
    paid = lines.group_by("orderID").agg(amount.sum().alias("amount"))
    on = pl.col("orderDate").str.slice(0, 10).str.to_date()
    return orders.join(paid, on="orderID").select("amount", customer="customerID", on=on)


@cache
def chinook() -> pl.DataFrame:
    """Customer, day and amount in cents of 412 invoices of a shop of music, 2021 to 2025 (invented)."""
    with sqlite3.connect(
        f"file:{real('ship/chinook/Chinook_Sqlite.sqlite')}?mode=ro", uri=True
    ) as base:
        rows = base.execute(
            "select CustomerId, date(InvoiceDate), round(Total * 100) from Invoice"
        ).fetchall()
    frame = pl.DataFrame(rows, schema=["customer", "on", "amount"], orient="row")
    return frame.with_columns(pl.col("on").str.to_date(), pl.col("amount").cast(pl.Int64))


@cache
def maven() -> pl.DataFrame:
    """Account, day and cents of the 4 238 opportunities that a seller of computers won in 2017 (invented)."""
    path = real("ship/crm_opportunities_maven/sales_pipeline.csv")
    won = pl.read_csv(path, infer_schema=False).filter(pl.col("deal_stage") == "Won")
    amount = (pl.col("close_value").cast(pl.Float64) * 100).cast(pl.Int64)
    return won.select(customer="account", on=pl.col("close_date").str.to_date(), amount=amount)
