"""Which contracts will not be renewed: what was known of each while there was still time, and what came of it.

A contract is looked at LEAD days before its last day, or in the middle of a shorter one, and only through rows of days
up to then. It is renewed if the customer has a next one by GRACE days after the last; before that nobody knows. One
that was ended before it was looked at is no outcome: nothing was left to be foretold.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.schemas import DAY, FLAG, KEY, TEXT, WHOLE, checked

LEAD, GRACE = 90, 30
HORIZON = LEAD + GRACE
"""So many days after it was looked at everything is known of a contract."""
WINDOW, BEFORE = 90, 4
"""What was bought lately is held to so many windows before."""
LATELY = 180
YEAR = 365
COLUMNS = (
    "size", "terms", "bought", "silent", "contacts", "upset", "broken", "overdue", "departed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of customers with contracts. Amounts in 分; `empty` columns are those with gaps.

    `contracts`: contract, customer, title, starts_on, ends_on, stopped_on (ended before its time; empty), renews (the
    contract it goes on from; empty), amount (0 where it is not known). `purchases`: customer, on, amount (below 0 what
    was given back). `touches`: customer, on, upset. `promises`: customer, due_on, settled_on (empty), kept.
    `invoices`: customer, booked_on, due_on, settled_on (empty), amount. `people`: customer, left_on.
    """

    contracts: IntoDataFrame
    purchases: IntoDataFrame
    touches: IntoDataFrame
    promises: IntoDataFrame
    invoices: IntoDataFrame
    people: IntoDataFrame


@dataclass(frozen=True, slots=True)
class Looked:
    """`ended` and `running` have contract, customer, title, ends_on, when, amount and COLUMNS; `ended` also left.

    `stopped` contracts were ended before they were looked at, and are in neither.
    """

    ended: pl.DataFrame
    running: pl.DataFrame
    stopped: int


def looked_at(known: Known, *, as_of: date) -> Looked:
    """Every contract of which the outcome is known at the end of the day `as_of`, and every one that still runs.

    *Grain* a row a contract. A running one is looked at today; one that ended within GRACE days still waits.
    """
    contracts = followed(given(known.contracts))
    over = pl.min_horizontal("ends_on", "stopped_on")
    lead = pl.min_horizontal(LEAD, (pl.col("ends_on") - pl.col("starts_on")).dt.total_days() // 2)
    contracts = contracts.with_columns(over=over, when=pl.col("ends_on") - pl.duration(days=lead))
    settled = contracts.filter(pl.col("over") + timedelta(GRACE) <= as_of)
    early = (pl.col("over") <= pl.col("when")) & ~pl.col("renewed")
    ended = settled.filter(~early, pl.col("over") > pl.col("when")).with_columns(
        left=~pl.col("renewed")
    )
    still = contracts.filter(
        pl.col("starts_on") <= as_of, pl.col("stopped_on").is_null() | (pl.col("stopped_on") > as_of),
        pl.col("ends_on") + timedelta(GRACE) > as_of, ~pl.col("renewed"),
    ).with_columns(when=pl.lit(as_of))  # fmt: skip
    told = ["contract", "customer", "title", "ends_on", "when", "amount", *COLUMNS]
    return Looked(
        seen(ended, contracts, known).select(*told, "left").sort("when", "contract"),
        seen(still, contracts, known).select(told).sort("contract"), len(settled.filter(early)),
    )  # fmt: skip


def given(contracts: IntoDataFrame) -> pl.DataFrame:
    empty = frozenset({"stopped_on", "renews"})
    return checked(
        contracts, "contracts", empty=empty, contract=KEY, customer=KEY, title=TEXT, starts_on=DAY, ends_on=DAY,
        stopped_on=DAY, renews=KEY, amount=WHOLE,
    ).to_native()  # fmt: skip


def followed(contracts: pl.DataFrame) -> pl.DataFrame:
    """Which were renewed: by one that says so, or by one of the same customer and title that begins about then."""
    end = pl.min_horizontal("ends_on", "stopped_on")
    last = contracts.with_columns(end=end).select(
        "contract", "customer", "title", "starts_on", "end"
    )
    later = pl.col("next_on") > pl.col("starts_on")
    in_time = later & (pl.col("next_on") <= pl.col("end") + timedelta(GRACE))
    says_so = last.join(
        contracts.select(contract="renews", next_on="starts_on").drop_nulls(), on="contract"
    ).filter(in_time)
    alike = last.join(
        contracts.select("customer", "title", next_on="starts_on"), on=["customer", "title"]
    ).filter(in_time, pl.col("next_on") >= pl.col("end") - timedelta(GRACE))
    renewed = pl.concat([says_so["contract"], alike["contract"]]).unique()
    return contracts.with_columns(renewed=pl.col("contract").is_in(renewed.implode()))


def seen(asked: pl.DataFrame, contracts: pl.DataFrame, known: Known) -> pl.DataFrame:
    """The contracts with what was known of their customers on the day `when`."""
    size = (pl.col("amount") / 100 + 1).log10()
    held = asked.with_columns(size=pl.when(pl.col("amount") > 0).then(size))
    for part in (
        terms(asked, contracts), purchases(asked, known.purchases), touches(asked, known.touches),
        promises(asked, known.promises), invoices(asked, known.invoices), people(asked, known.people),
    ):  # fmt: skip
        held = held.join(part, on="contract", how="left")
    counts = ("terms", "contacts", "upset", "broken", "overdue", "departed")
    return held.with_columns(pl.col(counts).fill_null(0))


def at_hand(asked: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """A row a contract and row of its customer."""
    return asked.select("contract", "customer", "when").join(rows, on="customer")


def within(day: str, days: int) -> pl.Expr:
    """That a day lies in so many up to the one looked at."""
    return (pl.col(day) <= pl.col("when")) & (pl.col(day) > pl.col("when") - timedelta(days))


def terms(asked: pl.DataFrame, contracts: pl.DataFrame) -> pl.DataFrame:
    """How many contracts the customer had begun before."""
    own = asked.select("contract", begun="starts_on")
    rows = at_hand(asked, contracts.select("customer", "starts_on")).join(own, on="contract")
    return rows.group_by("contract").agg(terms=(pl.col("starts_on") < pl.col("begun")).sum())


def purchases(asked: pl.DataFrame, given_rows: IntoDataFrame) -> pl.DataFrame:
    """What was bought lately as a part of the usual, and since when nothing; empty of who never bought."""
    bought = checked(given_rows, "purchases", customer=KEY, on=DAY, amount=WHOLE).to_native()
    rows = at_hand(asked, bought).filter(pl.col("on") <= pl.col("when"))
    now, both = within("on", WINDOW), within("on", WINDOW * (1 + BEFORE))
    amount = pl.col("amount")
    each = rows.group_by("contract").agg(
        now=amount.filter(now).sum(), past=amount.filter(both & ~now).sum(),
        last=pl.col("on").filter(amount >= 0).max(), when=pl.col("when").first(),
    )  # fmt: skip
    part = (pl.col("now") * BEFORE / pl.col("past")).clip(0, 2)
    silent = (pl.col("when") - pl.col("last")).dt.total_days().clip(upper_bound=YEAR)
    return each.select("contract", bought=pl.when(pl.col("past") > 0).then(part), silent=silent)


def touches(asked: pl.DataFrame, given_rows: IntoDataFrame) -> pl.DataFrame:
    """How often somebody was in touch lately, and how often the customer was upset."""
    made = checked(given_rows, "touches", customer=KEY, on=DAY, upset=FLAG).to_native()
    rows = at_hand(asked, made)
    return rows.group_by("contract").agg(
        contacts=within("on", WINDOW).sum(), upset=(within("on", LATELY) & pl.col("upset")).sum()
    )


def promises(asked: pl.DataFrame, given_rows: IntoDataFrame) -> pl.DataFrame:
    """How many promises that were due lately had not been kept by then."""
    empty = frozenset({"settled_on"})
    made = checked(
        given_rows, "promises", empty=empty, customer=KEY, due_on=DAY, settled_on=DAY, kept=FLAG
    )
    rows = at_hand(asked, made.to_native()).filter(within("due_on", LATELY))
    kept = pl.col("kept") & (pl.col("settled_on") <= pl.col("when")).fill_null(False)
    return rows.group_by("contract").agg(broken=(~kept).sum())


def invoices(asked: pl.DataFrame, given_rows: IntoDataFrame) -> pl.DataFrame:
    """What was overdue then, in 元 as a power of ten; a part that had been paid counts until all was."""
    empty = frozenset({"settled_on"})
    kinds = {"customer": KEY, "booked_on": DAY, "due_on": DAY, "settled_on": DAY, "amount": WHOLE}
    owed = checked(given_rows, "invoices", empty=empty, **kinds).to_native()
    rows = at_hand(asked, owed.filter(pl.col("amount") > 0))
    still = pl.col("settled_on").is_null() | (pl.col("settled_on") > pl.col("when"))
    late = (pl.col("booked_on") <= pl.col("when")) & (pl.col("due_on") < pl.col("when")) & still
    sums = rows.filter(late).group_by("contract").agg(owed=pl.col("amount").sum())
    return sums.select("contract", overdue=(pl.col("owed") / 100 + 1).log10())


def people(asked: pl.DataFrame, given_rows: IntoDataFrame) -> pl.DataFrame:
    """How many people of the customer had left lately."""
    left = checked(given_rows, "people", customer=KEY, left_on=DAY).to_native()
    return at_hand(asked, left).group_by("contract").agg(departed=within("left_on", LATELY).sum())
