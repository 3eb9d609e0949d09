"""What receivables react to: rules that hold in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.approvals.queries import answers_about
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import doer, on, on_all
from sanjing.modules.orders.models import Order, Return
from sanjing.modules.receivables import history  # noqa: F401
from sanjing.modules.receivables.actions import let_through, write_off
from sanjing.modules.receivables.actions.credit_returns import (
    credit_return,
    refuse_unused,
    settle_returns,
)
from sanjing.modules.receivables.actions.follow_orders import keep_within_orders, void_unsold
from sanjing.modules.receivables.actions.judge_promises import judge_customers
from sanjing.modules.receivables.actions.keep_limit import keep_limits
from sanjing.modules.receivables.actions.plan_collecting import plan_collecting
from sanjing.modules.receivables.actions.sum_customers import sum_customers
from sanjing.modules.receivables.models import CollectionNote, Invoice, Receipt
from sanjing.modules.receivables.queries import ON_THE_WAY

MADE = ("created", "changed", "restored")
AT_ONCE = 500


class HasMoney(Refusal):
    """What money was matched to is not thrown away."""

    code = "has_money"


@on_all("invoice.*")
def keep_instalments_within_orders(events: list[Event]) -> None:
    made = [event.record_id for event in events if past(event) in MADE]
    orders: set[int] = set()
    for start in range(0, len(made), AT_ONCE):
        rows = Invoice.objects.filter(pk__in=made[start : start + AT_ONCE], order__isnull=False)
        orders.update(rows.values_list("order", flat=True))
    keep_within_orders(orders)


@on_all("order.*")
def keep_orders_covered(events: list[Event]) -> None:
    """An order changes: its instalments still fit, and none outlives it."""
    ids = {event.record_id for event in events if past(event) != "created"}
    if Invoice.objects.filter(order__in=list(ids)[:AT_ONCE]).exists() or len(ids) > AT_ONCE:
        taken_back = {event.record_id for event in events if takes_back(event)}
        void_unsold(taken_back, by=doer(events[0]), at=events[0].at)
        keep_within_orders(ids)


def takes_back(event: Event) -> bool:
    return past(event) == "removed" or "state" in event.data.get("changes", {})


@on_all("order.*")
def keep_credit_limits(events: list[Event]) -> None:
    """Orders that come in by file happened already: only those made here are held back."""
    keep_limits({event.record_id for event in events if event.batch is None and counts(event)})


def counts(event: Event) -> bool:
    """Whether an order begins to count, costs more than before or is another customer's now."""
    if past(event) in ("created", "restored"):
        return True
    changes = event.data.get("changes", {})
    before, after = changes.get("state", (None, None))
    begins = after in ON_THE_WAY and before not in ON_THE_WAY
    less, more = (figure or 0 for figure in changes.get("amount", (0, 0)))
    return begins or "customer" in changes or more > less


@on("return.received")
def credit_what_came_back(event: Event) -> None:
    """What was billed of goods that came back is owed no more, in the transaction of their coming."""
    credit_return(Return.objects.get(pk=event.record_id), by=doer(event), at=event.at)


@on("return.settled")
def keep_returns_open(event: Event) -> None:
    refuse_unused(event.record_id)


@on_all("invoice.settled")
@on_all("invoice.reopened")
def settle_credited_returns(events: list[Event]) -> None:
    """A return is settled as soon as its credit note is used up, and no longer when that is undone."""
    ids = [event.record_id for event in events]
    settle_returns(ids, by=doer(events[0]), at=events[0].at)


@on_all("invoice.*")
@on_all("receipt.*")
def keep_sums(events: list[Event]) -> None:
    """However money changes, what its customer owes in all is right in the same transaction."""
    ids = {customer for event in events for customer in concerned(event)}
    sum_customers(ids, on=timezone.localdate(events[0].at))


@on_all("receipt.*")
def judge_promises(events: list[Event]) -> None:
    """Matching moves no money: only what a customer paid or got back makes a promise another one."""
    ids = {customer for event in events if pays(event) for customer in concerned(event)}
    judge_customers(ids, by=doer(events[0]), at=events[0].at)


def pays(event: Event) -> bool:
    changed = {"amount", "received_on", "customer", "refunded"} & event.data.get(
        "changes", {}
    ).keys()
    return bool(changed) or past(event) in ("created", "removed", "restored")


@on_all("collectionnote.created")
@on_all("collectionnote.changed")
@on_all("collectionnote.removed")
@on_all("collectionnote.restored")
def judge_what_was_said(events: list[Event]) -> None:
    """A promise may speak of money that is there already, or leave its money to another."""
    ids = {customer for event in events for customer in concerned(event)}
    judge_customers(ids, by=doer(events[0]), at=events[0].at)


@on_all("collectionnote.created")
def plan_next(events: list[Event]) -> None:
    ids = [event.record_id for event in events]
    for start in range(0, len(ids), AT_ONCE):
        rows = CollectionNote.objects.filter(pk__in=ids[start : start + AT_ONCE])
        notes = list(rows.select_related("customer", "owner"))
        plan_collecting(notes, by=doer(events[0]), at=events[0].at)


@on_all("invoice.removed")
def keep_settled_invoices(events: list[Event]) -> None:
    rows = Invoice.objects.filter(pk__in=[event.record_id for event in events])
    for invoice in rows:
        if invoice.returned_id or not invoice.is_untouched:
            raise HasMoney(
                _("应收 %(number)s 已有回款、冲抵或退货，不能删除；请先撤销核销，或用红冲。")
                % {"number": invoice.reference}
            )


@on_all("receipt.removed")
def keep_matched_receipts(events: list[Event]) -> None:
    rows = Receipt.objects.filter(pk__in=[event.record_id for event in events])
    for receipt in rows:
        if receipt.allocated or receipt.refunded:
            raise HasMoney(
                _("回款 %(number)s 已经核销或退款，不能删除；请先撤销核销。")
                % {"number": receipt.reference}
            )


@on("approval.granted")
def carry_out(event: Event) -> None:
    """Done as soon as it is granted; for a customer in the bin once that is back."""
    what = {write_off.PURPOSE: "invoice", let_through.PURPOSE: "order"}.get(event.data["purpose"])
    record = (
        registry.get(what).visible_to(doer(event)).filter(pk=event.record_id).first()
        if what
        else None
    )
    if record is None:
        return
    amount = Approval.objects.get(pk=event.data["approval"]).amount or 0
    if isinstance(record, Invoice):
        reason = event.data["title"]
        write_off.carry_out(record, amount, reason=reason, by=doer(event), at=event.at)
    else:
        let_through.carry_out(record, amount, by=doer(event), at=event.at)


@on_all("customer.restored")
def carry_out_late(events: list[Event]) -> None:
    """What was granted while the customer lay in the bin."""
    customers = [event.record_id for event in events]
    binned = Event.objects.filter(name="customer.removed", record_id__in=customers).order_by("pk")
    since = {event.record_id: event.pk for event in binned}
    invoices = Invoice.objects.standing().filter(customer__in=customers, balance__gt=0)
    drafts = Order.objects.filter(customer__in=customers, removed_at=None, state=Order.State.DRAFT)
    for what, rows in (("invoice", invoices), ("order", drafts)):
        ids = list(rows.values_list("pk", flat=True))
        for answer in answers_about(what, ids) if ids else ():
            if answer.name == "approval.granted" and answer.pk > since.get(answer.hub_id or 0, 0):
                carry_out(answer)


def concerned(event: Event) -> Iterator[int]:
    """The customer, and the one it had before."""
    if event.hub_id:
        yield event.hub_id
    before, _after = event.data.get("changes", {}).get("customer", (None, None))
    if before:
        yield before["id"]


def past(event: Event) -> str:
    return event.name.partition(".")[2]
