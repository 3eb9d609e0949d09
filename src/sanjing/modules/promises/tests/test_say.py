"""Verb "promise" of deals, quotes and orders: one line, from which the day is read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanjing.foundation.approvals import actions
from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.entities import records, registry
from sanjing.modules.promises.days import due_in
from sanjing.modules.promises.models import Promise
from sanjing.modules.promises.tests.conftest import TODAY, day
from tests.support.programs import program  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def make(mill, seller):
    def make(entity, **values):
        known = {
            "deal": {"name": "锅炉改造"}, "order": {"ordered_on": TODAY, "amount": "10"},
            "quote": {"quoted_on": TODAY, "valid_until": day(9)},
        }  # fmt: skip
        values = {"customer": mill, **known[entity], **values}
        return records.create(registry.get(entity), values, by=seller.actor, at=timezone.now())

    return make


def say(person, record, **told):
    entity = registry.entity_of_model(type(record))
    return person.browser().post(f"{entity.url(record)}promise/", told)


@pytest.mark.parametrize("entity", ["deal", "quote", "order"])
@pytest.mark.parametrize("words", ["周五前发样品", "答应周五前发样品"])
def test_one_line_on_its_page_is_a_promise(make, seller, mill, entity, words) -> None:
    record = make(entity)
    address = registry.get(entity).url(record)
    assert f'action="{address}promise/"' in seller.browser().get(address).text
    assert say(seller, record, what=words).status_code == 303
    promise = Promise.objects.get()
    assert (promise.customer, promise.what, promise.kind) == (mill, "发样品", "sample")
    assert (promise.due_on, promise.evidence) == (due_in("周五", TODAY).day, words)
    assert (promise.source_entity, promise.source_id) == (entity, record.pk)
    assert f"/promises/{promise.pk}/" in seller.browser().get(address).text
    assert f'href="{address}"' in seller.browser().get(f"/promises/{promise.pk}/").text


def test_words_without_a_day_are_asked_for_one_and_kept(make, seller) -> None:
    deal = make("deal")
    answer = say(seller, deal, what="派两个师傅驻厂")
    assert answer.status_code == 422
    assert "认不出日期" in answer.text and 'value="派两个师傅驻厂"' in answer.text
    assert not Promise.objects.exists()
    due = TODAY + timedelta(9)
    assert say(seller, deal, what="派两个师傅驻厂", due_on=due.isoformat()).status_code == 303
    assert (Promise.objects.get().due_on, Promise.objects.get().kind) == (due, "other")


def test_the_floor_of_what_the_order_is_about_speaks(make, seller, meter, floor) -> None:
    """The category of its lines is that of the promise, so that a floor for it holds."""
    floor("price", most="5", category="计量")
    plain, metered = make("order"), make("order", lines=[{"product": meter.pk, "quantity": 1}])
    assert say(seller, plain, what="周五前给九折").status_code == 303
    assert Promise.objects.get().category == ""
    answer = say(seller, metered, what="周五前给九折")
    assert (answer.status_code, "超过了承诺底线" in answer.text) == (422, True)
    assert Promise.objects.count() == 1


@pytest.mark.parametrize("entity", ["deal", "quote", "order"])
def test_one_product_in_its_lines_is_that_of_the_promise(make, seller, boss, meter, entity) -> None:
    values = {"name": "修正仪", "category": "计量", "price": "100"}
    other = records.create(registry.get("product"), values, by=boss.actor, at=timezone.now())
    once, again = {"product": meter.pk, "quantity": 1}, {"product": meter.pk, "quantity": 4}
    free = {"product": "安装调试", "quantity": 1, "unit_price": "9"}
    cases = [
        ([once], meter, "计量"), ([once, again], meter, "计量"),
        ([once, {"product": other.pk, "quantity": 1}], None, "计量"), ([once, free], None, "计量"),
    ]  # fmt: skip
    for lines, product, category in cases:
        assert say(seller, make(entity, lines=lines), what="周五前发样品").status_code == 303
        promise = Promise.objects.latest("pk")
        assert (promise.product, promise.category) == (product, category)


def test_beyond_the_floor_of_its_product_it_waits_and_is_not_given(
    make,
    seller,
    manager,
    meter,
    floor,
    rule,
    program,  # noqa: F811
) -> None:
    floor("price", most="20", category="计量", name="计量八折")
    floor("price", most="5", product=meter.pk, name="流量计九五折")
    order = make("order", lines=[{"product": meter.pk, "quantity": 1}])
    told = {"what": "打九折", "kind": "price", "terms": 10, "due_on": day(3)}
    assert program(seller).post(f"/api/orders/{order.pk}/promise", told).status_code == 200
    path = f"/api/promises/{Promise.objects.get().pk}"
    waiting = program(seller).get(path).json()
    assert (waiting["state"], waiting["product"]) == ("waiting", meter.pk)
    assert Promise.objects.get().floor.name == "流量计九五折"
    assert program(seller).post(f"{path}/keep", {}).status_code == 403
    assert program(seller).get(path).json()["state"] == "waiting"
    actions.approve(Approval.objects.get(), by=manager.actor, at=timezone.now())
    assert program(seller).post(f"{path}/keep", {}).status_code == 200


def test_a_product_in_the_bin_is_not_promised_about(make, seller, boss, meter) -> None:
    deal = make("deal", lines=[{"product": meter.pk, "quantity": 1}])
    records.remove(meter, by=boss.actor, at=timezone.now())
    assert say(seller, deal, what="周五前发样品").status_code == 303
    assert Promise.objects.get().product is None


def test_programs_note_it_too_and_strangers_do_not(make, seller, outsider, make_person) -> None:
    deal = make("deal")
    told = {"what": "月底前装好", "kind": "service"}
    url = f"/api/deals/{deal.pk}/promise"
    for person in (outsider, make_person("nobody", "何路人")):
        answer = person.browser().post(url, told, content_type="application/json")
        assert answer.status_code in (403, 404)
    assert not Promise.objects.exists()
    answer = seller.browser().post(url, told, content_type="application/json")
    assert (answer.status_code, Promise.objects.get().what) == (200, "装好")


def test_without_a_customer_nobody_is_promised_anything(make, seller) -> None:
    deal = make("deal", customer=None)
    assert "/promise/" not in seller.browser().get(f"/deals/{deal.pk}/").text
