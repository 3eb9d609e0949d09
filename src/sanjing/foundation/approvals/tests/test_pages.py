"""The inbox, the panel on the record, the settings page and the API."""

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.models import Role
from sanjing.foundation.approvals import actions
from sanjing.foundation.approvals.models import Approval, ApprovalRule, Delegation
from sanjing.foundation.approvals.tests.conftest import PURPOSE, people
from sanjing.foundation.entities import registry
from tests.support.factories import make
from tests.support.programs import program  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
NEW = f"/settings/approvals/new/?purpose={PURPOSE}"


@pytest.fixture
def waiting(ask, rule, seller, boss):
    rule(people(boss))
    return ask(seller)


def test_what_waits_is_counted_and_can_be_decided_there(waiting, boss, seller) -> None:
    browser = boss.browser()
    page = browser.get("/approvals/").text
    assert "燃气表降到 280 元" in page and "¥40" in page
    assert '<span class="sj-count">1</span>' in browser.get("/customers/").text
    browser.post(f"/approvals/{waiting.pk}/approve/", {"comment": "好"})
    assert "没有等您批的事" in browser.get("/approvals/").text
    assert "“好”" in browser.get("/approvals/?box=decided").text
    assert "“好”" in seller.browser().get("/approvals/?box=asked").text


def test_the_number_of_queries_does_not_grow_with_what_waits(
    waiting, boss, seller, queries_of
) -> None:
    browser = boss.browser()

    def asked() -> int:
        return queries_of(lambda: browser.get("/approvals/"))

    asked()
    alone = asked()
    for _ in range(3):
        product = make(registry.get("product"), boss.actor, price="10")
        now = timezone.now()
        actions.ask(product, PURPOSE, title="降价", amount=1, by=seller.actor, at=now)
    assert asked() == alone
    rows = browser.get("/approvals/").context["rows"]
    assert len(rows) == 4 and all(url for _one, url in rows)


def test_a_refusal_without_a_reason_is_sent_back(waiting, boss) -> None:
    answer = boss.browser().post(f"/approvals/{waiting.pk}/refuse/", {"comment": ""}, follow=True)
    assert "不同意请写一句原因" in answer.text
    assert Approval.objects.get().state == "waiting"


def test_what_still_waits_stands_above_any_number_decided_since(waiting, boss, meter) -> None:
    for number in range(4):
        Approval.objects.create(
            purpose=f"{PURPOSE}.{number}", entity="product", record_id=meter.pk, record_title=meter.name,
            title=f"第 {number} 次", state=Approval.State.APPROVED, asked_at=timezone.now(), decided_at=timezone.now(),
        )  # fmt: skip
    page = boss.browser().get(f"/products/{meter.pk}/").text
    assert page.index("燃气表降到 280 元") < page.index("第 3 次") < page.index("第 2 次")
    assert "第 1 次" not in page


@pytest.mark.parametrize("comment", ["好\x00", "好" * 401])
def test_a_comment_that_cannot_be_kept_decides_nothing_and_says_why(waiting, boss, comment) -> None:
    for verb in ("approve", "refuse"):
        address = f"/approvals/{waiting.pk}/{verb}/"
        answer = boss.browser().post(address, {"comment": comment}, follow=True)
        assert answer.status_code == 200 and list(answer.context["messages"])
        assert Approval.objects.get().state == "waiting"


def test_the_record_shows_who_is_asked_and_the_buttons_to_them_only(
    waiting, meter, boss, seller
) -> None:
    asker, decider = (who.browser().get(f"/products/{meter.pk}/").text for who in (seller, boss))
    assert "批完或撤回之前不能改动" in asker and "撤回申请" in asker and "不同意" not in asker
    assert f"/approvals/{waiting.pk}/approve/" in decider and "撤回申请" not in decider


def test_what_concerns_others_is_not_found(waiting, other_seller, manager) -> None:
    for person in (other_seller, manager):
        browser = person.browser()
        assert browser.post(f"/approvals/{waiting.pk}/approve/", {"comment": ""}).status_code == 404
        assert "燃气表" not in browser.get("/approvals/").text


def test_the_asker_takes_it_back_from_the_page(waiting, seller) -> None:
    seller.browser().post(f"/approvals/{waiting.pk}/withdraw/", {})
    assert Approval.objects.get().state == "withdrawn"


def test_a_colleague_stands_in_and_is_shown_to_have(waiting, boss, manager) -> None:
    browser, today = boss.browser(), timezone.localdate().isoformat()
    given = {"to": manager.user.pk, "first_date": today, "last_date": today}
    assert browser.post("/approvals/delegate/", given).status_code == 303
    assert "由周建国代您审批" in browser.get("/approvals/").text
    manager.browser().post(f"/approvals/{waiting.pk}/approve/", {"comment": ""})
    assert "（周建国代）" in manager.browser().get("/approvals/?box=decided").text
    browser.post(f"/approvals/delegations/{Delegation.objects.get().pk}/end/")
    assert "代您审批" not in browser.get("/approvals/").text


def typed(**more) -> dict:
    base = {"if-TOTAL_FORMS": 2, "if-INITIAL_FORMS": 0, "step-TOTAL_FORMS": 2, "step-INITIAL_FORMS": 0,
            "name": "贵的要批", "position": 10, "active": "on", "step-0-who": "lead", "step-0-hours": 24}  # fmt: skip
    return base | more


def test_the_administrator_writes_a_rule_and_changes_it(admin) -> None:
    browser = admin.browser()
    condition = {"if-0-field": "price", "if-0-op": "at_least", "if-0-value": "1000"}
    role = Role.objects.get(key="owner")
    second = {"step-1-who": "role", "step-1-role": role.pk, "step-1-needs": "all"}
    assert browser.post(NEW, typed(**condition, **second)).status_code == 303
    page = browser.get("/settings/approvals/").text
    assert "贵的要批" in page and "不少于" in page and "老板" in page
    rule = ApprovalRule.objects.get()
    assert rule.criteria == {"all": [{"field": "price", "op": "at_least", "value": "1000"}]}
    assert [(s.who, s.hours, s.needs) for s in rule.steps.order_by("position")] == [
        ("lead", 24, "any"), ("role", None, "all"),
    ]  # fmt: skip
    assert 'value="1000"' in browser.get(f"/settings/approvals/{rule.pk}/").text
    browser.post(f"/settings/approvals/{rule.pk}/", typed(name="都要批"))
    rule.refresh_from_db()
    assert (rule.name, rule.criteria, rule.steps.count()) == ("都要批", {}, 1)
    browser.post(f"/settings/approvals/{rule.pk}/remove/")
    assert not ApprovalRule.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"step-0-who": ""}, "至少要有一步"),
        ({"step-0-who": "role"}, "请选一个角色"),
        ({"step-0-who": "people"}, "请至少选一位"),
        ({"if-0-field": "price", "if-0-op": "at_least", "if-0-value": "很多"}, "价"),
        ({"name": ""}, "名称"),
    ],
)
def test_what_cannot_work_is_told_and_not_stored(wrong, told, admin) -> None:
    answer = admin.browser().post(NEW, typed(**wrong))
    assert answer.status_code == 422 and told in answer.text
    assert not ApprovalRule.objects.exists()


def test_rules_are_for_administrators(seller, boss, rule, manager) -> None:
    made = rule(people(manager))
    for person in (seller, boss):
        browser = person.browser()
        for url in ("/settings/approvals/", NEW, f"/settings/approvals/{made.pk}/"):
            assert browser.get(url).status_code == 403
        browser.post(f"/settings/approvals/{made.pk}/remove/")
    assert ApprovalRule.objects.exists()


def test_programs_list_and_decide(waiting, boss, seller, other_seller, program) -> None:  # noqa: F811
    (row,) = program(boss).get("/api/approvals").json()["data"]
    assert (row["title"], row["amount"], row["state"]) == ("燃气表降到 280 元", 40.0, "waiting")
    path = f"/api/approvals/{waiting.pk}"
    assert program(other_seller).get(path).status_code == 404
    assert program(seller).post(f"{path}/approve").status_code == 403
    assert program(boss, "read").post(f"{path}/approve").status_code == 403
    assert program(boss).post(f"{path}/refuse", {}).status_code == 422
    assert program(boss).post(f"{path}/refuse", {"comment": ["?"]}).status_code == 422
    told = program(boss).post(f"{path}/approve", {"comment": "好"})
    assert (told.status_code, told.json()["steps"][0]["votes"][0]["comment"]) == (200, "好")
    assert program(boss).post(f"{path}/approve").status_code == 409
    assert (
        program(boss).get("/api/approvals", box="decided").json()["data"][0]["state"] == "approved"
    )
    assert program(boss).get("/api/approvals", box="?").status_code == 400


def test_a_program_takes_its_request_back(waiting, seller, program) -> None:  # noqa: F811
    told = program(seller).post(f"/api/approvals/{waiting.pk}/withdraw")
    assert (told.status_code, told.json()["state"]) == (200, "withdrawn")
