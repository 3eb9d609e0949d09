"""Own fields that point: at a colleague or at a record, named for each reader as far as they may see."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from sanjing.foundation.customization import actions, queries
from sanjing.foundation.customization.models import CustomField
from sanjing.foundation.customization.queries import cache
from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.entities.kinds.pointers import Pointer
from sanjing.foundation.entities.purge import purge
from sanjing.foundation.events.models import Event
from sanjing.foundation.transfer.tests.cases import reasons, take_in
from tests.support.factories import make
from tests.support.programs import program
from tests.support.properties import examples

__all__ = ["program"]
pytestmark = pytest.mark.django_db
CUSTOMER, TASK = registry.get("customer"), registry.get("task")
COMPANY, ENGINEER = "x_an_zhuang_gong_si", "x_fu_ze_gong_cheng_shi"


@pytest.fixture(autouse=True)
def fields(admin):
    """A task's installing company and its engineer."""
    cache.clear()
    now = timezone.now()
    for label, kind, target in (("安装公司", "link", "customer"), ("负责工程师", "user", "")):
        actions.define_field(TASK, label=label, kind=kind, target=target, by=admin.actor, at=now)
    yield {key: TASK.fields[key] for key in (COMPANY, ENGINEER)}
    cache.clear()


def customer(who, name: str, **more):
    return make(CUSTOMER, who.actor, name=name, **more)


def task(who, company=None, engineer=None, **more):
    engineer = engineer.user.pk if engineer else None
    return make(TASK, who.actor, **{COMPANY: company, ENGINEER: engineer}, **more)


def page(who, address: str) -> str:
    response = who.browser().get(address)
    assert response.status_code == 200
    return (b"".join(response) if response.streaming else response.content).decode()


def test_every_reader_is_told_what_they_may_see(boss, admin, seller, other_seller) -> None:
    mine, theirs = customer(seller, "甲安装"), customer(other_seller, "乙安装")
    gone, binned = customer(seller, "丙安装"), customer(seller, "丁安装")
    for company in (mine, theirs, gone, binned):
        task(boss, company, seller, owner=seller.user.pk)
    records.remove(gone, by=boss.actor, at=timezone.now() - timedelta(40))
    purge(by=admin.actor, at=timezone.now())
    records.remove(binned, by=boss.actor, at=timezone.now())
    address = f"/tasks/?columns=title,{COMPANY},{ENGINEER}"
    told = page(seller, address)
    for text in ("甲安装</a>", "无权查看", "（已删除）", "丁安装（在回收站）", seller.user.name):
        assert text in told
    assert "乙安装" not in told and f'href="/customers/{mine.pk}/"' in told
    assert "乙安装</a>" in page(boss, address)


@pytest.mark.parametrize("as_book", [False, True])
def test_an_export_tells_names_and_no_more_than_the_list(boss, manager, as_book) -> None:
    theirs, mine = customer(boss, "乙安装"), customer(manager, "甲安装")
    for company in (theirs, mine):
        task(boss, company, manager, owner=manager.user.pk)
    address = f"/tasks/export/?columns=title,{COMPANY},{ENGINEER}{'&format=xlsx' * as_book}"
    answer = b"".join(manager.browser().get(address))
    rows = (
        list(load_workbook(io.BytesIO(answer)).active.values)
        if as_book
        else list(map(tuple, csv.reader(io.StringIO(answer.decode("utf-8-sig")))))
    )
    told = {(company, engineer) for _number, _title, company, engineer in rows[1:]}
    assert told == {("甲安装", manager.user.name), ("无权查看", manager.user.name)}


def test_a_page_asks_once_for_all_names(boss, seller, monkeypatch) -> None:
    monkeypatch.setattr(queries, "LOOK_AGAIN", 600.0)  # A slow machine must not look in between.
    companies = [customer(boss, f"安装{n}") for n in range(9)]
    address = f"/tasks/?columns=title,{COMPANY},{ENGINEER}"
    task(boss, companies[0], seller)
    browser = boss.browser()
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    for company in companies:
        task(boss, company, boss)
    with CaptureQueriesContext(connection) as many:
        browser.get(address)
    assert len(many) == len(few)


def test_forms_and_cells_offer_the_same_pickers(boss, seller) -> None:
    one, other = customer(boss, "甲安装"), customer(boss, "乙安装")
    record = task(boss, one, seller)
    browser = boss.browser()
    form = browser.get(f"/tasks/{record.pk}/edit/").content.decode()
    assert 'value="甲安装"' in form and f'name="{COMPANY}" value="{one.pk}"' in form
    seller.user.is_active = False
    seller.user.save()
    form = browser.get(f"/tasks/{record.pk}/edit/").content.decode()
    assert f'<option value="{seller.user.pk}" selected>{seller.user.name}</option>' in form
    cell = f"/tasks/{record.pk}/field/{COMPANY}/"
    assert 'value="甲安装"' in browser.get(cell).content.decode()
    saved = browser.post(
        cell, {COMPANY: other.pk, "version": record.version}, HTTP_HX_REQUEST="true"
    )
    assert "乙安装" in saved.content.decode()
    history = page(boss, f"/tasks/{record.pk}/")
    assert "甲安装" in history and "乙安装" in history
    event = Event.objects.filter(name="task.changed").latest("pk")
    assert event.data["changes"][COMPANY] == [
        {"id": one.pk, "text": "甲安装"},
        {"id": other.pk, "text": "乙安装"},
    ]


def test_history_names_only_what_its_reader_may_see(boss, seller, other_seller) -> None:
    record = task(boss, None, owner=seller.user.pk)
    theirs = customer(other_seller, "乙安装")
    records.change(record, {COMPANY: theirs}, by=boss.actor, at=timezone.now())
    assert "乙安装" in page(boss, f"/tasks/{record.pk}/")
    told = page(seller, f"/tasks/{record.pk}/")
    assert "无权查看" in told and "乙安装" not in told


def test_conditions_read_as_sentences_and_keep_to_the_reader(boss, seller, other_seller) -> None:
    mine, theirs = customer(seller, "甲安装"), customer(other_seller, "乙安装")
    task(boss, mine, seller, owner=seller.user.pk, title="第一件")
    task(boss, theirs, other_seller, owner=seller.user.pk, title="第二件")
    told = page(seller, f"/tasks/?{COMPANY}={mine.pk}&{ENGINEER}=me")
    assert "第一件" in told and "第二件" not in told and "安装公司 是 甲安装" in told
    told = page(seller, f"/tasks/?{COMPANY}__in={mine.pk},{theirs.pk}")
    assert "第一件" in told and "第二件" in told and "乙安装" not in told
    assert seller.browser().get(f"/tasks/?{COMPANY}=甲安装").status_code == 400
    assert seller.browser().get(f"/tasks/?{COMPANY}.name__contains=乙").status_code == 400
    assert seller.browser().get(f"/tasks/?sort={COMPANY}").status_code == 400
    assert "我" in page(boss, f"/tasks/filter/?field={ENGINEER}&op=is")


def test_what_is_written_reads_back_and_what_is_unclear_is_refused(boss, seller, fields) -> None:
    for name in ("甲安装", "重名", "重名"):
        customer(boss, name)
    theirs = customer(boss, "乙安装", owner=boss.user.pk)
    own, bound = fields[COMPANY], fields[COMPANY].bound_to(seller.actor, "task")
    for raw in (theirs.pk, theirs.reference, "乙安装", theirs, Pointer(theirs.pk)):
        assert own.kind.parse(raw, own) == Pointer(theirs.pk)
    for field, raw in ((own, "重名"), (own, "没有"), (bound, theirs.pk), (bound, "乙安装")):
        with pytest.raises(ValueError):
            field.kind.parse(raw, field)


@examples(20)
@given(st.data())
def test_parsing_undoes_formatting(boss, seller, fields, data) -> None:
    rows = {
        COMPANY: [
            Pointer(customer(boss, f"甲{CUSTOMER.model.objects.count()}").pk) for _ in range(2)
        ],
        ENGINEER: [Pointer(who.user.pk) for who in (boss, seller)],
    }
    name = data.draw(st.sampled_from(sorted(rows)))
    field, value = fields[name], data.draw(st.sampled_from([None, *rows[name]]))
    assert field.kind.parse(field.kind.format(value, field), field) == value
    assert field.kind.kept(field.kind.keep(value)) == value
    assert field.kind.from_json(field.kind.to_json(value)) == value


def test_a_file_names_them_in_words(boss, seller) -> None:
    one = customer(boss, "甲安装")
    for _ in range(2):
        customer(boss, "重名")
    rows = [
        ["要做的事", "到期日", "安装公司", "负责工程师"],
        ["按名称", "2026-12-01", "甲安装", seller.user.name],
        ["按编号", "2026-12-01", one.reference, seller.user.username],
        ["不清楚", "2026-12-01", "重名", ""],
        ["没有这家", "2026-12-01", "乌有", ""],
        ["没有这人", "2026-12-01", "", "查无此人"],
    ]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    job = take_in(text.getvalue(), "tasks", by=boss.actor)
    found = {row.title: row.custom for row in TASK.model.objects.all()}
    wanted = {COMPANY: one.pk, ENGINEER: seller.user.pk}
    assert found == {"按名称": wanted, "按编号": wanted}
    said = " ".join(reasons(job).values())
    for why in ("分不清是哪一条", "找不到安装公司“乌有”", "没有叫“查无此人”的在职同事"):
        assert why in said


def test_the_interface_takes_and_tells_ids(seller, other_seller, program) -> None:
    mine, theirs = customer(seller, "甲安装"), customer(other_seller, "乙安装")
    api = program(seller)
    made = api.post("/api/tasks", {"title": "装表", COMPANY: mine.pk, ENGINEER: seller.user.pk})
    assert made.status_code == 201
    told = api.get(f"/api/tasks/{made.json()['id']}").json()
    assert (told[COMPANY], told[ENGINEER]) == (mine.pk, seller.user.pk)
    for wrong in (theirs.pk, 999_999):
        refused = api.post("/api/tasks", {"title": "装表", COMPANY: wrong})
        assert refused.status_code == 422 and COMPANY in json.dumps(refused.json())


def test_many_are_changed_and_told_at_once(boss, seller) -> None:
    company, rows = customer(boss, "甲安装"), [task(boss) for _ in range(4)]
    now = timezone.now()
    batches.change_many(
        TASK, [(row.pk, {COMPANY: company.pk}) for row in rows], by=boss.actor, at=now
    )
    told = Event.objects.filter(name="task.changed").values_list("data", flat=True)
    assert [one["changes"][COMPANY][1]["text"] for one in told] == ["甲安装"] * 4
    assert "4 条待办的“安装公司”是它" in page(boss, f"/customers/{company.pk}/remove/")


def test_what_a_field_points_at_is_fixed_once_it_is_filled(admin, boss) -> None:
    field, now = CustomField.objects.get(key=COMPANY), timezone.now()

    def point(target: str):
        return actions.change_field(field, label="安装公司", target=target, by=admin.actor, at=now)

    assert point("order").target == "order"
    assert point("customer").target == "customer"
    task(boss, customer(boss, "甲安装"))
    with pytest.raises(Invalid) as refusal:
        point("order")
    assert {*refusal.value.errors} == {"target"}
    with pytest.raises(Invalid):
        actions.define_field(TASK, label="没说指向", kind="link", by=admin.actor, at=now)
    shown = page(admin, f"/settings/fields/tasks/{field.pk}/")
    assert "1 条记录填了它" in shown and "disabled" in shown
