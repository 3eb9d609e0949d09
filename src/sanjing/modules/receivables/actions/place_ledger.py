"""Receivables from the ledger of an accounting program: a debit is an invoice, a credit a receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.batches import Outcome
from sanjing.foundation.entities.transfers import KEPT, with_lines
from sanjing.kernel.money import format_money, plain_money
from sanjing.modules.receivables.models import Invoice, Receipt

Row = Mapping[str, Any]
Values = dict[str, Any]
MONEY = ("amount", "debit", "credit", "received", "open_amount")
AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A line as read: of which record type, on which day, over how much (分), and what else it says."""

    entity: str
    day: date
    amount: int
    values: Values

    @property
    def reference(self) -> str:
        return str(self.values.get("reference") or "") if self.entity == "invoice" else ""

    @property
    def mark(self) -> tuple[int, str, date, int] | None:
        """What tells a line from others; None without a voucher."""
        customer, voucher = self.values.get("customer"), self.values.get("voucher")
        return (customer.pk, str(voucher), self.day, self.amount) if customer and voucher else None


def place_ledger(
    rows: Sequence[Row], *, by: Actor, at: datetime, batch: int | None = None
) -> Outcome:
    """Bring in the lines of a ledger; each row is answered by its position.

    Keys are the fields of an invoice, and besides debit, credit, received before the import, and
    open_amount. What was received already is not owed any more, so only the rest comes in. A number that
    is known changes its invoice; a line with the voucher, day, customer and amount of one that is here
    already changes nothing.
    """
    outcome, lines = Outcome(), {}
    for position, row in enumerate(rows):
        try:
            lines[position] = read(row, timezone.localdate(at))
        except ValueError as error:
            outcome.refused[position] = {"": [str(error)]}
    change(
        {n: one for n, one in lines.items() if one.reference}, outcome, by=by, at=at, batch=batch
    )
    for entity in ("invoice", "receipt"):
        rest = {
            n: one for n, one in lines.items() if one.entity == entity and not answered(n, outcome)
        }
        create(entity, rest, outcome, by=by, at=at, batch=batch)
    return outcome


def answered(position: int, outcome: Outcome) -> bool:
    return any(position in one for one in (outcome.changed, outcome.unchanged, outcome.refused))


def read(row: Row, today: date) -> Line:
    """What a line of the file means. ValueError says what it does not say."""
    invoice = registry.get("invoice")
    amount = invoice.fields["amount"]
    money = {name: amount.kind.parse(row.get(name), amount) for name in MONEY}
    own = {name: value for name, value in row.items() if name not in (*MONEY, KEPT)}
    dated = (invoice.fields[name] for name in ("booked_on", "issued_on"))
    days = (field.kind.parse(own.get(field.name), field) for field in dated)
    day = next(filter(None, days), None) or today
    if kept := row.get(KEPT):
        own["note"] = with_lines(str(own.get("note") or ""), kept)
    if money["debit"] and money["credit"]:
        raise ValueError(_("借方和贷方都有金额，分不清是应收还是回款"))
    if money["credit"]:
        return as_receipt(own, day, money["credit"])
    return as_invoice(own, day, money)


def as_receipt(own: Values, day: date, amount: int) -> Line:
    if amount < 0:
        raise ValueError(_("贷方是负数：退款请在回款上用“退款”"))
    kept = ("customer", "voucher", "note")
    return Line(
        "receipt", day, amount, {n: own[n] for n in kept if own.get(n)} | {"received_on": day}
    )


def as_invoice(own: Values, day: date, money: Mapping[str, int | None]) -> Line:
    """With only what is still open of it; what came in before is said in the note."""
    given = (money[name] for name in ("debit", "amount", "open_amount"))
    amount = next((one for one in given if one), None)
    if not amount:
        raise ValueError(_("没有借方、贷方或应收金额"))
    rest = amount - (money["received"] or 0)
    if money["open_amount"] is not None and not money["debit"]:
        rest = money["open_amount"]
    if rest * amount < 0 or abs(rest) > abs(amount):
        raise ValueError(_("已收金额和应收金额对不上"))
    if rest != amount:
        told = {"amount": format_money(amount), "came": format_money(amount - rest)}
        said = _("原应收 %(amount)s，导入前已收 %(came)s") % told
        own["note"] = with_lines(str(own.get("note") or ""), [said])
    if rest < 0:
        own["reason"] = own.get("reason") or said_first(own) or _("红字")
    return Line("invoice", day, rest, own | {"booked_on": day})


def said_first(own: Row) -> str:
    """The first line of the note: what the ledger says of it, before what else the file held."""
    return str(own.get("note") or "").partition("\n")[0][:200]


def change(lines: Mapping[int, Line], outcome: Outcome, **told: Any) -> None:
    """Say anew of an invoice what its line says, by its number."""
    numbers = sorted({one.reference for one in lines.values()})
    known: dict[str, int] = {}
    for start in range(0, len(numbers), AT_ONCE):
        held = Invoice.objects.filter(
            reference__in=numbers[start : start + AT_ONCE], removed_at=None
        )
        known |= dict(held.values_list("reference", "pk"))
    places = [n for n, one in lines.items() if one.reference in known]
    rows = [(known[lines[n].reference], texts(lines[n])) for n in places]
    made = batches.change_many(registry.get("invoice"), rows, **told)
    for kind in ("changed", "unchanged", "refused"):
        answers = getattr(made, kind)
        getattr(outcome, kind).update({places[n]: answer for n, answer in answers.items()})


def create(entity: str, lines: Mapping[int, Line], outcome: Outcome, **told: Any) -> None:
    """Make what is new; what is settled already, and a line that came before, is left alone."""
    if not lines:
        return
    before = marks(entity, lines.values())
    places = [n for n, one in lines.items() if one.amount and one.mark not in before]
    made = batches.create_many(registry.get(entity), [texts(lines[n]) for n in places], **told)
    outcome.created |= {places[n]: record for n, record in made.created.items()}
    outcome.refused |= {places[n]: errors for n, errors in made.refused.items()}
    outcome.unchanged |= dict.fromkeys(lines.keys() - set(places))


def texts(line: Line) -> Values:
    return line.values | {"amount": plain_money(line.amount)}


def marks(entity: str, lines: Any) -> set[tuple[int, str, date, int] | None]:
    """The marks of lines that are here already, in the bin or not."""
    model, day = (Invoice, "booked_on") if entity == "invoice" else (Receipt, "received_on")
    vouchers = sorted({one.mark[1] for one in lines if one.mark})
    found: set[tuple[int, str, date, int] | None] = set()
    for start in range(0, len(vouchers), AT_ONCE):
        held = model.objects.filter(voucher__in=vouchers[start : start + AT_ONCE])
        found |= set(held.values_list("customer", "voucher", day, "amount"))
    return found
