"""The tables that scores are made of, read as whole columns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import polars as pl
from django.db import connection
from django.db.models import F, FloatField, QuerySet, Sum
from psycopg.conninfo import make_conninfo

from sanjing.analytics.catalog import Held, Postgresql, Query, Source, Sqlite
from sanjing.analytics.schemas import DAY, KEY, NUMBER, TEXT, WHOLE, Kind
from sanjing.analytics.scoring import YEAR, Marts, Rules
from sanjing.analytics.share import shares
from sanjing.foundation.assumptions.queries import Origin, value
from sanjing.modules.deals.models import NeedSignal
from sanjing.modules.losses.models import Departure
from sanjing.modules.orders.models import Order, OrderLine, Return
from sanjing.modules.receivables.models import CustomerOwes
from sanjing.modules.scores.models import CustomerScore


def marts(as_of: date) -> Marts:
    """What is known of purchases up to any day, of costs as of `as_of`, and of what is owed now."""
    bought = Order.objects.sold().filter(customer__isnull=False).order_by()
    back = Return.objects.came_in().filter(customer__isnull=False).order_by()
    day: dict[str, Kind] = {"customer": KEY, "on": DAY, "amount": WHOLE}
    orders = frame(bought.values_list("customer", "ordered_on", "amount"), **day)
    returns = frame(back.values_list("customer", "received_on", "amount"), **day)
    returns = returns.with_columns(-pl.col("amount"))
    purchases = pl.concat([orders, returns])
    year = purchases.filter(pl.col("on").is_between(as_of - timedelta(YEAR - 1), as_of))
    told = shares(year.select("customer", bought="amount"), needs(as_of), as_of=as_of).known
    return Marts(
        purchases, costs=costs(as_of), owes=owes(), shares=told.select("customer", "share"),
        departures=departures(),
    )  # fmt: skip


def departures() -> pl.DataFrame:
    """Every departure that was written down, with the day the customer came back."""
    rows = Departure.objects.filter(removed_at=None).order_by()
    values = rows.values_list("customer", "left_on", "came_back_on")
    return frame(values, customer=KEY, left_on=DAY, back_on=DAY)


def rules(as_of: date) -> Rules:
    """What the firm decided, or what is known of it, on a day."""
    margin, discount, loyal = (
        float(value(key, as_of).share) for key in ("margin", "discount", "loyal_from")
    )
    large = value("large_from", as_of)
    return Rules(
        margin, discount, large.minor if large.origin is Origin.SET else None, loyal_from=loyal
    )


def costs(as_of: date) -> pl.DataFrame:
    """What the lines of the last year whose product has a cost were sold and bought for, in 分."""
    lines = OrderLine.objects.filter(
        order__in=Order.objects.sold(), customer__isnull=False, product__cost__isnull=False,
        order__ordered_on__gt=as_of - timedelta(YEAR), order__ordered_on__lte=as_of,
    )  # fmt: skip
    sums = lines.order_by().values_list("customer").annotate(
        sold=Sum("amount"), cost=Sum(F("quantity") * F("product__cost"), output_field=FloatField())
    )  # fmt: skip
    return frame(sums, customer=KEY, sold=WHOLE, cost=NUMBER)


def bought() -> pl.DataFrame:
    """What is kept of everybody who ever bought: since when, and sales and margin of the year."""
    rows = CustomerScore.objects.order_by()
    return frame(
        rows.values_list("customer", "first_on", "year_sales", "year_margin"),
        customer=KEY, first_on=DAY, year_sales=WHOLE, year_margin=WHOLE,
    )  # fmt: skip


def needs(as_of: date) -> pl.DataFrame:
    """What customers were said to need in a year of everybody: customer, need, on, source; the last told counts."""
    rows = NeedSignal.objects.filter(removed_at=None, customer__removed_at=None, yearly_need__gt=0)
    rows = rows.filter(noticed_on__lte=as_of)
    columns = rows.order_by("pk").values_list("customer", "yearly_need", "noticed_on", "heard_from")
    return frame(columns, customer=KEY, need=WHOLE, on=DAY, source=TEXT)


def owes() -> pl.DataFrame:
    rows = CustomerOwes.objects.order_by().values_list("customer", "owed", "overdue")
    return frame(rows, customer=KEY, owed=WHOLE, overdue=WHOLE)


def frame(rows: QuerySet[Any, Any], **kinds: Kind) -> pl.DataFrame:
    """The columns of a queryset of tuples, in their order, as `kinds` name and type them."""
    text, values = rows.query.sql_with_params()
    with source() as given:
        if isinstance(given, Held):
            return given.read(Query(rows.model._meta.db_table, text, values), **kinds)
        if connection.vendor == "postgresql":
            composed = connection.ops.compose_sql(text, values)
            return given.read(Query(rows.model._meta.db_table, composed), **kinds)
        marked = text.replace("%s", "?").replace("%%", "%")
        return given.read(Query(rows.model._meta.db_table, marked, values), **kinds)


@contextmanager
def source() -> Iterator[Source]:
    """Where to read from: a connection of its own, but inside a transaction that one, which alone sees its rows."""
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            yield Held(cursor)
    elif connection.vendor == "postgresql":
        given = connection.get_connection_params()
        parts = {name: given[name] for name in ("host", "port", "dbname", "user", "password", "options",
                 "sslmode", "sslrootcert") if given.get(name)}  # fmt: skip
        yield Postgresql(make_conninfo("", **parts))
    else:
        yield Sqlite(connection.settings_dict["NAME"])


def of_figures(number: pl.Expr, digits: int) -> pl.Expr:
    """A whole number of so many digits. Polars divides by a power of ten and may come out a hair below it."""
    return number.cast(pl.Float64).round_sig_figs(digits).round().cast(pl.Int64)
