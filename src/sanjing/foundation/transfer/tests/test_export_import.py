"""What goes out comes in again as it was."""

import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjing.foundation.customization.actions.define_field import define_field
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.exporting import csv_lines
from sanjing.foundation.transfer.exporting_xlsx import write_book
from sanjing.modules.customers.models import Customer

from .cases import AT, BY, counts, standing, take_in

pytestmark = pytest.mark.django_db
LETTERS = st.text(st.sampled_from("甲乙 =+-@'\"，,;\t国際aZé9(){}<>%&"), min_size=1, max_size=12)
NAMES = LETTERS.map(lambda text: f"公司{text}x")
CUSTOMERS = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "phone": st.sampled_from(["13800138000", "0755-26770001", "+16502530000", "4008001234"]),
        "email": st.sampled_from(["a@example.com", "li.si@corp.cn"]),
        "region": st.sampled_from(["44", "4403", "440305", "110105", "429004"]),
        "address": LETTERS.map(lambda text: f"第{text}号"),
        "stage": st.sampled_from(Customer.Stage.values),
        "industry": st.sampled_from(["A01", "D4511", "自己的叫法"]),
        "tags": st.lists(st.sampled_from(["重点", "老朋友", "x y"]), max_size=3),
        "employees": st.integers(0, 10**6),
        "annual_revenue": st.integers(-(10**9), 10**12).map(lambda cents: cents / 100),
        "credit_checked_on": st.dates(date(1950, 1, 1), date(2090, 1, 1)),
        "do_not_contact": st.booleans(),
        "description": LETTERS.map(lambda text: f"一行{text}\n二行{text}."),
        "own": LETTERS.map(lambda text: f"类{text}型"),
    },
)


@pytest.fixture
def own_field(db):
    return define_field(registry.get("customer"), label="用气类型", kind="text", by=BY, at=AT)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(CUSTOMERS, min_size=1, max_size=6, unique_by=lambda row: row["name"].split()[0])
)
def test_an_exported_list_comes_back_the_same(own_field, form, rows):
    entity = registry.get("customer")
    rows = [{own_field.key if k == "own" else k: v for k, v in row.items()} for row in rows]
    Customer.objects.all().delete()
    made = batches.create_many(entity, rows, by=BY, at=AT)
    assert not made.refused
    before = standing("customer")
    file = exported(form)
    Customer.objects.all().delete()
    job = take_in(file, "customers", name=f"导出.{form}")
    assert counts(job) == (len(rows), 0, 0, 0)
    assert standing("customer") == before


def exported(form: str) -> bytes:
    entity = registry.get("customer")
    fields = [f for f in entity.fields.values() if f.editable]
    rows = Customer.objects.select_related("owner", "parent")
    if form == "csv":
        return "".join(csv_lines(rows, fields)).encode()
    file = io.BytesIO()
    write_book(rows, fields).save(file)
    return file.getvalue()


def test_a_formula_stays_text_in_a_workbook(own_field):
    batches.create_many(
        registry.get("customer"), [{"name": '=HYPERLINK("http://x")'}], by=BY, at=AT
    )
    content = exported("xlsx")
    Customer.objects.all().delete()
    take_in(content, "customers", name="x.xlsx")
    assert Customer.objects.get().name == '=HYPERLINK("http://x")'
