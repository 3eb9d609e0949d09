"""Nothing can be changed under review, by anybody, through anything."""

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.approvals import actions, purposes
from sanjing.foundation.approvals.purposes import Purpose
from sanjing.foundation.approvals.tests.conftest import PURPOSE, people
from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.entities.guards import Held
from tests.support.programs import program  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def waiting(ask, rule, seller, boss):
    rule(people(boss))
    return ask(seller)


def test_a_change_is_refused_with_the_reason(waiting, meter, boss) -> None:
    for by in (boss.actor, system_actor("job")):
        with pytest.raises(Held, match="“燃气表降到 280 元”正在审批"):
            records.change(meter, {"price": "280"}, by=by, at=NOW)
    meter.refresh_from_db()
    assert (meter.price, meter.version) == (32000, 1)


def test_saving_without_a_change_is_no_change(waiting, meter, boss) -> None:
    assert records.change(meter, {"price": "320"}, by=boss.actor, at=NOW).version == 1


def test_it_is_not_removed_either(waiting, meter, boss) -> None:
    with pytest.raises(Held):
        records.remove(meter, by=boss.actor, at=NOW)
    meter.refresh_from_db()
    assert meter.removed_at is None


def test_of_many_rows_only_this_one_is_refused(waiting, meter, boss) -> None:
    entity = registry.get("product")
    other = records.create(entity, {"name": "软管", "price": "20"}, by=boss.actor, at=NOW)
    rows = [(meter.pk, {"price": "1"}), (other.pk, {"price": "21"})]
    outcome = batches.change_many(entity, rows, by=boss.actor, at=NOW)
    assert list(outcome.changed) == [1]
    assert "正在审批" in outcome.refused[0][""][0]


def test_page_and_api_say_so(waiting, meter, boss, program) -> None:  # noqa: F811
    page = boss.browser().post(f"/products/{meter.pk}/edit/", {"name": "燃气表", "price": "280"})
    assert page.status_code == 409
    assert "正在审批" in page.text
    told = program(boss).patch(f"/api/products/{meter.pk}", {"price": 280}, if_match="*")
    assert (told.status_code, told.json()["code"]) == (409, "held")
    told = program(boss).delete(f"/api/products/{meter.pk}")
    assert (told.status_code, told.json()["code"]) == (409, "held")


def test_once_decided_or_withdrawn_it_is_free(waiting, meter, seller, boss, ask) -> None:
    actions.withdraw(waiting, by=seller.actor, at=NOW)
    assert records.change(meter, {"price": "310"}, by=boss.actor, at=NOW).version == 2
    actions.approve(ask(seller), by=boss.actor, at=NOW)
    assert records.change(meter, {"price": "280"}, by=boss.actor, at=NOW).version == 3


def test_a_purpose_may_freeze_less_than_everything(waiting, meter, boss) -> None:
    purposes.add(Purpose(PURPOSE, "product", "价格", freezes=("price",)))
    assert records.change(meter, {"name": "智能燃气表"}, by=boss.actor, at=NOW).version == 2
    with pytest.raises(Held):
        records.change(meter, {"price": "280", "name": "表"}, by=boss.actor, at=NOW)
    with pytest.raises(Held):
        records.remove(meter, by=boss.actor, at=NOW)
