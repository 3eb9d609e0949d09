"""Real files come in whole, by themselves, and coming in again they change nothing."""

import csv
import io
import sqlite3
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Count, Sum

from sanjing.foundation.entities import registry
from sanjing.foundation.transfer.files import open_table
from sanjing.foundation.transfer.mapping import propose
from sanjing.foundation.transfer.recognise import recognise
from sanjing.foundation.transfer.targets import targets_for
from sanjing.modules.customers.models import Contact, Customer
from sanjing.modules.orders.models import Order, OrderLine
from sanjing.modules.products.models import Product
from tests.support.shared import real

from .cases import BY, counts, named, reasons, take_in

pytestmark = pytest.mark.django_db
NORTHWIND = "ship/northwind/"
ADVENTURE = "ship/adventureworks/"
MAVEN = "ship/crm_opportunities_maven/"
CHINESE = "test_only/cn_files/"

WHOLE = [
    (NORTHWIND + "customers.csv", "customers", (91, 0, 0, 0)),
    (NORTHWIND + "suppliers.csv", "customers", (29, 0, 0, 0)),
    (NORTHWIND + "products.csv", "products", (77, 0, 0, 0)),
    ("ship/contacts_us500/us-500.csv", "customers", (500, 0, 0, 0)),
    ("ship/contacts_us500/us-500.csv", "contacts", (500, 0, 0, 0)),
    (ADVENTURE + "Sales Store.csv", "customers", (701, 0, 0, 0)),
    (ADVENTURE + "Sales vStoreWithAddresses.csv", "customers", (701, 0, 11, 0)),
    (ADVENTURE + "Sales vStoreWithDemographics.csv", "customers", (701, 0, 0, 0)),
    (ADVENTURE + "Sales vStoreWithContacts.csv", "contacts", (753, 0, 0, 0)),
    (ADVENTURE + "Purchasing Vendor.csv", "customers", (104, 0, 0, 0)),
    (ADVENTURE + "Purchasing vVendorWithContacts.csv", "contacts", (156, 0, 0, 0)),
    ("ship/export_salesforce_dataloader/accountData.csv", "customers", (423, 0, 0, 0)),
    (MAVEN + "accounts.csv", "customers", (85, 0, 0, 0)),
    (MAVEN + "products.csv", "products", (7, 0, 0, 0)),
    (CHINESE + "leadsystem_客户导入模板.xlsx", "customers", (3, 0, 0, 0)),
    (CHINESE + "stock_basic_gbk.csv", "customers", (4347, 0, 0, 0)),
]


@pytest.mark.parametrize(("path", "into", "wanted"), WHOLE)
def test_a_real_file_comes_in_whole_and_only_once(path, into, wanted):
    job = take_in(real(path), into)
    assert (counts(job), reasons(job)) == (wanted, {})
    again = take_in(real(path), into)
    assert counts(again) == (0, 0, sum(wanted), 0)


def test_the_person_beside_a_customer_becomes_its_contact():
    take_in(real(NORTHWIND + "customers.csv"), "customers")
    customer = Customer.objects.get(reference="ALFKI")
    contact = customer.contacts.get()
    assert (customer.name, customer.country) == ("Alfreds Futterkiste", "Germany")
    assert (customer.address, customer.region) == ("Obere Str. 57, Berlin", "")
    assert (contact.name, contact.job_title) == ("Maria Anders", "Sales Representative")
    assert Contact.objects.count() == 91


def test_the_chinese_template_is_understood():
    job = take_in(real(CHINESE + "leadsystem_客户导入模板.xlsx"), "customers")
    customer = Customer.objects.order_by("pk").first()
    assert named(job)["联系人"] == "contact_name"
    assert (customer.region[:2], customer.phone) == ("31", "13800138001")
    assert customer.contacts.get().name == "张经理"


def test_companies_of_one_file_belong_to_each_other():
    take_in(real(MAVEN + "accounts.csv"), "customers")
    assert Customer.objects.count() == 85
    assert Customer.objects.filter(parent__isnull=False).count() == 15
    assert Customer.objects.get(name="Codehow").parent.name == "Acme Corporation"


def test_the_shop_that_sold_food_in_1996():
    take_in(real(NORTHWIND + "customers.csv"), "customers")
    take_in(real(NORTHWIND + "products.csv"), "products")
    orders = take_in(real(NORTHWIND + "orders.csv"), "orders")
    lines = take_in(real(NORTHWIND + "order_details.csv"), "orders")
    assert counts(orders) == (830, 0, 0, 0)
    assert counts(lines) == (0, 2155, 0, 0)
    first = Order.objects.get(reference="10248")
    days = (first.ordered_on, first.required_on, first.shipped_on)
    assert days == (date(1996, 7, 4), date(1996, 8, 1), date(1996, 7, 16))
    assert "shipCountry: France" in first.note
    assert Product.objects.filter(active=False).count() == 8
    assert Order.objects.filter(customer=None).count() == 0
    assert OrderLine.objects.count() == 2155
    sold = OrderLine.objects.aggregate(total=Sum("amount"))["total"]
    assert abs(Decimal(sold) / 100 - Decimal("1265793.04")) < 1
    assert Product.objects.count() == 77
    again = take_in(real(NORTHWIND + "order_details.csv"), "orders")
    assert counts(again) == (0, 0, 2155, 0)


def test_won_deals_are_orders_and_open_ones_have_no_day_yet():
    take_in(real(MAVEN + "accounts.csv"), "customers")
    job = take_in(real(MAVEN + "sales_pipeline.csv"), "orders")
    assert counts(job) == (6711, 0, 0, 2089)
    assert Order.objects.aggregate(total=Sum("amount"))["total"] == 10_005_534_00
    assert all("下单日期" in why for why in reasons(job).values())
    states = Order.objects.values_list("state").annotate(n=Count("pk"))
    assert dict(states) == {"confirmed": 4238, "cancelled": 2473}


@pytest.mark.slow
def test_a_quarter_of_online_retail():
    """Lines without a customer stay, as sales over the counter; cancellations are orders of their own."""
    job = take_in(real("ship/online_retail/online_retail_2010-12_2011-02.csv.gz"), "orders")
    lines = OrderLine.objects.all()
    assert counts(job) == (105_335, 0, 0, 0)
    assert (Order.objects.count(), Customer.objects.count()) == (4_894, 1_749)
    assert lines.filter(customer=None).count() == 36_210
    assert lines.aggregate(total=Sum("amount"))["total"] == 1_807_019_93
    kept = lines.filter(customer__isnull=False, unit_price__gt=0)
    kept = kept.exclude(order__reference__startswith="C")
    assert kept.count() == 67_313
    assert kept.values("customer").distinct().count() == 1_682
    assert kept.values("order").distinct().count() == 3_384
    assert kept.aggregate(total=Sum("amount"))["total"] == 1_589_296_28


def chinook(table: str) -> bytes:
    path = real("ship/chinook/Chinook_Sqlite.sqlite")
    with sqlite3.connect(f"file:{path}?immutable=1", uri=True) as connection:
        cursor = connection.execute(f"select * from [{table}]")
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([column[0] for column in cursor.description])
        writer.writerows(cursor.fetchall())
    return out.getvalue().encode()


def test_the_music_shop():
    customers = take_in(chinook("Customer"), "customers")
    invoices = take_in(chinook("Invoice"), "orders")
    assert counts(customers) == (59, 0, 0, 0)
    assert counts(invoices) == (412, 0, 0, 0)
    assert Order.objects.filter(customer=None).count() == 0
    assert Order.objects.aggregate(total=Sum("amount"))["total"] == 2_328_60
    assert counts(take_in(chinook("Customer"), "customers")) == (0, 0, 59, 0)


ALL_BUT_A_TENTH = [
    *((path, into) for path, into, _counts in WHOLE if "accountData" not in path),
    (NORTHWIND + "orders.csv", "orders"),
    (NORTHWIND + "order_details.csv", "orders"),
    (MAVEN + "sales_pipeline.csv", "orders"),
]


@pytest.mark.parametrize(("path", "into"), ALL_BUT_A_TENTH)
def test_nine_columns_in_ten_find_a_place_by_themselves(path, into):
    """Those a machine keeps for itself (GUIDs, change stamps, running numbers) are left out."""
    entity = registry.by_slug(into)
    table = open_table(real(path))
    matches = recognise(table.columns, table.sample, targets_for(entity, BY))
    meant = [match.column for match in matches if match.reason != "technical"]
    placed = [one.header for one in propose(table, entity, BY) if one.name and one.header in meant]
    assert len(placed) >= 0.9 * len(meant)


@pytest.mark.parametrize("into", ["contacts", "customers"])
def test_address_books_of_every_phone(into):
    cards = sorted(real("ship/vcards_ezvcard").glob("*.vcf"))
    refused = 0
    for card in cards:
        job = take_in(card, into)
        refused += job.refused
        assert job.state == "done"
        again = take_in(card, into)
        assert (again.created, again.changed) == (0, 0), card.name
    assert refused == 3, "two cards without a name, one with words for numbers"
    assert Customer.objects.filter(kind="person").exists()
