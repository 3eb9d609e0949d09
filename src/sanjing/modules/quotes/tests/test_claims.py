"""What may be written into a quote about its products."""

import pytest

from sanjing.foundation.entities import records, registry
from sanjing.modules.quotes.tests.conftest import AT, SYSTEM

pytestmark = pytest.mark.django_db


def test_a_quote_shows_the_approved_claims_on_what_it_sells(make_quote, meter, seller) -> None:
    def claim(statement: str, state: str, **values) -> None:
        given = {"product": meter, "statement": statement} | values
        entity = registry.get("productclaim")
        records.create(entity, given, kept={"state": state}, by=SYSTEM, at=AT)

    claim("十年不用换电池", "approved")
    claim("全国最准", "draft")
    claim("去年的检定", "approved", valid_until="2026-01-01")
    quote = make_quote(seller.actor)
    page = seller.browser().get(f"/quotes/{quote.pk}/").text
    assert "十年不用换电池" in page
    assert "全国最准" not in page and "去年的检定" not in page
