"""Few and many matches are found by different ways and give the same rows."""

from __future__ import annotations

import pytest
from django.utils import timezone

from sanjing.foundation.entities import batches, registry
from sanjing.foundation.search import newest as module
from sanjing.foundation.search.newest import newest
from sanjing.kernel.text import query_terms
from tests.support.cast import Person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("few", [1, 5, 6000])
def test_the_newest_come_first_however_many_there_are(
    few: int, seller: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FEW", few)
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
