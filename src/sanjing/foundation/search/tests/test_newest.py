"""Few and many matches are found by different ways and give the same rows."""

from __future__ import annotations

import pytest
from django.utils import timezone

from sanjing.foundation.entities import batches, registry
from sanjing.foundation.search import newest as module
from sanjing.foundation.search import sweep
from sanjing.foundation.search.find import find
from sanjing.foundation.search.newest import newest
from sanjing.kernel.text import query_terms
from tests.support.cast import Person
from tests.support.factories import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("few", "often"), [(1, 200), (5, 200), (6000, 200), (6000, 1)])
def test_the_newest_come_first_however_many_there_are(
    few: int, often: int, seller: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FEW", few)
    monkeypatch.setattr(module, "OFTEN", often)
    monkeypatch.setattr(module, "GATHER", module.GATHER.replace("6000", str(few)))
    customer = registry.get("customer")
    rows = [{"name": f"平安{n}号商行"} for n in range(9)]
    made = batches.create_many(customer, rows, by=seller.actor, at=timezone.now()).created
    ids = [made[n].pk for n in range(9)]
    wanted = customer.policy.wanted_tokens(seller.actor, "customer")
    found = newest("customer", query_terms("平安"), wanted, 4)
    assert [row.record_id for row in found] == ids[:-5:-1]
    assert newest("contact", query_terms("平安"), None, 4) == []
    assert newest("customer", query_terms("平安"), ["xo0"], 4) == []


@pytest.mark.parametrize("few", [1, 6000])
@pytest.mark.parametrize("reader", ["seller", "boss"])
def test_all_record_types_at_once_find_what_each_by_itself_does(
    reader: str, few: int, seller: Person, boss: Person, request: pytest.FixtureRequest, monkeypatch
) -> None:
    person = request.getfixturevalue(reader)
    customer, contact, product = map(registry.get, ("customer", "contact", "product"))
    for by, name in ((seller, "平安甲号商行"), (boss, "平安乙号商行")):
        firm = make(customer, by.actor, name=name, owner=by.user)
        make(contact, by.actor, name="平安", customer=firm)
    make(product, boss.actor, name="平安牌煤气表")
    make(product, boss.actor, name="燃气灶")
    entities = [customer, contact, product]
    swept = find("平安", by=person.actor, entities=entities)
    monkeypatch.setattr(sweep, "MOST", 1)
    monkeypatch.setattr(module, "FEW", few)
    monkeypatch.setattr(module, "GATHER", module.GATHER.replace("6000", str(few)))
    assert swept == find("平安", by=person.actor, entities=entities)
    assert {hit.entity.name for hit in swept} == {"customer", "contact", "product"}
    assert ("平安乙号商行" in {hit.title for hit in swept}) == (reader == "boss")
