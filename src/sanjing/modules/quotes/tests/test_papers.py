"""Quotes and contracts on paper."""

import re

import pytest

from sanjing.foundation.accounts.models import Role
from sanjing.modules.quotes.actions.draw_up import draw_up
from sanjing.modules.quotes.actions.revise import revise
from sanjing.modules.quotes.actions.send import send
from sanjing.modules.quotes.actions.set_limits import set_letterhead
from sanjing.modules.quotes.models import Letterhead
from sanjing.modules.quotes.papers import contract_data, quote_data

OURS = {"name": "江城燃气设备有限公司", "tax_number": "91420100MA4K00000X", "bank": "工商银行武昌支行",
        "account": "3202 0001 0900 0012 345"}  # fmt: skip


@pytest.fixture
def head(admin, at):
    set_letterhead(OURS, by=admin.actor, at=at)


def test_a_quote_names_both_firms_the_sum_and_its_capitals(seller, make_quote, make_customer, head):
    customer = make_customer(by=seller.actor, phone="027-87654321", address="珞喻路 1 号")
    quote = make_quote(seller.actor, customer=customer, discount="100")
    data = quote_data(quote, seller.actor, "zh")
    assert data["capitals"] == "人民币贰仟伍佰元整"
    assert dict(data["totals"]) == {"小计": "2,600.00", "优惠": "-100.00", "合计（元）": "2,500.00"}
    theirs, ours = (dict(party["facts"]) for party in data["parties"])
    assert (theirs["名称"], theirs["地址"]) == ("江城瓷厂", "珞喻路 1 号")
    assert (ours["税号"], ours["开户行"]) == (OURS["tax_number"], OURS["bank"])
    shown = [one["label"] for one in data["columns"]]
    assert shown == ["序号", "产品名称", "单位", "数量", "单价（元）", "税率", "金额（元）"]
    assert data["rows"] == [["1", "燃气表 G4", "台", "10", "260.00", "13%", "2,600.00"]]


def test_the_pages_answer_with_pdf_in_both_languages(seller, make_quote, head):
    quote = make_quote(seller.actor)
    for address in (f"/quotes/{quote.pk}/paper/", f"/quotes/{quote.pk}/paper/?lang=en"):
        answer = seller.browser().get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-") and b"NotoSansSC" in answer.content
        assert quote.reference in answer["Content-Disposition"]


def test_many_lines_run_over_several_pages(seller, make_quote):
    lines = [{"product_name": f"配件 {n}", "unit_price": "1"} for n in range(120)]
    quote = make_quote(seller.actor, lines=lines)
    made = seller.browser().get(f"/quotes/{quote.pk}/paper/").content
    assert len(re.findall(rb"/Type ?/Page\b", made)) >= 3


def test_what_somebody_typed_is_text_and_no_markup(seller, make_quote, head):
    quote = make_quote(seller.actor, title='#panic("x") $1/0$ *重* \\', note='#read("/etc/passwd")')
    assert seller.browser().get(f"/quotes/{quote.pk}/paper/").content.startswith(b"%PDF-")


def test_without_a_letterhead_the_paper_says_where_to_fill_it_in(seller, make_quote):
    assert not Letterhead.objects.exists()
    data = quote_data(make_quote(seller.actor), seller.actor, "zh")
    assert "公司抬头" in data["ours"]["name"]


def test_a_contract_counts_its_clauses(seller, make_quote, head, at):
    quote = send(make_quote(seller.actor, payment_terms="货到 30 天"), by=seller.actor, at=at)
    contract = draw_up(quote, by=seller.actor, at=at)
    contract.clauses = "质量保证期一年。\n争议由武汉仲裁委员会裁决。"
    data = contract_data(contract, seller.actor, "zh")
    told = [(one["number"], one["title"] or one["text"]) for one in data["clauses"]]
    assert told == [("一", "标的"), ("二", "合同金额"), ("三", "付款方式"), ("四", "质量保证期一年。"),
                    ("五", "争议由武汉仲裁委员会裁决。")]  # fmt: skip
    assert "人民币贰仟陆佰元整" in data["clauses"][1]["text"]
    page = seller.browser().get(f"/contracts/{contract.pk}/paper/")
    assert page.content.startswith(b"%PDF-")


def test_a_colleague_gets_no_paper(seller, other_seller, make_quote, make_contract):
    quote, contract = make_quote(seller.actor), make_contract(seller.actor)
    for address in (f"/quotes/{quote.pk}/paper/", f"/contracts/{contract.pk}/paper/"):
        assert other_seller.browser().get(address).status_code == 404


def test_whose_role_hides_prices_prints_none(service, seller, make_quote):
    quote = make_quote(seller.actor)
    Role.objects.filter(key="service").update(field_rules={"quote": {"amount": "masked"}})
    assert service.browser().get(f"/quotes/{quote.pk}/paper/").status_code == 403


@pytest.mark.parametrize("rules", [{"quote": {"lines": "hidden"}}, {"quote": {"amount": "masked"}}])
def test_a_contract_is_not_printed_for_whom_the_goods_of_its_quote_are_hidden(
    service, seller, make_quote, at, rules
):
    contract = draw_up(
        send(make_quote(seller.actor), by=seller.actor, at=at), by=seller.actor, at=at
    )
    address = f"/contracts/{contract.pk}/paper/"
    assert service.browser().get(address).status_code == 200
    Role.objects.filter(key="service").update(field_rules=rules)
    assert service.browser().get(address).status_code == 403


def test_terms_that_a_role_hides_are_on_no_paper(service, seller, make_quote):
    quote = make_quote(seller.actor, payment_terms="货到 30 天")
    Role.objects.filter(key="service").update(field_rules={"quote": {"payment_terms": "hidden"}})
    assert service.browser().get(f"/quotes/{quote.pk}/paper/").status_code == 403


@pytest.mark.parametrize("rule", ["hidden", "masked"])
def test_the_page_shows_no_more_than_the_paper(service, seller, make_quote, at, rule):
    quote = revise(send(make_quote(seller.actor), by=seller.actor, at=at), by=seller.actor, at=at)
    page = f"/quotes/{quote.pk}/"
    assert "2,600" in service.browser().get(page).text
    Role.objects.filter(key="service").update(
        field_rules={"quote": dict.fromkeys(("amount", "list_amount"), rule)}
    )
    text = service.browser().get(page).text
    assert "2,600" not in text and "260" not in text and "燃气表 G4" in text
    Role.objects.filter(key="service").update(field_rules={"quote": {"lines": rule}})
    assert "<th>产品</th>" not in service.browser().get(page).text


def test_a_masked_telephone_stays_masked_on_paper(make_person, seller, make_quote, make_customer):
    customer = make_customer(by=seller.actor, phone="13912345678")
    quote = make_quote(seller.actor, customer=customer)
    finance = make_person("finance", "苏敏", role="finance").actor
    theirs = dict(quote_data(quote, finance, "zh")["parties"][0]["facts"])
    assert "12345678" not in theirs["电话"]


def test_the_administrator_sets_the_letterhead(admin, seller):
    assert admin.browser().post("/settings/letterhead/", OURS).status_code == 303
    assert Letterhead.objects.get().bank == OURS["bank"]
    assert seller.browser().post("/settings/letterhead/", OURS).status_code == 403
    assert admin.browser().post("/settings/letterhead/", {"name": ""}).status_code == 422
