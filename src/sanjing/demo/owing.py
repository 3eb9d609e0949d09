"""Who buys on account at the demo company, when they pay, and what they say when asked for the money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sanjing.demo.lives import Life, Values
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.approvals.actions import save_rule
from sanjing.kernel.money import plain_money
from sanjing.modules.orders.models import NOT_SOLD, Order
from sanjing.modules.receivables.actions import let_through, write_off
from sanjing.modules.receivables.actions.settling import Share, match
from sanjing.modules.receivables.events import InvoiceSettled, ReceiptAllocated
from sanjing.modules.receivables.models import Invoice
from sanjing.modules.receivables.rules import split

BACK = 150
"""Orders of the last so many days are owed for; what is older was settled before the books were kept here."""
LARGE = 300_000_00
APART = 20
MANNERS = {"prompt": 55, "slow": 27, "partly": 11, "silent": 7}
FLOATS = 1_000_00
SAID = {
    "promised": ("下周一安排付款", "等财务签完字就转", "月底前付清"),
    "evades": ("负责人出差，等他回来再说", "说单据没收到，已重发", "让过几天再打"),
    "bargains": ("要求再便宜三个点才付", "要换成承兑汇票付", "说要分三个月付"),
    "disputes": ("说上月计量不准，要先复核", "对账单金额对不上，要重新核对"),
    "unreachable": ("电话打了两次没有接", "换了会计，联系不上"),
}
GIVEN = (
    ("免一个月滞纳金", "waiver", 6_000), ("账期延长 15 天", "delay", 9_000), ("本批货降 2%", "price", 18_000),
    ("送两次上门检修", "free", 4_000), ("先供货后付款", "terms", 12_000),
)  # fmt: skip


@dataclass
class Payment:
    """Money that will come on a day for some of an invoice."""

    on: date
    invoice: Invoice
    amount: int


@dataclass
class Ledger:
    """Writes what is owed, what came and what was said, step by step, as the finance department."""

    rng: Random
    today: date
    by: Actor
    create: Callable[[str, list[Values], Actor, datetime], dict]
    approvers: Sequence[User]
    manners: dict[int, str] = field(default_factory=dict)
    sold: list[Order] = field(default_factory=list)
    coming: list[Payment] = field(default_factory=list)
    asked: dict[int, date] = field(default_factory=dict)
    owing: dict[int, Invoice] = field(default_factory=dict)

    def sell(self, life: Life, order: Order) -> None:
        """Remember an order for which the customer gets an invoice."""
        known = life.sort == "dealer" or (life.sort == "factory" and life.values["grade"] == "a")
        recent = (self.today - order.ordered_on).days <= BACK
        if known and recent and order.amount > 0 and order.state not in NOT_SOLD and order.customer:
            manner = self.rng.choices([*MANNERS], [*MANNERS.values()])[0]
            self.manners.setdefault(order.customer.pk, manner)
            self.sold.append(order)

    def close(self, step: date, at: datetime) -> None:
        """Write down what there is up to and with the day `step`."""
        self.invoice(at)
        self.receive(step, at)
        self.ask(step, at)

    def invoice(self, at: datetime) -> None:
        rows = [row for order in self.sold for row in self.instalments(order)]
        self.sold = []
        for invoice in self.create("invoice", rows, self.by, at).values():
            self.coming += self.payments(invoice)
            self.owing[invoice.pk] = invoice

    def instalments(self, order: Order) -> list[Values]:
        """One, or two for a large order: half in a month, half in two."""
        shares, day = [1, 1] if order.amount >= LARGE else [1], order.ordered_on
        return [
            {
                "customer": order.customer, "order": order, "amount": plain_money(part),
                "booked_on": day, "due_on": day + timedelta(30 * n), "kind": "special",
                "number": f"{self.rng.randrange(10**7, 10**8)}",
                "issued_on": min(day + timedelta(2), self.today),
            }
            for n, part in enumerate(split(order.amount, shares), 1)
        ]  # fmt: skip

    def payments(self, invoice: Invoice) -> list[Payment]:
        """When what of it will come, by the manner of its customer."""
        due, owed, manner = invoice.due_on, invoice.balance, self.manners[invoice.customer_id]
        if manner == "silent" and (self.today - due).days < 100:
            return []
        if manner == "partly":
            first, rest = split(owed, [6, 4])
            late = due + timedelta(self.rng.randint(40, 90))
            return [Payment(due, invoice, first), Payment(late, invoice, rest)]
        least, most = (-6, 5) if manner == "prompt" else (8, 55)
        return [Payment(due + timedelta(self.rng.randint(least, most)), invoice, owed)]

    def receive(self, step: date, at: datetime) -> None:
        """One receipt a customer and day, matched to what it pays; now and then with too much."""
        come = [one for one in self.coming if one.on <= step]
        self.coming = [one for one in self.coming if one.on > step]
        groups: dict[tuple[int, date], list[Payment]] = defaultdict(list)
        for one in sorted(come, key=lambda one: (one.on, one.invoice.pk)):
            groups[one.invoice.customer_id, one.on].append(one)
        rows = [self.receipt(payments) for payments in groups.values()]
        made = self.create("receipt", rows, self.by, at)
        shares = [
            Share(made[n].pk, one.invoice.pk, one.amount)
            for n, payments in enumerate(groups.values())
            for one in payments
        ]
        if shares:
            match(shares, by=self.by, at=at, telling=ReceiptAllocated(), settled=InvoiceSettled())
        left = {one.invoice.pk for one in self.coming}
        for one in come:
            if one.invoice.pk not in left:
                self.owing.pop(one.invoice.pk, None)

    def receipt(self, payments: list[Payment]) -> Values:
        over = FLOATS if self.rng.random() < 0.04 else 0
        amount = sum(one.amount for one in payments) + over
        return {
            "customer": payments[0].invoice.customer, "amount": plain_money(amount),
            "received_on": payments[0].on,
            "method": self.rng.choices(("transfer", "acceptance"), (8, 2))[0],
            "bank_reference": f"{payments[0].on:%Y%m%d}{self.rng.randrange(10**8):08}",
        }  # fmt: skip

    def ask(self, step: date, at: datetime) -> None:
        """A word with everybody late for a week, at most every three weeks."""
        late = {
            one.customer_id: one.customer
            for one in self.owing.values()
            if (step - one.due_on).days >= 7
        }
        rows = [
            self.note(customer, step) for pk, customer in late.items()
            if (step - self.asked.get(pk, date.min)).days >= APART
        ]  # fmt: skip
        self.asked |= {row["customer"].pk: step for row in rows}
        self.create("collectionnote", rows, self.by, at)
        yielding = [row["customer"] for row in rows if row["outcome"] == "bargains"]
        given = [
            self.concession(customer, step) for customer in yielding if self.rng.random() < 0.5
        ]
        self.create("concession", given, self.by, at)

    def note(self, customer: Any, step: date) -> Values:
        outcome = self.rng.choices(list(SAID), (8, 6, 3, 2, 2))[0]
        told: Values = {
            "customer": customer, "way": self.rng.choices(("call", "message", "visit"), (7, 3, 1))[0],
            "outcome": outcome, "happened_on": step, "said": self.rng.choice(SAID[outcome]),
        }  # fmt: skip
        if outcome == "promised":
            told["promised_on"] = step + timedelta(self.rng.randint(2, 9))
        elif (self.today - step).days < 12:
            told |= {"next_on": step + timedelta(self.rng.randint(1, 6)), "next_step": "再打电话"}
        return told

    def concession(self, customer: Any, step: date) -> Values:
        what, kind, value = self.rng.choice(GIVEN)
        return {
            "customer": customer, "what": what, "kind": kind, "value": str(value), "granted_on": step,
            "pressure": "不让就换供应商", "approver": self.rng.choice(self.approvers),
            "is_precedent": self.rng.random() < 0.2,
        }  # fmt: skip

    def give_up(self, at: datetime) -> None:
        """The oldest debt waits for the owner: nobody there any more."""
        worst = min(self.owing.values(), key=lambda one: (one.due_on, one.pk), default=None)
        if worst:
            held = Invoice.objects.get(pk=worst.pk)
            reason = "厂子停产，联系不上负责人"
            write_off.write_off(held, amount=held.balance, reason=reason, by=self.by, at=at)


def rules(actors: dict[str, Actor], at: datetime) -> None:
    """Debts are written off, and orders let beyond the limit, by the owner."""
    owner = [{"who": "people", "people": [actors["boss"].user_id]}]
    for purpose, name in ((write_off.PURPOSE, "坏账老板批"), (let_through.PURPOSE, "超额度老板批")):
        save_rule(None, {"purpose": purpose, "name": name}, owner, by=actors["admin"], at=at)
