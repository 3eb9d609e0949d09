"""What orders add to the list and the page of customers."""

import pytest

from sanjing.foundation.accounts.models import Role
from sanjing.foundation.entities import records


@pytest.fixture
def buyer(make_customer, make_order):
    customer = make_customer("城南酒店", phone="13800138000")
    for day, amount, state in (("2026-01-05", "100", "done"), ("2026-02-07", "50.5", "confirmed"),
                               ("2026-03-01", "7", "cancelled"), ("2026-03-02", "9", "draft")):  # fmt: skip
        make_order(customer=customer, ordered_on=day, amount=amount, state=state)
    return customer


def rows(page, query):
    return page.get(
        f"/customers/?columns=name,order_count,order_total,last_ordered_on&{query}"
    ).content.decode()


def test_a_list_shows_count_sum_and_last_day(boss, buyer):
    text = rows(boss.browser(), "")
    assert "¥150.50" in text or "150.5" in text
    assert "2月7日" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [("order_count__at_least=2", True), ("order_count__at_least=3", False), ("order_total__above=150", True),
     ("last_ordered_on__before=2026-02-07", False), ("last_ordered_on__on=2026-02-07", True),
     ("order_count=0", False)],
)  # fmt: skip
def test_customers_are_found_by_what_they_bought(boss, buyer, query, found):
    assert ("城南酒店" in rows(boss.browser(), query)) is found


def test_an_order_in_the_bin_no_longer_counts(boss, buyer, make_order, at):
    order = make_order(customer=buyer, amount="1000")
    records.remove(order, by=boss.actor, at=at)
    assert "城南酒店" not in rows(boss.browser(), "order_total__above=200")


def test_the_page_of_a_group_adds_its_branches(boss, buyer, make_customer, make_order):
    branch = make_customer("城南酒店二店", parent=buyer.pk)
    make_order(customer=branch, amount="49.5")
    text = boss.browser().get(f"/customers/{buyer.pk}/").content.decode()
    assert "连同下级单位共 3 张，¥200" in text


FIGURES = ("¥150", "150.5", "¥100")


def seen_by(person, buyer) -> str:
    browser = person.browser()
    pages = (
        f"/customers/{buyer.pk}/",
        "/customers/?columns=name,order_total",
        "/",
        f"/customers/{buyer.pk}/timeline/",
    )
    return "".join(browser.get(page).text for page in pages)


@pytest.mark.parametrize("rule", ["hidden", "masked"])
def test_who_may_not_read_amounts_reads_no_sums_of_them(boss, buyer, make_person, rule):
    person = make_person("clerk", "何文")
    role = Role.objects.create(
        key="clerk",
        name="文员",
        grants={"*": {"see": "all"}},
        field_rules={"order": {"amount": rule}},
    )
    person.user.roles.add(role)
    assert [figure for figure in FIGURES if figure in seen_by(person, buyer)] == []
    assert any(figure in seen_by(boss, buyer) for figure in FIGURES)
    assert person.browser().get("/api/customers?order_total__above=1").status_code == 400


@pytest.mark.parametrize("reach", ["none", "mine"])
def test_who_sees_fewer_orders_than_customers_reads_no_sums(boss, buyer, make_person, at, reach):
    records.change(buyer, {"owner": boss.user}, by=boss.actor, at=at)
    person = make_person("clerk", "何文")
    grants = {"*": {"see": "all"}, "order": {"see": reach}}
    person.user.roles.add(Role.objects.create(key="clerk", name="文员", grants=grants))
    assert [figure for figure in FIGURES if figure in seen_by(person, buyer)] == []
    for asked in ("order_count=4", "order_total__above=1", "sort=-last_ordered_on"):
        assert person.browser().get(f"/api/customers?{asked}").status_code == 400
