"""What a quote comes to, how much was taken off, and what makes one wrong."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.foundation.entities import records
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.products.rules import Line, settled
from sanjing.modules.quotes.models import Quote, QuoteLine
from sanjing.modules.quotes.rules import sums
from tests.support.making import make


def test_a_quote_without_a_name_is_called_after_its_first_product(seller, make_quote):
    assert make_quote(seller.actor).title == "燃气表 G4"
    lines = [{"product": "G4"}, {"product_name": "安装", "unit_price": "80"}]
    assert make_quote(seller.actor, lines=lines).title == "燃气表 G4 等 2 项"


def test_lines_keep_the_price_of_the_list_beside_their_own(
    seller, make_quote, make_customer, meter
):
    make("listprice", product=meter, price="250", region="42", starts_on="2026-01-01")
    customer = make_customer(by=seller.actor, region="420106")
    quote = make_quote(
        seller.actor,
        customer=customer,
        lines=[{"product": "G4", "quantity": 2, "unit_price": "225"}],
    )
    assert QuoteLine.objects.get().list_price == 250_00
    assert (quote.amount, quote.list_amount, quote.discount_rate) == (
        450_00,
        500_00,
        Decimal("10.00"),
    )


def test_what_is_taken_off_counts_whichever_way(seller, make_quote):
    lines = [{"product": "G4", "quantity": 10, "discount": "5%"}]
    quote = make_quote(seller.actor, lines=lines, discount="130", freight="50")
    assert (quote.amount, quote.discount_rate) == (
        2600_00 - 130_00 - 130_00 + 50_00,
        Decimal("10.00"),
    )
    given = [{"product": "G4", "quantity": 10, "amount": "2000"}]
    assert make_quote(seller.actor, lines=given).discount_rate == Decimal("23.08")


def test_a_dear_line_does_not_hide_a_cheap_one():
    cheap = Line(1, "甲", Decimal(1), 50_00, amount=50_00, list_price=100_00)
    dear = Line(2, "乙", Decimal(1), 150_00, amount=150_00, list_price=100_00)
    assert sums([cheap, dear], 0, 0).rate == Decimal("25.00")


LINES = st.lists(
    st.builds(
        Line, st.just(1), st.just("表"), st.decimals("0.01", 1000, places=2),
        st.integers(0, 10**7), st.decimals(0, 1, places=4), list_price=st.integers(1, 10**7),
    ), min_size=1, max_size=6,
)  # fmt: skip


@given(LINES, st.integers(0, 10**6))
def test_the_rate_is_no_less_than_what_was_taken_off(lines, discount):
    told = sums(settled(lines), discount, 0)
    off = told.list_amount - told.amount
    assert 0 <= told.rate <= 100
    assert told.rate == 100 or off * 100 <= told.rate * told.list_amount


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"valid_until": "2026-03-09"}, "valid_until", "早于报价日期"),
        ({"lines": [{"product": "G4", "quantity": -1}]}, "lines", "大于零"),
        ({"lines": [{"product": "G4", "unit_price": "-5"}]}, "lines", "大于零"),
        ({"lines": [{"product": "不在册"}]}, "lines", "请填写单价"),
        ({"discount": "99999"}, "discount", "不能超过明细合计"),
        ({"discount": "-1"}, "discount", "不能小于零"),
    ],
)
def test_a_quote_that_makes_no_sense_is_refused(seller, make_quote, values, field, sentence):
    with pytest.raises(Invalid, match=sentence) as refused:
        make_quote(seller.actor, **values)
    assert list(refused.value.errors) == [field]
    assert not Quote.objects.exists()


def test_lines_in_two_currencies_are_refused(seller, make_quote):
    lines = [
        {"product": "G4", "unit_price": "¥260"},
        {"product_name": "阀", "unit_price": "USD 30"},
    ]
    with pytest.raises(Invalid, match="币种"):
        make_quote(seller.actor, lines=lines)


def test_the_form_writes_a_quote(seller, make_customer, meter):
    customer = make_customer(by=seller.actor)
    sent = {
        "customer": customer.pk, "title": "", "quoted_on": "2026-03-10", "valid_until": "2026-04-09",
        "lines-product": ["燃气表 G4", ""], "lines-quantity": ["3", ""], "lines-unit_price": ["", ""],
        "lines-discount": ["5%", ""], "discount": "",
    }  # fmt: skip
    assert seller.browser().post("/quotes/new/", sent).status_code == 303
    quote = Quote.objects.get()
    assert (quote.amount, quote.owner) == (741_00, seller.user)
    assert "741" in seller.browser().get(f"/quotes/{quote.pk}/").text


def test_a_colleague_neither_sees_nor_changes_it(other_seller, seller, make_quote, at):
    quote = make_quote(seller.actor)
    assert other_seller.browser().get(f"/quotes/{quote.pk}/").status_code == 404
    with pytest.raises(records.NotFound):
        records.change(quote, {"note": "我的"}, by=other_seller.actor, at=at)
