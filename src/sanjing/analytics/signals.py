"""Silent changes that come before a customer leaves, each as a part of 0 to 1: how much of what was is gone.

Every function gives the same four columns: customer, code, part, was and now, the figures behind the part; a row only
where the part is above 0. None of them is a probability. Rows after `as_of` are not known to any of them.
"""

from __future__ import annotations

from datetime import date, timedelta

import narwhals as nw
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.lapse import LATE
from sanjing.analytics.schemas import DAY, FLAG, KEY, NUMBER, TEXT, WHOLE, Table, checked
from sanjing.analytics.transactions import MINUTES
from sanjing.kernel.periods import add_months

WINDOW = 90
BEFORE = 4
"""So many windows before the last one are the customer's own past."""
RECENT = 180
"""Promises and contacts of so many days count."""
ANSWERED = 2
"""From fewer answers nobody has a usual time."""
ASKED, CAME, SPOKE = "asked", "came", "spoke"
"""What a contact means for an answer: we heard nothing, the customer came to us, both spoke."""
COLUMNS = ("customer", "code", "part", "was", "now")


def signal(table: Table, code: str) -> pl.DataFrame:
    told = table.with_columns(code=nw.lit(code), part=nw.col("part").clip(0.0, 1.0))
    floats = [nw.col(name).cast(nw.Float64) for name in COLUMNS[2:]]
    told = told.filter(nw.col("part") > 0).select("customer", "code", *floats)
    return told.sort("customer").to_native()


def fewer(
    rows: IntoDataFrame, code: str, *, as_of: date, window: int = WINDOW
) -> pl.DataFrame:  # fmt: skip
    """Whose amount in the last `window` days is below what it was, both in their own past and at this time of year.

    *Grain* any. *Needs* customer, on, amount: money for `volume`, 1 a contact for `contacts`. Past is the mean of the
    four windows before; who has not been there for all of them has none. Who was there a year ago already is held to
    the same days of that year besides, and the smaller fall counts: what falls every winter is no warning.
    """
    given = checked(rows, code, customer=KEY, on=DAY, amount=NUMBER)
    known = given.filter(nw.col("on") <= as_of)
    begin = as_of - timedelta(window)
    past = begin - timedelta(window * BEFORE)
    year_end = add_months(as_of, -12)
    year = year_end - timedelta(window)
    each = known.with_columns(
        now=within(begin, as_of), past=within(past, begin), season=within(year, year_end)
    )
    sums = each.group_by("customer").agg(
        nw.col("now", "past", "season").sum(), nw.col("on").min().alias("first")
    )
    own = nw.col("past") / BEFORE
    seen = sums.filter(nw.col("first") <= past + timedelta(window), nw.col("past") > 0)
    there = nw.col("first") <= year
    usual = nw.when(there & (nw.col("season") < own)).then(nw.col("season")).otherwise(own)
    seen = seen.with_columns(was=usual).filter(nw.col("was") > 0)
    fall = 1 - nw.col("now") / nw.col("was")
    return signal(seen.with_columns(part=fall), code)


def within(after: date, until: date) -> nw.Expr:
    """The amounts of the days after one day and up to another."""
    on = nw.col("on")
    amount = nw.col("amount").cast(nw.Float64)
    return nw.when((on > after) & (on <= until)).then(amount).otherwise(nw.lit(0.0))


def slower(rhythm: IntoDataFrame) -> pl.DataFrame:
    """Who is silent longer than their own rhythm has it: 0 as soon as one pause in five is as long, 1 where none is.

    *Needs* customer, probability, usual_days, silent_days, as `lapse.lapses` gives them.
    """
    empty = frozenset({"probability", "usual_days"})
    table = checked(rhythm, "rhythm", empty=empty, customer=KEY, probability=NUMBER,
                    usual_days=NUMBER, silent_days=NUMBER)  # fmt: skip
    told = table.filter(~nw.col("probability").is_null())
    part = 1 - nw.col("probability") / LATE
    return signal(told.with_columns(part=part, was="usual_days", now="silent_days"), "rhythm")


def promises_broken(promises: IntoDataFrame, *, as_of: date, recent: int = RECENT) -> pl.DataFrame:
    """Promises to the customer that were due lately and not kept: of n, b broken give b ÷ (n + 1).

    *Needs* customer, due_on, kept. One broken promise is half a warning, and not the whole one that b ÷ n would make.
    """
    table = checked(promises, "promises", customer=KEY, due_on=DAY, kept=FLAG)
    lately = table.filter(nw.col("due_on") <= as_of, nw.col("due_on") > as_of - timedelta(recent))
    broken = (~nw.col("kept")).cast(nw.Int64)
    each = lately.group_by("customer").agg(nw.len().alias("was"), broken.sum().alias("now"))
    return signal(each.with_columns(part=nw.col("now") / (nw.col("was") + 1)), "promises")


def overdue_growing(balances: IntoDataFrame) -> pl.DataFrame:
    """What is overdue beyond what was a while ago, as a part of all that is owed.

    *Grain* a row a customer. *Needs* customer, overdue, overdue_before, owed, in 分.
    """
    table = checked(balances, "balances", customer=KEY, overdue=WHOLE, overdue_before=WHOLE, owed=WHOLE)  # fmt: skip
    owing = table.filter(nw.col("owed") > 0)
    part = (nw.col("overdue") - nw.col("overdue_before")) / nw.col("owed")
    return signal(owing.with_columns(part=part, was="overdue_before", now="overdue"), "overdue")


def contacts_left(
    contacts: IntoDataFrame, *, as_of: date, recent: int = RECENT
) -> pl.DataFrame:  # fmt: skip
    """People of the customer who left lately, as a part of those who were there.

    *Grain* a row a person. *Needs* customer, left_on (empty for who is there).
    """
    table = checked(contacts, "contacts", empty=frozenset({"left_on"}), customer=KEY, left_on=DAY)
    begin = as_of - timedelta(recent)
    there = table.filter((nw.col("left_on") > begin).fill_null(True))
    left = (nw.col("left_on") <= as_of).fill_null(False).cast(nw.Int64)
    each = there.group_by("customer").agg(nw.len().alias("was"), left.sum().alias("gone"))
    each = each.with_columns(
        part=nw.col("gone") / nw.col("was"), now=nw.col("was") - nw.col("gone")
    )
    return signal(each, "contact_left")


def replies_slower(asked: IntoDataFrame, *, as_of: date, recent: int = RECENT) -> pl.DataFrame:
    """Who takes longer to answer what was sent lately than before: mean days then and now, 1 − was ÷ now.

    *Grain* a row a question. *Needs* customer, sent_on, answered_on (empty while nobody answered). Past are those sent
    earlier and answered, two at least. What still waits counts once it waits longer than usual. An answer on the day
    counts as one day.
    """
    table = checked(
        asked, "asked", empty=frozenset({"answered_on"}), customer=KEY, sent_on=DAY, answered_on=DAY
    )
    table = table.filter(nw.col("sent_on") <= as_of)
    until = nw.lit(as_of, dtype=nw.Date)
    closed = (nw.col("answered_on") <= as_of).fill_null(False)
    end = nw.when(closed).then(nw.col("answered_on")).otherwise(until)
    waited = ((end - nw.col("sent_on")).dt.total_minutes() // MINUTES).clip(lower_bound=1)
    lately = nw.col("sent_on") > as_of - timedelta(recent)
    table = table.with_columns(closed=closed, waited=waited, lately=lately)
    before = table.filter(~nw.col("lately"), nw.col("closed")).group_by("customer")
    past = before.agg(nw.len().alias("n"), nw.col("waited").mean().alias("was"))
    late = table.filter(nw.col("lately")).join(past.filter(nw.col("n") >= ANSWERED), on="customer")
    late = late.filter(nw.col("closed") | (nw.col("waited") > nw.col("was")))
    each = late.group_by("customer").agg(nw.col("waited").mean().alias("now"), nw.col("was").max())
    return signal(each.with_columns(part=1 - nw.col("was") / nw.col("now")), "replies")


def questions(touches: IntoDataFrame, *, as_of: date) -> pl.DataFrame:
    """What we asked, and when the customer came back to us on it, told from contacts.

    *Grain* a row a question. *Needs* customer, on, step (ASKED, CAME or SPOKE): a row a contact, in the order of time.
    *Gives* customer, sent_on, answered_on, as `replies_slower` needs them. To ask again without an answer goes on with
    the question that waits. One that ended because we brought about a talk is left out: how long that took was as much
    our patience as theirs.
    """
    given = checked(touches, "touches", customer=KEY, on=DAY, step=TEXT).to_native()
    known = given.filter(pl.col("on") <= as_of)
    step, same = pl.col("step"), "customer"
    again = (step == ASKED) & (step.shift(1).over(same) == ASKED).fill_null(False)
    turns = known.filter(~again)
    answered = (step.shift(-1).over(same) == CAME).fill_null(True)
    asked = turns.with_columns(answered=answered, answered_on=pl.col("on").shift(-1).over(same))
    asked = asked.filter(step == ASKED, pl.col("answered"))
    return asked.select("customer", sent_on="on", answered_on="answered_on")


def complaining(complaints: IntoDataFrame, *, as_of: date, recent: int = RECENT) -> pl.DataFrame:
    """Complaints that were made lately: n give n ÷ (n + 1). *Needs* customer, on, about (any text)."""
    table = checked(complaints, "complaints", customer=KEY, on=DAY, about=TEXT)
    lately = table.filter(nw.col("on") <= as_of, nw.col("on") > as_of - timedelta(recent))
    each = lately.group_by("customer").agg(nw.len().alias("now")).with_columns(was=nw.lit(0))
    return signal(each.with_columns(part=nw.col("now") / (nw.col("now") + 1)), "complaints")
