"""A table that leaves the house: no cell is a formula, and what comes back is what went out."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from sanjing.foundation.customization.queries import cache
from sanjing.foundation.entities import paging, registry
from sanjing.foundation.entities.exporting import csv_lines, safe, unsafe, walk
from sanjing.foundation.entities.tests.population import define_fields, populate
from sanjing.foundation.events.models import Event
from tests.support.factories import make
from tests.support.properties import examples

STARTS = "=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20 "


@examples(300)
@given(st.text(STARTS, max_size=2), st.text(max_size=12))
def test_no_cell_is_a_formula(start, rest) -> None:
    written = safe(start + rest)
    dangerous = written.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert not dangerous or written[1:].replace(".", "").replace(" ", "").isdigit()


@examples(300)
@given(st.text(STARTS, max_size=2), st.text(max_size=12))
def test_what_was_made_safe_reads_back_as_it_was(start, rest) -> None:
    text = start + rest
    if not text.startswith("'"):
        assert unsafe(safe(text)) == text


@pytest.mark.parametrize("text", ["-12.50", "+8613800138000", "0755-12345678", "", "甲", "12"])
def test_numbers_and_phones_are_left_alone(text) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]
)
def test_formulas_are_written_as_text(text) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.django_db
def test_every_row_goes_out_once_whatever_the_size_of_a_read(boss) -> None:
    entity = registry.get("product")
    made = [make(entity, boss.actor).pk for _ in range(23)]
    for size in (1, 5, 23, 100):
        rows = entity.visible_to(boss.actor)
        assert [row.pk for row in walk(rows, size)] == made
        chosen = [made[-1], *made[:9], made[-1] + 1]
        assert [row.pk for row in walk(rows, size, ids=chosen)] == [*made[:9], made[-1]]


@pytest.mark.django_db
def test_what_was_exported_means_the_same_when_it_is_read_again(boss, admin) -> None:
    cache.clear()
    entity = registry.get("customer")
    define_fields(entity, admin.actor)
    rows = populate(admin.actor, [boss.user.pk], count=25)
    fields = [
        f for f in entity.fields_for(boss.actor).values() if f.editable and not f.target_model
    ]
    lines = "".join(csv_lines(entity.visible_to(boss.actor), fields)).removeprefix("\ufeff")
    read = list(csv.reader(io.StringIO(lines)))
    assert read[0] == [str(field.label) for field in fields]
    for record, cells in zip(rows, read[1:], strict=True):
        for field, cell in zip(fields, cells, strict=True):
            value = field.value(record)
            again = field.kind.parse(unsafe(cell), field)
            assert (field.name, again or None) == (field.name, value or None)
    cache.clear()


@pytest.mark.django_db
def test_who_took_which_rows_is_in_the_history(boss, outsider) -> None:
    entity = registry.get("customer")
    make(entity, boss.actor)
    address = "/customers/export/?stage=potential&columns=name,phone"
    body = boss.browser().get(address).getvalue().decode()
    event = Event.objects.get(name="customer.exported")
    assert body.startswith("\ufeff") and len(body.splitlines()) == 2
    assert event.actor_id == boss.user.pk
    assert event.data == {
        "where": {"all": [{"field": "stage", "op": "is", "value": "potential"}]},
        "fields": ["reference", "name", "phone"],
    }
    assert outsider.browser().get(address).status_code == 403
    assert Event.objects.filter(name="customer.exported").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_export_of_a_search_is_whole_and_reaches_no_further_than_the_right(
    boss, seller, other_seller, monkeypatch, form
) -> None:
    monkeypatch.setattr(paging, "COUNT_CAP", 5)
    entity = registry.get("customer")
    role = seller.user.roles.get()
    role.grants["customer"] = {**role.grants.get("customer", {}), "see": "all", "export": "mine"}
    role.save()
    for owner, number in [(seller, 13), (other_seller, 4)]:
        for count in range(number):
            make(entity, boss.actor, name=f"长风{count}号", owner=owner.user, stage="potential")
    make(entity, boss.actor, name="远洋", owner=seller.user)

    def rows_for(person) -> int:
        address = f"/customers/export/?q=长风&stage=potential&columns=name&format={form}"
        answer = person.browser().get(address)
        content = b"".join(answer.streaming_content)
        if form == "csv":
            return len(content.decode().splitlines()) - 1
        return load_workbook(io.BytesIO(content)).active.max_row - 1

    assert (rows_for(boss), rows_for(seller)) == (17, 13)


@pytest.mark.django_db
def test_an_export_names_its_records_by_number_even_where_the_list_does_not(boss) -> None:
    made = make(registry.get("customer"), boss.actor, name="长江机械")
    answer = boss.browser().get("/customers/export/?columns=name,phone")
    read = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert read[0] == ["编号", "客户名称", "电话"]
    assert read[1][:2] == [made.reference, "长江机械"]
