"""What may be written into a quote about its products."""

from datetime import date

import pytest
from django.utils import translation

from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.quotes.papers import LANGUAGES, quote_data
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


def test_papers_print_what_was_approved_where_it_was_chosen(make_quote, meter, seller) -> None:
    values = {
        "product": meter,
        "statement": "十年不用换电池",
        "statement_en": "Ten years on one battery",
    }
    told = ({}, {"statement": "全国最准", "statement_en": ""}, {"statement": "以后才批"})
    for n, more in enumerate(told):
        kept = {"state": "approved", "approved_on": date(2099, 1, 1) if n == 2 else AT.date()}
        records.create(registry.get("productclaim"), values | more, kept=kept, by=SYSTEM, at=AT)
    plain, chosen = make_quote(seller.actor), make_quote(seller.actor, prints_claims=True)

    def printed(quote, language) -> str:
        with translation.override(LANGUAGES[language]):
            return str(quote_data(quote, seller.actor, language)["terms"])

    assert "十年不用换电池" in printed(chosen, "zh") and "全国最准" in printed(chosen, "zh")
    assert "以后才批" not in printed(chosen, "zh")
    assert "Ten years on one battery" in printed(chosen, "en") and "全国" not in printed(
        chosen, "en"
    )
    assert "十年不用换电池" not in printed(plain, "zh")
    with pytest.raises(Invalid):
        claim = registry.get("productclaim").model.objects.get(statement="全国最准")
        records.change(claim, {"statement_en": "The most exact"}, by=SYSTEM, at=AT)
