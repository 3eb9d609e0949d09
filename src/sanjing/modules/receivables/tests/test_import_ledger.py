"""Ledgers of accounting programs, through the import of receivables."""

import pytest

from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.transfer import undoing
from sanjing.foundation.transfer.tests.cases import AT, counts, named, reasons, take_in
from sanjing.modules.customers.models import Customer
from sanjing.modules.receivables.actions.place_ledger import place_ledger
from sanjing.modules.receivables.ageing import ageing
from sanjing.modules.receivables.models import CustomerOwes, Invoice, Receipt

from .conftest import SYSTEM, TODAY

pytestmark = pytest.mark.django_db
LEDGER = """应收账款明细账,,,,,,
编制单位：江城燃气,,,,,,
日期,凭证号,客户名称,摘要,借方金额,贷方金额,余额
2026-01-05,记-12,汉口钢厂,销售供气,"120,000.50",,120000.50
2026-02-03,记-7,汉口钢厂,收货款,,"100,000.00",20000.50
2026-02-05,记-12,武昌面粉厂,销售供气,8000,,8000
2026-02-20,记-31,武昌面粉厂,红字冲销,-500,,7500
"""
OPEN_ITEMS = """单据编号,客户,单据日期,到期日,应收金额,已收金额,未收余额
YS-1,汉口钢厂,2026-01-05,2026-02-04,1000.00,400.00,600.00
YS-2,汉口钢厂,2026-01-09,2026-02-08,500.00,500.00,0.00
YS-3,武昌面粉厂,2026-02-01,2026-03-03,88.88,,88.88
"""


def test_debits_become_invoices_and_credits_receipts():
    job = take_in(LEDGER, "invoices")
    assert {"debit", "credit", "voucher", "customer", "booked_on"} <= set(named(job).values())
    assert (counts(job), reasons(job)) == ((4, 0, 0, 0), {})
    invoices = Invoice.objects.order_by("booked_on", "pk").values_list(
        "customer__name", "voucher", "amount"
    )
    assert list(invoices) == [
        ("汉口钢厂", "记-12", 120_000_50), ("武昌面粉厂", "记-12", 8_000_00), ("武昌面粉厂", "记-31", -500_00),
    ]  # fmt: skip
    receipt = Receipt.objects.get()
    assert (receipt.customer.name, receipt.amount, receipt.left) == (
        "汉口钢厂",
        100_000_00,
        100_000_00,
    )
    assert (receipt.received_on.isoformat(), receipt.note[:3]) == ("2026-02-03", "收货款")
    assert Invoice.objects.get(amount__lt=0).reason == "红字冲销"
    assert ageing(SYSTEM, "customer", as_of=TODAY, today=TODAY).total.owed == 127_500_50


def test_the_same_ledger_again_changes_nothing_and_next_month_adds_its_own():
    take_in(LEDGER, "invoices")
    assert counts(take_in(LEDGER, "invoices")) == (0, 0, 4, 0)
    more = LEDGER + "2026-03-02,记-4,汉口钢厂,销售供气,300,,0\n"
    assert counts(take_in(more, "invoices")) == (1, 0, 4, 0)
    assert (Invoice.objects.count(), Receipt.objects.count()) == (4, 1)


def test_of_open_items_only_what_is_open_comes_in():
    job = take_in(OPEN_ITEMS, "invoices")
    assert counts(job) == (2, 0, 1, 0)
    rows = dict(Invoice.objects.values_list("reference", "balance"))
    assert rows == {"YS-1": 600_00, "YS-3": 88_88}
    one = Invoice.objects.get(reference="YS-1")
    assert (one.due_on.isoformat(), "导入前已收 ¥400" in one.note) == ("2026-02-04", True)
    assert ageing(SYSTEM, "customer", as_of=TODAY, today=TODAY).total.owed == 688_88


def test_a_known_number_is_said_anew():
    take_in(OPEN_ITEMS, "invoices")
    assert counts(take_in(OPEN_ITEMS, "invoices")) == (0, 0, 3, 0)
    later = OPEN_ITEMS.replace("2026-03-03", "2026-03-20")
    assert counts(take_in(later, "invoices")) == (0, 1, 2, 0)
    assert Invoice.objects.get(reference="YS-3").due_on.isoformat() == "2026-03-20"


@pytest.mark.parametrize(
    ("line", "told"),
    [("2026-01-05,记-1,甲,都有,5,5,", "分不清"), ("2026-01-05,记-1,甲,退款,,-5,", "退款"),
     ("2026-01-05,记-1,甲,期初余额,,,99", "没有借方"), ("2026-01-05,记-1,甲,外币,USD 5,,", "人民币")],
)  # fmt: skip
def test_what_a_line_does_not_say_is_refused_in_a_sentence(line, told):
    head = "\n".join(LEDGER.splitlines()[:4]) + "\n"
    job = take_in(head + line + "\n", "invoices")
    assert counts(job)[3] == 1 and told in next(iter(reasons(job).values()))
    assert (Invoice.objects.count(), Receipt.objects.count()) == (1, 0)


def test_received_more_than_owed_is_refused():
    job = take_in(OPEN_ITEMS.replace("400.00,600.00", "4000.00,"), "invoices")
    assert counts(job) == (1, 0, 1, 1) and "对不上" in reasons(job)[2]


def test_what_came_in_is_matched_many_at_once_afterwards(boss):
    take_in(LEDGER, "invoices")
    ids = list(Receipt.objects.values_list("pk", flat=True))
    told = {"verb": "allocate", "ids": ids, "rest": "", "told": "1"}
    boss.browser().post("/receipts/bulk/", told)
    assert Receipt.objects.get().left == 0
    assert Invoice.objects.get(customer__name="汉口钢厂").balance == 20_000_50


def test_undoing_it_leaves_nothing_owed(make_customer):
    """Of customers who stay, as well."""
    for name in ("汉口钢厂", "武昌面粉厂"):
        make_customer(name)
    job = take_in(LEDGER, "invoices")
    assert CustomerOwes.objects.filter(owed__gt=0).exists()
    undoing.undo_all(job, at=AT)
    assert (Invoice.objects.count(), Receipt.objects.count()) == (0, 0)
    left = CustomerOwes.objects.exclude(owed=0, advance=0, overdue=0)
    assert not left.exists(), left.values()


def test_who_may_not_make_receipts_brings_none_in(seller):
    customer = Customer.objects.create(name="甲", reference="K1", created_at=AT, changed_at=AT)
    rows = [{"customer": customer, "credit": "5", "booked_on": "2026-01-05"}]
    with pytest.raises(Forbidden):
        place_ledger(rows, by=seller.actor, at=AT)
    assert not Receipt.objects.exists()
