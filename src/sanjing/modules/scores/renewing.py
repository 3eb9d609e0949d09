"""Which contracts may not be renewed: read, reckoned and kept with the scores."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from sanjing.analytics.contract_rows import Known
from sanjing.analytics.enough import TooLittle
from sanjing.analytics.judging import Judgement
from sanjing.analytics.renewals import Told, renewals
from sanjing.analytics.schemas import DAY, KEY, TEXT, WHOLE
from sanjing.foundation.events.models import Event
from sanjing.modules.activities.models import Activity
from sanjing.modules.customers.models import Contact
from sanjing.modules.promises.models import FELL_DUE, Promise
from sanjing.modules.quotes.models import Contract
from sanjing.modules.receivables.models import Invoice
from sanjing.modules.scores.actions.keep import keep_changed
from sanjing.modules.scores.marts import frame, of_figures
from sanjing.modules.scores.models import ContractChance

MOVES = 0.2
"""What moves the logarithm of the odds by less is not worth naming as a reason."""
MOST = 3
DIGITS = 2
State = Contract.State


def renewing(purchases: pl.DataFrame, as_of: date) -> dict[str, Any]:
    """Keep the chance of every running contract; what is told of all of them together is returned, none of none."""
    if not agreed().exists():
        ContractChance.objects.all().delete()
        return {}
    told = renewals(known(purchases), as_of=as_of)
    keep_changed(ContractChance, rows_of(told), as_of)
    return facts(told)


def agreed() -> QuerySet[Contract]:
    """Contracts with a term that both sides agreed on: signed here, or written down later with the day of it."""
    rows = Contract.objects.filter(removed_at=None, customer__removed_at=None)
    rows = rows.filter(starts_on__isnull=False, ends_on__isnull=False)
    return rows.exclude(Q(state=State.DRAFT) & Q(signed_on=None)).order_by()


def known(purchases: pl.DataFrame) -> Known:
    """Everything of the customers who ever had a contract."""
    own = {"customer__in": agreed().values("customer")}
    held = contracts()
    owed = Invoice.objects.standing().filter(**own).order_by()
    left = Contact.objects.filter(removed_at=None, left_on__isnull=False, **own).order_by()
    return Known(
        held, purchases.join(held, on="customer", how="semi"), touches(own), promises(own),
        frame(owed.values_list("customer", "booked_on", "due_on", "settled_on", "amount"),
              customer=KEY, booked_on=DAY, due_on=DAY, settled_on=DAY, amount=WHOLE),
        frame(left.values_list("customer", "left_on"), customer=KEY, left_on=DAY),
    )  # fmt: skip


def contracts() -> pl.DataFrame:
    amount = Coalesce("amount", Value(0))
    rows = agreed().annotate(worth=amount).values_list(
        "pk", "customer", "title", "state", "starts_on", "ends_on", "changed_at", "renews", "worth"
    )  # fmt: skip
    found = frame(
        rows, contract=KEY, customer=KEY, title=TEXT, state=TEXT, starts_on=DAY, ends_on=DAY, changed_at=DAY,
        renews=KEY, amount=WHOLE,
    )  # fmt: skip
    ends = Event.objects.filter(entity="contract", name="contract.terminated").order_by()
    stops = frame(ends.values_list("record_id", "at"), contract=KEY, at=DAY)
    stops = stops.group_by("contract").agg(at=pl.col("at").max())
    stopped = pl.when(pl.col("state") == State.TERMINATED.value).then(
        pl.coalesce("at", "changed_at")
    )
    return found.join(stops, on="contract", how="left").with_columns(stopped_on=stopped)


def touches(own: dict[str, Any]) -> pl.DataFrame:
    """Contacts at which somebody was reached, and whether the customer was upset or there was trouble."""
    rows = Activity.objects.filter(removed_at=None, **own).exclude(
        outcome=Activity.Outcome.UNREACHED
    )
    values = rows.order_by().values_list("customer", "happened_at", "mood", "outcome")
    found = frame(values, customer=KEY, on=DAY, mood=TEXT, outcome=TEXT)
    bad = pl.col("mood") == Activity.Mood.UPSET.value
    return found.with_columns(upset=bad | (pl.col("outcome") == Activity.Outcome.TROUBLE.value))


def promises(own: dict[str, Any]) -> pl.DataFrame:
    rows = Promise.objects.filter(removed_at=None, state__in=FELL_DUE, **own).order_by()
    values = rows.values_list("customer", "due_on", "settled_on", "state")
    found = frame(values, customer=KEY, due_on=DAY, settled_on=DAY, state=TEXT)
    return found.with_columns(kept=pl.col("state") == Promise.State.KEPT.value)


def rows_of(told: Told) -> pl.DataFrame:
    """What is kept of each contract."""
    running = told.looked.running.join(told.chances, on="contract", maintain_order="left")
    amount = pl.when(pl.col("amount") > 0).then(pl.col("amount"))
    stake = of_figures(pl.col("chance") * amount, DIGITS + 1)
    chance = (pl.col("chance") * 100).round().cast(pl.Int64)
    return running.select(
        chance=chance, stake=stake, contract_id="contract", reasons=pl.Series(reasons(told), dtype=pl.String)
    )  # fmt: skip


def reasons(told: Told) -> list[str]:
    """What speaks most against each running contract that is likelier to end than most: `code:percent:figure`."""
    if told.reasons is None:
        return [""] * len(told.looked.running)
    usual = told.looked.ended["left"].mean()
    shown = figures(told.looked.running).select(told.reasons.columns)
    rows = zip(
        told.chances["chance"], told.reasons.iter_rows(named=True), shown.iter_rows(named=True), strict=True
    )  # fmt: skip
    return [listed(moved, seen) if chance > usual else "" for chance, moved, seen in rows]


def listed(moved: dict[str, float], seen: dict[str, int | None]) -> str:
    loud = sorted((name for name in moved if moved[name] >= MOVES), key=lambda name: -moved[name])
    return ",".join(reason(name, moved[name], seen[name]) for name in loud[:MOST])


def reason(name: str, moved: float, seen: int | None) -> str:
    return f"{name}:{round(100 * moved)}:{'' if seen is None else seen}"


def figures(running: pl.DataFrame) -> pl.DataFrame:
    """The columns as people read them: whole per cent, days, times, 分."""
    money = of_figures((10 ** pl.col("overdue") - 1) * 100, DIGITS)
    part = (pl.col("bought") * 100).round()
    return running.with_columns(size=pl.col("amount"), overdue=money, bought=part).with_columns(
        pl.col("size", "overdue", "bought").cast(pl.Int64)
    )


def facts(told: Told) -> dict[str, Any]:
    """As `renewed.told_in` reads it."""
    ended = told.looked.ended
    return {
        "ended": len(ended), "lost": int(ended["left"].sum() or 0), "stopped": told.looked.stopped,
        "running": len(told.looked.running), "method": told.method, "doubted": list(told.doubted),
        "cut": told.cut and told.cut.isoformat(), "missing": few(told.missing), "untried": few(told.untried),
        "judgement": told.judgement and judgement(told.judgement),
    }  # fmt: skip


def few(found: TooLittle | None) -> list[Any] | None:
    return None if found is None else [found.code, found.found, found.needed]


def judgement(found: Judgement) -> dict[str, Any]:
    return {
        "contracts": found.customers, "lost": found.happened, "expected": found.expected, "auc": found.auc,
        "auc_error": found.auc_error, "skill": found.skill,
        "tenths": [[one.customers, one.expected, one.happened] for one in found.tenths],
    }  # fmt: skip
