"""A working day: finding, editing together, keeping views, coming back to what was typed."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browsers import PHONE

pytestmark = pytest.mark.journey


def test_initials_in_the_command_box_lead_to_the_customer(company, person) -> None:
    page = person("seller").page
    page.keyboard.press("Control+k")
    page.keyboard.type("parq")
    hit = page.locator("#command-results a", has_text="平安燃气")
    expect(hit).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(company.at("customers", "pingan") + "$"))
    expect(page.locator("h1")).to_have_text("平安燃气")


def test_two_people_change_the_same_record_and_choose_field_by_field(company, person) -> None:
    edit = company.at("customers", "shared", "edit/")
    seller, boss = person("seller"), person("boss")
    mine, theirs = seller.open(edit), boss.open(edit)
    theirs.fill("[name=name]", "老板改的名")
    theirs.fill("[name=phone]", "13700000001")
    theirs.click("#record-form button[type=submit]")
    theirs.wait_for_url(re.compile(r"/customers/\d+/$"))

    mine.fill("[name=name]", "销售改的名")
    mine.locator("details.sj-fold summary").first.click()
    mine.fill("[name=address]", "长江路 5 号")
    mine.click("#record-form button[type=submit]")
    notice = mine.locator(".alert-warning")
    expect(notice).to_contain_text("老板改的名")
    assert mine.input_value("[name=name]") == "销售改的名"
    assert mine.input_value("[name=phone]") == "13700000001"
    notice.locator("button[data-fill=name]").click()
    assert mine.input_value("[name=name]") == "老板改的名"
    mine.click("#record-form button[type=submit]")
    mine.wait_for_url(re.compile(r"/customers/\d+/$"))
    expect(mine.locator("h1")).to_have_text("老板改的名")
    expect(mine.locator("main")).to_contain_text("长江路 5 号")


def test_changes_of_different_fields_are_both_kept_without_asking(company, person) -> None:
    edit = company.at("customers", "pingan", "edit/")
    seller, boss = person("seller"), person("boss")
    mine, theirs = seller.open(edit), boss.open(edit)
    theirs.select_option("[name=stage]", "real")
    theirs.click("#record-form button[type=submit]")
    theirs.wait_for_url(re.compile(r"/customers/\d+/$"))
    mine.fill("[name=phone]", "13700000002")
    mine.click("#record-form button[type=submit]")
    mine.wait_for_url(re.compile(r"/customers/\d+/$"))
    expect(mine.locator("main")).to_contain_text("现实客户")
    expect(mine.locator("main")).to_contain_text("13700000002")


def test_a_salesperson_reaches_nothing_of_another(company, person) -> None:
    seller = person("seller")
    page = seller.open("/customers/?columns=name,reference")
    assert "长风饲料" in page.content() and "吴家的客户" not in page.content()
    page = seller.open("/search/?q=吴家")
    assert "吴家的客户" not in page.content()
    for rest in ("", "edit/", "timeline/", "who/"):
        response = page.goto(company.address + company.at("customers", "others", rest))
        assert response.status == 404
        assert "吴家的客户" not in page.content()
    request = seller.context.request
    for path in ("/customers/pick/?q=吴家", "/api/customers", "/api/search?q=吴家"):
        assert "吴家的客户" not in request.get(company.address + path).text()
    api = request.get(f"{company.address}/api/customers/{company.ids['others']}")
    assert api.status == 404
    assert request.get(company.address + "/customers/export/").status == 403


def test_a_view_and_its_columns_survive_signing_in_again(company, person) -> None:
    page = person("seller").open("/customers/?stage=potential&columns=name,stage,address")
    page.click("a:has-text('存为视图')")
    page.fill("[name=label]", "潜在的")
    page.click("form button.btn-primary:visible")
    page.wait_for_url(re.compile("stage=potential"))
    again = person("seller").open("/customers/")
    again.click(".sj-views a:has-text('潜在的')")
    again.wait_for_url(re.compile("columns=name"))
    heads = [text.strip() for text in again.locator("table[data-list] thead th").all_inner_texts()]
    assert [text for text in heads if text][:3] == ["客户名称", "阶段", "地址"]


def test_what_was_typed_comes_back_after_the_tab_was_closed(company, person) -> None:
    seller = person("seller")
    page = seller.open("/customers/new/")
    page.fill("[name=name]", "写到一半的客户")
    page.locator("[name=phone]").press_sequentially("1380013")
    page.close(run_before_unload=True)
    seller.page = seller.new_tab()
    page = seller.open("/customers/new/")
    expect(page.locator("[name=name]")).to_have_value("写到一半的客户")
    expect(page.locator("[name=phone]")).to_have_value("1380013")
    page.fill("[name=phone]", "13800138111")
    page.click("#record-form button[type=submit]")
    page.wait_for_url(re.compile(r"/customers/\d+/$"))
    page = seller.open("/customers/new/")
    expect(page.locator("[name=name]")).to_have_value("")


def test_another_language_takes_effect_at_once_and_stays(company, person) -> None:
    page = person("manager").open("/customers/")
    page.locator("button[name=language][value=en]").first.evaluate("button => button.click()")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    again = person("manager").open("/customers/")
    expect(again.locator("html")).to_have_attribute("lang", "en")


def test_a_visit_is_logged_with_one_thumb(company, person) -> None:
    seller = person("seller", PHONE)
    page = seller.open(company.at("customers", "changfeng"))
    assert seller.overflow() <= 0
    page.locator("a[href*='/log/?kind=visit']:visible").first.click()
    page.wait_for_selector(".sj-log-form")
    page.locator(".sj-log-form [name=summary]").fill("看了新锅炉，月底前要报价")
    page.locator(".sj-log-form .sj-choice", has_text="有意向").click()
    page.locator(".sj-log-form .sj-leaps button").nth(1).click()
    assert page.locator(".sj-log-form [name=next_date]").input_value()
    assert seller.overflow() <= 0
    page.locator(".sj-log-form button[type=submit]").click()
    expect(page.locator("#timeline")).to_contain_text("看了新锅炉")
    page = seller.open("/")
    assert seller.overflow() <= 0


def test_a_cell_is_changed_in_the_list_with_the_keyboard_and_with_the_mouse(
    company, person
) -> None:
    page = person("seller").open("/customers/?columns=name,stage,phone&sort=name")
    row = page.locator(f"tr[data-href='{company.at('customers', 'changfeng')}']")
    cell = row.locator("td[data-label='电话']")
    cell.hover()
    page.locator("[data-pencil]").click()
    field = page.locator("[data-inline] [name=phone]")
    expect(field).to_be_focused()
    field.fill("13600000006")
    field.press("Enter")
    expect(cell).to_have_text("13600000006")
    page.keyboard.press("j")
    current = page.locator("tr.sj-current")
    page.keyboard.press("e")
    expect(current.locator("[data-inline] [name=phone]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-inline]")).to_have_count(0)
    page.keyboard.press("x")
    expect(current.locator("input[name=ids]")).to_be_checked()
    address = current.get_attribute("data-href")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(address + "$"))


def test_two_people_in_one_cell_are_told_of_each_other(company, person) -> None:
    mine, theirs = (
        person(name).open("/customers/?columns=name,address&q=平安") for name in ("seller", "boss")
    )
    for page in (mine, theirs):
        page.locator("td[data-label='地址']").dblclick()
        expect(page.locator("[data-inline] [name=address]")).to_be_focused()
    theirs.keyboard.type("长江路 1 号")
    theirs.keyboard.press("Enter")
    expect(theirs.locator("td[data-label='地址']")).to_have_text("长江路 1 号")
    mine.keyboard.type("黄河路 2 号")
    mine.keyboard.press("Enter")
    expect(mine.locator("[data-inline] [role=alert]")).to_contain_text("长江路 1 号")
    assert mine.input_value("[data-inline] [name=address]") == "黄河路 2 号"
    mine.locator("[data-inline-cancel]").click()
    expect(mine.locator("td[data-label='地址']")).to_have_text("长江路 1 号")


def test_a_phone_is_left_alone_by_editing_in_the_list(company, person) -> None:
    page = person("seller", PHONE).open("/customers/?columns=name,phone,address")
    cell = page.locator("td[data-label='地址'], td[data-label='电话']").first
    cell.dblclick(position={"x": 2, "y": 2})
    expect(page.locator("[data-inline]")).to_have_count(0)
    expect(page.locator("[data-pencil]")).to_be_hidden()


def test_several_customers_are_given_back_at_once(company, person) -> None:
    page = person("seller").open("/customers/?columns=name,owner&owner=me")
    page.locator("input[name=ids]").nth(0).check()
    page.locator("input[name=ids]").nth(1).check()
    page.click("[data-bulk] button[value=release]")
    page.fill("#modal [name=reason]", "顾不过来")
    page.click("#modal button.btn-primary")
    expect(page.locator(".sj-toast-success")).to_contain_text("2 条")


def test_a_double_click_logs_one_visit_and_the_form_can_be_sent_again(company, person) -> None:
    seller = person("seller")
    page = seller.open(company.at("customers", "pingan", "log/?kind=visit"))
    for words in ("双击一次", "再来一次"):
        page.fill("[name=summary]", words)
        page.locator("main form .btn-primary").last.dblclick()
        page.wait_for_url(re.compile(r"/customers/\d+/$"))
        expect(page.locator("main").get_by_text(words)).to_have_count(1)
        page.go_back()
