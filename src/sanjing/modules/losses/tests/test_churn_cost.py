"""What it costs that customers leave."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from sanjing.foundation.assumptions import queries
from sanjing.kernel.periods import add_months
from sanjing.modules.losses.churn import Reading
from sanjing.modules.losses.tests.conftest import make, reason

TODAY = timezone.localdate()
THEN = add_months(TODAY, -12)
PAGE = "/insights/churn-cost/"


def test_the_worked_example_comes_out_exactly_and_a_link_fills_it_in(boss):
    browser = boss.browser()
    assert "?customers=64000&amp;rate=5&amp;revenue=40000&amp;margin=10" in browser.get(PAGE).text

    page = browser.get(f"{PAGE}?customers=64000&rate=5&revenue=40000&margin=10").text

    for told in (">3,200</span>", "¥128,000,000", "¥12,800,000"):
        assert told in page
    for told in (">640<", "¥25,600,000", "¥2,560,000"):
        assert told in page, "one point fewer"
    assert "25–85%" in page and "Harvard Business Review 1990" in page


def test_every_year_is_discounted_and_added_up(boss):
    asked = "?customers=100&rate=20&revenue=1000&margin=50&discount=25&years=3"

    page = boss.browser().get(PAGE + asked).text

    for told in ("¥10,000", "¥6,400", "¥4,096", "¥20,496"):
        assert told in page
    assert "3 年少赚 ¥2万" in page


def test_own_figures_count_who_bought_in_the_year_before_and_not_since(boss, seller, buys):
    def customer(name, *days, left=None):
        one = make("customer", seller, name=name)
        for day in days:
            buys(one, day, 100)
        if left:
            make("departure", seller, customer=one, left_on=left, reason=reason("价格"))
        return one

    before, since = THEN - timedelta(30), THEN + timedelta(30)
    customer("老主顾", before, since)
    customer("不响的", before, before)
    customer("说走的", before, since, left=TODAY - timedelta(9))
    customer("早走的", before, left=THEN - timedelta(2))
    customer("新来的", since)
    customer("太久的", add_months(THEN, -13))
    buys(make("customer", seller, name="正好那天"), THEN, 100)

    found = Reading(seller.actor, TODAY).year()

    assert (found.active, found.lost, found.fresh) == (4, 3, 1)
    assert (found.amount, found.lost_amount) == (50_000, 40_000)
    page = seller.browser().get(PAGE).text
    assert "走掉的 3 位客户" in page and "不响的" in page and "老主顾" not in page
    assert "4 位的 75%" in page and "比率说明不了什么" in page
    assert queries.value("yearly_churn", TODAY).is_borrowed, "four customers are too few"


def test_a_reader_reckons_with_their_own_customers_only(seller, other_seller, boss, buys):
    for person, count in ((seller, 2), (other_seller, 3)):
        for n in range(count):
            one = make("customer", person, name=f"{person.user.name}{n}")
            buys(one, THEN - timedelta(9), 100, by=person)

    counted = [Reading(one.actor, TODAY).year().active for one in (seller, other_seller, boss)]

    assert counted == [2, 3, 5]
    assert "吴海波0" not in seller.browser().get(PAGE).text


def test_what_winning_and_keeping_cost_stands_before_the_common_saying(boss, buys):
    for n in range(12):
        one = make("customer", boss, name=f"客户{n}")
        if n < 6:
            buys(one, THEN - timedelta(9), 100, by=boss)
        buys(one, TODAY - timedelta(9), 100, by=boss)

    page = boss.browser().get(f"{PAGE}?winning=6000&keeping=1500").text

    assert "是留住一位老客户的 4.0 倍花费" in page
    assert "¥1,000" in page and "¥250" in page and "5 倍" in page


def test_a_typed_number_that_cannot_be_is_told_beside_its_field(boss):
    page = boss.browser().get(f"{PAGE}?rate=200")

    assert page.status_code == 200 and "invalid-feedback" in page.text


def test_who_sees_no_orders_gets_no_page(outsider):
    assert outsider.browser().get(PAGE).status_code == 403
