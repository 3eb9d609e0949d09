"""Selling and being paid: what finance, managers and owners do in a day, each in front of a browser."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsers import PHONE

pytestmark = pytest.mark.journey
COMPANY = "tests.support.journey_selling"


def do(page: Page, verb: str, **told: str) -> None:
    """Click a verb, fill in what it asks and send it."""
    page.locator(f".sj-actions a[href$='/{verb}/']:visible").click()
    page.wait_for_selector(".sj-form")
    for name, value in told.items():
        page.fill(f"[name={name}]", value)
    page.click(".sj-form button.btn-primary")


def receive(page: Page, address: str, amount: str, customer: int) -> None:
    """A payment that came today."""
    page.goto(f"{address}/receipts/new/?customer={customer}")
    page.fill("[name=amount]", amount)
    page.click("#record-form button[type=submit]")
    page.wait_for_url(re.compile(r"/receipts/\d+/$"))


def match(page: Page, invoices: list[str], rest: str = "") -> None:
    """Match the payment on the page to exactly these invoices."""
    page.locator(".sj-actions a[href$='/allocate/']").click()
    page.wait_for_selector(".sj-form")
    for box in page.locator("[name=invoices]").all():
        box.set_checked(box.input_value() in invoices)
    page.select_option("[name=rest]", rest)
    page.click(".sj-form button.btn-primary")


def test_an_order_is_planned_paid_in_parts_and_its_rest_given_up(company, person) -> None:
    finance = person("finance")
    page = finance.open(company.at("orders", "order"))
    due = date.today() - timedelta(40)
    do(page, "plan", parts="40/40/20", first_due_on=due.isoformat(), months_apart="0")
    expect(page.locator("a.sj-related[href^='/invoices/']")).to_have_count(3)
    links = page.locator("a.sj-related[href^='/invoices/']").all()
    first, second, third = sorted(
        (re.findall(r"\d+", link.get_attribute("href"))[0] for link in links), key=int
    )

    receive(page, company.address, "10000", company.ids["customer"])
    match(page, [first])
    expect(page.locator("main")).to_contain_text("¥10,000")
    expect(finance.open(f"/invoices/{first}/").locator("main")).to_contain_text("部分已收")

    receive(page, company.address, "15000", company.ids["customer"])
    receipt = page.url
    match(page, [first, second])
    expect(page.locator(".sj-toast-error")).to_contain_text("多出")
    page.goto(receipt)
    match(page, [first, second], rest="advance")
    expect(page.locator(".sj-facts div", has_text="待核销")).to_contain_text("¥1,000")
    expect(finance.open(f"/invoices/{second}/").locator("main")).to_contain_text("已结清")

    page = finance.open(f"/invoices/{third}/")
    do(page, "write_off", reason="酒店转让，新东家不认")
    expect(page.locator(".sj-review")).to_contain_text("等待审批")

    boss = person("boss", PHONE)
    page = boss.open("/approvals/")
    assert boss.overflow() <= 0
    card = page.locator("section.card", has_text="酒店转让，新东家不认")
    expect(card).to_contain_text("¥6,000")
    card.locator("button.btn-success").click()
    expect(page.locator("section.card", has_text="酒店转让")).to_have_count(0)
    expect(boss.open(f"/invoices/{third}/").locator("main")).to_contain_text("已结清")
    assert boss.overflow() <= 0


def test_a_manager_decides_on_the_phone_and_looks_ahead(company, person) -> None:
    seller = person("seller")
    page = seller.open(company.at("quotes", "quote"))
    page.locator("form[action$='/send/'] button").click()
    expect(page.locator(".sj-review")).to_contain_text("33.3")

    manager = person("manager", PHONE)
    page = manager.open("/approvals/")
    assert manager.overflow() <= 0
    card = page.locator("section.card", has_text="二期壁挂炉")
    expect(card).to_contain_text("¥10,000")
    card.locator("input[name=comment]").fill("老客户，这次可以")
    card.locator("button.btn-success").click()
    expect(page.locator("section.card", has_text="二期壁挂炉")).to_have_count(0)

    page = seller.open(company.at("quotes", "quote"))
    page.locator("form[action$='/send/'] button").click()
    expect(page.locator(".sj-facts").first).to_contain_text("已发出")

    for address, seen in (("/deals/forecast/", "12万"), ("/collection/", "江城浴池")):
        expect(manager.open(address).locator("main")).to_contain_text(seen)
        assert manager.overflow() <= 0 and manager.hindrances() == []


def test_files_are_dropped_on_a_contract_taken_back_and_handed_out(
    company, person, tmp_path: Path
) -> None:
    seller = person("seller")
    page = seller.open(company.at("contracts", "contract"))
    for name, content in (
        ("盖章扫描件.pdf", b"%PDF-1.7 x"),
        ("坏.exe", b"MZ"),
        ("附件二.xlsx", b"PK"),
    ):
        (tmp_path / name).write_bytes(content)
    page.set_input_files("[data-upload] input[type=file]", sorted(tmp_path.iterdir()))
    expect(page.locator(".sj-file")).to_have_count(2)
    expect(page.locator(".sj-toast-error")).to_contain_text("坏.exe")

    page.locator(".sj-file", has_text="附件二").locator("button").click()
    expect(page.locator(".sj-file")).to_have_count(1)
    page.locator(".sj-toast button", has_text="撤销").click()
    expect(page.locator(".sj-file")).to_have_count(2)
    expect(page.locator("#timeline")).to_contain_text("添加了文件“盖章扫描件.pdf”")
    assert seller.hindrances() == []

    with page.expect_download() as download:
        page.locator(".sj-file a", has_text="盖章扫描件").click()
    assert download.value.suggested_filename == "盖章扫描件.pdf"
    assert Path(download.value.path()).read_bytes() == b"%PDF-1.7 x"
    phone = person("manager", PHONE)
    phone.open(company.at("contracts", "contract"))
    assert phone.overflow() <= 0
