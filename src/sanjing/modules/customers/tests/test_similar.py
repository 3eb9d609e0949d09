"""Who may be the same customer."""

import pytest

from sanjing.foundation.entities import records
from sanjing.modules.customers import queries, rules
from tests.support.making import make

CODE = "914403001922038216"


def test_each_key_finds_and_several_weigh_more(boss):
    customer = make("customer", name="深圳市平安科技有限公司", phone="0755-88888888", credit_code=CODE,
                    website="https://www.pingan.example")  # fmt: skip
    contact = make("contact", customer=customer, mobile="13800138000")
    found = {
        "name": queries.similar(boss.actor, name="平安科技（深圳）有限公司"),
        "phone": queries.similar(boss.actor, phone="(0755) 8888 8888"),
        "credit_code": queries.similar(boss.actor, credit_code=CODE),
        "domain": queries.similar(boss.actor, email="li@pingan.example"),
    }
    for reason, alike in found.items():
        assert [(one.customer, one.reasons) for one in alike] == [(customer, (reason,))]
    assert queries.similar(boss.actor, phone=contact.mobile)[0].customer == customer
    both = queries.similar(boss.actor, name="平安科技", phone="0755-88888888")[0]
    assert both.score > max(alike[0].score for alike in (found["name"], found["phone"]))


def test_a_branch_and_its_firm_are_near_either_way(boss):
    firm = make("customer", name="平安科技有限公司")
    branch = make("customer", name="平安科技有限公司广州分公司")
    assert {one.customer for one in queries.similar(boss.actor, name="平安科技")} == {firm, branch}
    assert {one.customer for one in queries.similar(boss.actor, name=branch.name)} == {firm, branch}


def test_a_shared_free_mail_service_is_no_sign(boss):
    make("customer", email="wang@163.com")
    assert queries.similar(boss.actor, email="li@163.com") == []


def test_what_the_reader_may_not_see_is_named_only_by_its_owner(seller, other_seller):
    make("customer", name="海天食品有限公司", owner=seller.user, phone="13800138000")
    alike = queries.similar(other_seller.actor, name="海天食品")
    assert [(one.customer, one.owner) for one in alike] == [(None, "林晓梅")]
    page = other_seller.browser().get("/customers/duplicates/?name=海天食品").text
    assert "林晓梅" in page and "13800138000" not in page and "/customers/" not in page


def test_a_removed_customer_and_the_record_itself_are_left_out(boss):
    customer = make("customer", name="海天食品有限公司")
    assert queries.similar(boss.actor, name="海天食品", exclude=customer.pk) == []
    assert queries.similar(boss.actor, name="海天食品")
    records.remove(customer, by=boss.actor, at=customer.created_at)
    assert queries.similar(boss.actor, name="海天食品") == []


def test_only_keys_are_looked_up(boss, django_assert_max_num_queries):
    for number in range(30):
        make("customer", name=f"华南{number}号饲料厂")
    queries.similar(boss.actor, name="无")  # What is remembered for a minute is read anew here.
    with django_assert_max_num_queries(9):
        queries.similar(
            boss.actor,
            name="华南3号饲料厂",
            phone="13800138000",
            credit_code=CODE,
            email="a@b.example",
        )


@pytest.mark.parametrize(
    ("website", "email", "domain"),
    [
        ("http://www.acme.cn", "", "acme.cn"),
        ("https://acme.cn/x", "", "acme.cn"),
        ("", "a@ACME.cn", "acme.cn"),
        ("", "a@qq.com", ""),
    ],
)
def test_one_domain_however_it_is_written(website, email, domain):
    assert rules.domain_key(website, email) == domain


def test_a_number_that_a_role_masks_is_not_compared(boss, make_person):
    customer = make("customer", name="海天食品有限公司", phone="13800138000")
    make("contact", customer=customer, mobile="13911112222")
    marketer = make_person("market", "何市", role="marketing")
    for phone in ("13800138000", "13911112222"):
        assert queries.similar(marketer.actor, phone=phone) == []
        assert queries.similar(boss.actor, phone=phone)[0].customer == customer
    assert queries.similar(marketer.actor, name="海天食品", phone="13800138000")[0].reasons == (
        "name",
    )
