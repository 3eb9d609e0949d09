"""Three days of a real shop with returns: the pages say what plain Python makes of the file.

The slice is 1 to 3 December 2010 of the Online Retail file: 7 419 lines, among them goods that came back
as negative lines. The whole quarter comes in, with its totals, in the tests of the import.
"""

import csv
import gzip
import io
import re
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db.models import Sum

from sanjing.foundation.transfer.tests.cases import counts, take_in
from sanjing.kernel.money import format_money, plain_money
from sanjing.modules.customers.models import Customer
from sanjing.modules.orders.models import CustomerSales, Order
from sanjing.modules.orders.sales import sales_by_month
from sanjing.modules.receivables.ageing import ageing
from sanjing.modules.receivables.models import CustomerOwes, Invoice
from tests.support.shared import real

FILE = "ship/online_retail/online_retail_2010-12_2011-02.csv.gz"
DAYS = ("2010-12-01", "2010-12-02", "2010-12-03")
CLOSED, TODAY = date(2011, 1, 20), date(2025, 1, 6)
Rows = list[dict[str, str]]


def sliced() -> Rows:
    with gzip.open(real(FILE), "rt", encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["InvoiceDate"][:10] in DAYS]


def written(rows: Rows) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def worth(row: dict[str, str]) -> int:
    price = (Decimal(row["UnitPrice"]) * 100).to_integral_value(ROUND_HALF_UP)
    return int(price * int(row["Quantity"]))


def summed(rows: Rows, *names: str) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = defaultdict(int)
    for row in rows:
        found[tuple(row[name] for name in names)] += worth(row)
    return found


def ledger(rows: Rows) -> Rows:
    """What an accounting program would have of it: a line an invoice, negative where goods came back."""
    sums = summed([row for row in rows if row["CustomerID"]], "InvoiceNo", "CustomerID")
    return [
        {"凭证号": number, "客户": customer, "日期": "2010-12-20", "到期日": "2010-12-31",
         "应收金额": plain_money(amount)}
        for (number, customer), amount in sums.items() if amount
    ]  # fmt: skip


@pytest.fixture(scope="module")
def brought_in(all_along):
    """Both files, through the import of the product, once for the tests, which only look."""
    rows = sliced()
    assert counts(take_in(written(rows), "orders")) == (len(rows), 0, 0, 0)
    lines = ledger(rows)
    assert counts(take_in(written(lines), "invoices")) == (len(lines), 0, 0, 0)
    return rows, lines


@pytest.fixture
def shop(brought_in, db):
    return brought_in


def test_sales_are_what_the_lines_of_the_file_come_to(shop, boss) -> None:
    rows, _lines = shop
    total, back = sum(map(worth, rows)), sum(worth(r) for r in rows if int(r["Quantity"]) < 0)
    assert (len(rows), back < 0 < total) == (7_419, True)
    assert Order.objects.aggregate(sum=Sum("amount"))["sum"] == total
    december = sales_by_month(boss.actor, today=date(2010, 12, 31), length=2).months[-1]
    orders = {row["InvoiceNo"] for row in rows}
    assert (december.amount, december.count, december.returned) == (total, len(orders), 0)


def test_what_a_customer_bought_is_what_its_lines_come_to(shop, boss) -> None:
    rows, _lines = shop
    wanted = {key(pk): amount for (pk,), amount in summed(rows, "CustomerID").items() if pk}
    names = dict(Customer.objects.values_list("pk", "name"))
    kept = CustomerSales.objects.values_list("customer", "amount", "returned")
    assert {key(names[pk]): amount for pk, amount, _back in kept} == wanted
    assert not any(back for _pk, _amount, back in kept)
    page = boss.browser().get("/customers/?sort=-order_total&columns=name,order_total").text
    assert format_money(max(wanted.values())) in bare(page)


def test_receivables_are_what_the_file_leaves_open(shop, boss) -> None:
    _rows, lines = shop
    amounts = [int(Decimal(line["应收金额"]) * 100) for line in lines]
    total, by_customer = sum(amounts), defaultdict(int)
    for line, amount in zip(lines, amounts, strict=True):
        by_customer[line["客户"]] += amount
    assert min(amounts) < 0 < total and Invoice.objects.count() == len(lines)
    found = ageing(boss.actor, "customer", as_of=CLOSED, today=TODAY).total
    assert (found.owed, found.overdue, found.parts["days_30"]) == (total, total, total)
    assert CustomerOwes.objects.aggregate(sum=Sum("owed"))["sum"] == total
    owed = CustomerOwes.objects.exclude(owed=0).values_list("owed", flat=True)
    assert sorted(owed) == sorted(filter(None, by_customer.values()))

    page = boss.browser().get(f"/receivables/?as_of={CLOSED}").text
    assert format_money(max(by_customer.values())) in bare(page)
    file = boss.browser().get(f"/receivables/export/?as_of={CLOSED}")
    told = b"".join(file.streaming_content).decode("utf-8-sig")
    header, *people = csv.reader(io.StringIO(told))
    assert sum(Decimal(row[header.index("合计")]) for row in people) * 100 == total


def key(name: str) -> str:
    return name.removesuffix(".0")


def bare(page: str) -> str:
    return re.sub(r"<[^>]+>", "", page)
