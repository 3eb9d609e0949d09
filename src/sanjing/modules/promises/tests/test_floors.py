"""Floors hold at the moment of promising, through every surface."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from sanjing.foundation.approvals import actions
from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.entities.guards import Held
from sanjing.foundation.events.models import Event
from sanjing.foundation.rulebook.declaring import Period, find
from sanjing.modules.promises.actions.postpone import postpone
from sanjing.modules.promises.models import Promise, PromiseFloor
from sanjing.modules.promises.tests.conftest import TODAY, day
from tests.support.programs import program  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db


def test_within_the_floor_it_is_simply_owed(promise, floor) -> None:
    floor("price", most="5")
    assert promise(kind="price", terms="5", what="打九五折").state == "open"


def test_beyond_it_and_with_nobody_to_ask_it_is_refused(promise, floor) -> None:
    floor("price", most="5")
    with pytest.raises(Invalid, match="超过了承诺底线“price底线”（不超过 5），不能答应"):
        promise(kind="price", terms="8")
    assert not Promise.objects.exists()


def test_beyond_it_waits_and_is_not_given_before(promise, floor, rule, seller, manager) -> None:
    floor("price", most="5")
    one = promise(kind="price", terms="8", what="打九二折", value="1200")
    assert (one.state, one.floor.name) == ("waiting", "price底线")
    approval = Approval.objects.get()
    assert "江城面粉厂" in approval.title and approval.amount == 120000
    browser = seller.browser()
    browser.post(f"/promises/{one.pk}/keep/", {})
    with pytest.raises(Held):
        records.change(one, {"terms": "4"}, by=seller.actor, at=timezone.now())
    one.refresh_from_db()
    assert (one.state, one.terms) == ("waiting", Decimal(8))
    assert "打九二折" in manager.browser().get("/approvals/").text


def test_approved_it_is_owed(promise, floor, rule, manager, seller) -> None:
    floor("price", most="5")
    one = promise(kind="price", terms="8")
    actions.approve(Approval.objects.get(), by=manager.actor, at=timezone.now())
    one.refresh_from_db()
    assert one.state == "open"
    assert Event.objects.filter(name="promise.opened", actor_id=manager.user.pk).exists()
    records.change(one, {"evidence": "微信截图"}, by=seller.actor, at=timezone.now())
    assert Approval.objects.count() == 1, "what was not promised anew is not asked anew"


def test_refused_it_must_not_be_given(promise, floor, rule, manager, seller) -> None:
    floor("price", most="5")
    one = promise(kind="price", terms="8")
    actions.refuse(Approval.objects.get(), comment="毛利不够", by=manager.actor, at=timezone.now())
    seller.browser().post(f"/promises/{one.pk}/keep/", {})
    one.refresh_from_db()
    assert (one.state, one.reason) == ("refused", "毛利不够")


def test_taken_back_it_is_withdrawn(promise, floor, rule, seller) -> None:
    floor("price", most="5")
    one = promise(kind="price", terms="8")
    actions.withdraw(Approval.objects.get(), by=seller.actor, at=timezone.now())
    one.refresh_from_db()
    assert (one.state, one.reason) == ("withdrawn", "申请撤回了")


def test_refused_while_its_customer_lies_in_the_bin_it_is_refused_afterwards(
    promise, floor, rule, manager, boss, mill
) -> None:
    floor("price", most="5")
    one, now = promise(kind="price", terms="8"), timezone.now()
    records.remove(mill, by=boss.actor, at=now)
    actions.refuse(Approval.objects.get(), comment="毛利不够", by=manager.actor, at=now)
    records.restore(registry.get("customer"), mill.pk, by=boss.actor, at=now)
    one.refresh_from_db()
    assert (one.state, one.reason) == ("refused", "毛利不够")


def test_promising_more_later_is_checked_as_well(promise, floor, rule, seller) -> None:
    floor("price", most="5")
    one = promise(kind="price", terms="5")
    changed = records.change(one, {"terms": "6"}, by=seller.actor, at=timezone.now())
    assert changed.state == "waiting"
    assert Approval.objects.count() == 1


def test_a_floor_needs_a_number_to_be_held_against(promise, floor) -> None:
    floor("price", most="5")
    with pytest.raises(Invalid, match="请写上数值"):
        promise(kind="price")


def test_days_and_money_are_read_from_the_promise_itself(promise, floor) -> None:
    floor("delivery", least="3")
    floor("gift", most="200")
    assert promise(kind="delivery", due=3).state == "open"
    with pytest.raises(Invalid, match="不少于 3"):
        promise(kind="delivery", due=2)
    assert promise(kind="gift", value="200").state == "open"
    with pytest.raises(Invalid, match="不超过 200"):
        promise(kind="gift", value="200.01")


def test_a_typed_number_does_not_stand_in_for_what_the_promise_says(promise, floor) -> None:
    """Delivery tomorrow is delivery tomorrow, whatever number is typed beside it."""
    floor("delivery", least="3")
    floor("gift", most="200")
    with pytest.raises(Invalid, match="不少于 3"):
        promise(kind="delivery", due=1, terms="10")
    with pytest.raises(Invalid, match="不少于 3"):
        promise(kind="delivery", due=9, terms="2")
    with pytest.raises(Invalid, match="不超过 200"):
        promise(kind="gift", value="900", terms="100")
    assert promise(kind="delivery", due=3, terms="10").state == "open"


def test_dating_a_promise_back_gains_no_days(promise, floor, seller) -> None:
    floor("delivery", least="3")
    with pytest.raises(Invalid, match="不少于 3"):
        promise(kind="delivery", made=-10, due=1)
    one = promise(kind="delivery", made=-10, due=4)
    with pytest.raises(Invalid, match="不少于 3"):
        records.change(one, {"due_on": day(2)}, by=seller.actor, at=timezone.now())
    with pytest.raises(Invalid, match="不少于 3"):
        promise(kind="delivery", made=-1, due=0)


def test_what_fell_due_before_it_was_written_down_is_history(promise, floor) -> None:
    floor("delivery", least="3")
    assert promise(kind="delivery", made=-9, due=-2).state == "open"
    with pytest.raises(Invalid, match="不少于 3"):
        promise(kind="delivery", made=-4, due=-2)


def test_postponing_counts_from_the_day_it_was_promised(promise, floor, seller) -> None:
    floor("delivery", least="3")
    early = timezone.now() - timedelta(9)
    one = promise(kind="delivery", made=-9, due=0, at=early)
    told = {"to": date.fromisoformat(day(1)), "customer_word": "行"}
    assert postpone(one, **told, by=seller.actor, at=timezone.now()).state == "open"


def test_nobody_has_promised_tomorrow(promise) -> None:
    with pytest.raises(Invalid, match="不能晚于今天"):
        promise(made=1, due=5)


def test_the_most_particular_floor_speaks(promise, floor) -> None:
    floor("price", most="3")
    floor("price", most="8", grade="a", region="42")
    assert promise(kind="price", terms="8").state == "open"
    floor("price", most="20", role="sales_manager", grade="a", region="42")
    with pytest.raises(Invalid, match="不超过 8"):
        promise(kind="price", terms="9")


def test_a_role_may_go_further(promise, floor, manager) -> None:
    floor("price", most="3")
    floor("price", most="20", role="sales_manager")
    assert promise(manager, kind="price", terms="15").state == "open"
    with pytest.raises(Invalid):
        promise(kind="price", terms="15", owner=manager.user.pk)


def test_a_floor_holds_in_its_time_and_for_its_goods(promise, floor) -> None:
    floor("price", most="1", valid_until=day(-1))
    floor("price", most="1", valid_from=day(1))
    floor("price", most="1", category="锅炉")
    assert promise(kind="price", terms="9", category="灶具").state == "open"
    with pytest.raises(Invalid):
        promise(kind="price", terms="9", category="锅炉")


def test_a_floor_on_one_product_speaks_before_one_on_its_category(promise, floor, meter) -> None:
    floor("price", most="20", category="计量", region="42", grade="a")
    floor("price", most="5", product=meter.pk)
    assert promise(kind="price", terms="20", category="计量").state == "open"
    assert promise(kind="price", terms="5", product=meter.pk).category == "计量"
    with pytest.raises(Invalid, match="不超过 5"):
        promise(kind="price", terms="6", product=meter.pk)


def test_what_is_promised_about_a_product_is_under_the_floor_of_its_category(
    promise, floor, meter, seller
) -> None:
    floor("price", most="5", category="计量")
    with pytest.raises(Invalid, match="不超过 5"):
        promise(kind="price", terms="6", product=meter.pk)
    one = promise(kind="price", terms="6")
    with pytest.raises(Invalid, match="不超过 5"):
        records.change(one, {"product": meter.pk}, by=seller.actor, at=timezone.now())


def test_a_product_and_a_category_that_do_not_fit_are_refused(promise, floor, meter) -> None:
    for make in (floor, promise):
        values = {"product": meter.pk, "category": "锅炉", "kind": "price"}
        values |= {"most": "3"} if make is floor else {"terms": "3"}
        with pytest.raises(Invalid, match="“流量计”不属于类别“锅炉”") as refused:
            make(**values)
        assert list(refused.value.errors) == ["category"]
    assert not Promise.objects.exists() and not PromiseFloor.objects.exists()
    assert floor("price", most="3", product=meter.pk, category="计量").product == meter


def test_a_promise_stands_when_its_product_goes_to_another_category(
    promise, meter, seller, boss
) -> None:
    one = promise(kind="price", terms="3", product=meter.pk)
    records.change(meter, {"category": "仪表"}, by=boss.actor, at=timezone.now())
    records.change(one, {"evidence": "微信截图"}, by=seller.actor, at=timezone.now())
    one.refresh_from_db()
    assert one.category == "计量"
    records.change(one, {"terms": "2"}, by=seller.actor, at=timezone.now())
    one.refresh_from_db()
    assert (one.category, one.terms) == ("仪表", Decimal(2)), (
        "promised anew, it is about what it is now"
    )


def test_the_register_of_rules_names_the_product(promise, floor, meter, boss) -> None:
    floor("price", most="20", category="计量", name="计量底线")
    narrow = floor("price", most="5", product=meter.pk, name="流量计底线")
    promise(kind="price", terms="5", product=meter.pk)
    promise(kind="price", terms="9", category="计量")
    assert "价格优惠：不超过 5%（流量计）" in boss.browser().get("/rules/").text
    period = Period(TODAY, TODAY)
    kept = {
        rule.name: rule.cases(boss.actor, period).filter(judged="kept").count()
        for rule in find("promisefloor").visible_to(boss.actor)
    }
    assert kept == {"计量底线": 1, "流量计底线": 1}
    rows = boss.browser().get(f"/promise-floors/?product={meter.pk}").context["rows"]
    assert [row.pk for row in rows] == [narrow.pk]


def test_files_and_programs_meet_the_same_floor(mill, floor, seller, program) -> None:  # noqa: F811
    floor("price", most="5")
    body = {"customer": mill.pk, "what": "打九折", "kind": "price", "terms": 10, "due_on": day(3)}
    told = program(seller).post("/api/promises", body)
    assert (told.status_code, list(told.json()["errors"])) == (422, ["terms"])
    rows = [body | {"terms": 10}, body | {"terms": 5}]
    outcome = batches.create_many(registry.get("promise"), rows, by=seller.actor, at=timezone.now())
    assert (list(outcome.refused), list(outcome.created)) == ([0], [1])


def test_a_program_cannot_open_what_waits(promise, floor, rule, seller, program) -> None:  # noqa: F811
    floor("price", most="5")
    path = f"/api/promises/{promise(kind='price', terms='8').pk}"
    assert program(seller).patch(path, {"state": "open"}, if_match="*").status_code == 422
    assert program(seller).post(f"{path}/keep", {}).status_code == 403
    assert program(seller).patch(path, {"what": "?"}, if_match="*").status_code == 409


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({}, "至少写一头"),
        ({"least": "5", "most": "3"}, "还小"),
        ({"most": "3", "valid_from": day(2), "valid_until": day(1)}, "早于生效"),
        ({"most": "3", "role": "emperor"}, "角色"),
    ],
)
def test_a_floor_that_bounds_nothing_is_refused(wrong, told, floor) -> None:
    with pytest.raises(Invalid, match=told):
        floor("price", **wrong)


def test_floors_are_read_by_sellers_and_set_by_those_above(seller, manager, boss, floor) -> None:
    one = floor("price", most="5")
    for person in (seller, manager):
        browser = person.browser()
        assert "price底线" in browser.get("/promise-floors/").text
        assert browser.get(f"/promise-floors/{one.pk}/edit/").status_code == 403
    assert "销售经理" in boss.browser().get(f"/promise-floors/{one.pk}/edit/").text
