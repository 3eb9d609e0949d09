"""Only what was approved is said, and customers tell whether it is so."""

import datetime as dt

import pytest
from django.utils import timezone

from sanjing.foundation.approvals import actions
from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.entities import records
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.entities.guards import Held
from sanjing.modules.library import queries, reports
from sanjing.modules.library.actions.submit import NobodyApproves, submit
from sanjing.modules.library.models import ClaimExperience, ProductClaim
from sanjing.modules.library.rules import Gap
from sanjing.modules.library.tests.conftest import TODAY, day, write

pytestmark = pytest.mark.django_db
CLAIM = "十年不用换电池"


@pytest.fixture
def approved(claim, rule, marketing, boss):
    submit(claim, by=marketing.actor, at=timezone.now())
    actions.approve(Approval.objects.get(), by=boss.actor, at=timezone.now())
    return ProductClaim.objects.get()


def says(product, person) -> bool:
    return CLAIM in person.browser().get(f"/products/{product.pk}/").text


def test_with_nobody_to_ask_it_stays_a_draft(claim, marketing) -> None:
    with pytest.raises(NobodyApproves):
        submit(claim, by=marketing.actor, at=timezone.now())
    assert ProductClaim.objects.get().state == "draft"
    marketing.browser().post(f"/product-claims/{claim.pk}/submit/")
    assert not Approval.objects.exists() and ProductClaim.objects.get().state == "draft"


def test_asked_it_stands_still_and_refused_it_is_a_draft_again(
    claim, rule, meter, marketing, seller, boss
) -> None:
    marketing.browser().post(f"/product-claims/{claim.pk}/submit/")
    with pytest.raises(Held):
        records.change(claim, {"statement": "永远不坏"}, by=boss.actor, at=timezone.now())
    assert not says(meter, seller)
    waiting = Approval.objects.get()
    assert waiting.title == "宣传口径 燃气表 G4：十年不用换电池"
    actions.refuse(waiting, comment="报告过期了", by=boss.actor, at=timezone.now())
    claim.refresh_from_db()
    assert (claim.state, claim.approved_by) == ("draft", None)
    assert "报告过期了" in marketing.browser().get(f"/product-claims/{claim.pk}/").text


def test_approved_it_is_on_the_product_until_it_ends(approved, meter, boss, seller) -> None:
    assert (approved.state, approved.approved_by, approved.approved_on) == (
        "approved", boss.user, TODAY,
    )  # fmt: skip
    assert says(meter, seller)
    last = approved.valid_until
    assert queries.claims_in_force(seller.actor, last).exists()
    assert not queries.claims_in_force(seller.actor, last + dt.timedelta(1)).exists()


def test_what_was_approved_is_not_changed_but_retired(approved, meter, marketing, seller) -> None:
    for change in ({"statement": "永远不坏"}, {"evidence": ""}, {"valid_until": day(999)}):
        with pytest.raises(Invalid, match="批准过的口径不能再改"):
            records.change(approved, change, by=marketing.actor, at=timezone.now())
    url = f"/product-claims/{approved.pk}/retire/"
    assert seller.browser().post(url, {"reason": "换型号"}).status_code == 403
    marketing.browser().post(url, {"reason": "换型号"})
    approved.refresh_from_db()
    assert (approved.state, approved.retired_reason) == ("retired", "换型号")
    assert not says(meter, seller)


def test_only_marketing_drafts(meter, seller) -> None:
    answer = seller.browser().post(
        "/product-claims/new/", {"product": meter.pk, "statement": "全国最好"}
    )
    assert (answer.status_code, ProductClaim.objects.count()) == (403, 0)


def test_a_follow_up_tells_whether_it_is_so(approved, make_customer, seller) -> None:
    mill = make_customer(seller)
    visit = write("activity", seller, customer=mill, kind="visit", summary="表用了三年就没电了")
    browser, url = seller.browser(), f"/activities/{visit.pk}/note_experience/"
    assert CLAIM in browser.get(url).text and "表用了三年就没电了" in browser.get(url).text
    told = {"claim": approved.pk, "held": "not_so", "said": "三年就没电了"}
    browser.post(url, told)
    made = ClaimExperience.objects.get()
    assert (made.customer, made.activity, made.source) == (mill, visit, "拜访")
    assert "1 位客户说过，1 位说不符" in browser.get(f"/product-claims/{approved.pk}/").text


def test_every_customer_counts_once_with_their_last_word(
    approved, make_customer, seller, other_seller, boss
) -> None:
    def say(by, name, held, on):
        customer = known.setdefault(name, make_customer(by, name))
        said = {"held": held, "said": f"{name}说", "said_on": day(on)}
        return write("claimexperience", by, claim=approved, customer=customer, **said)

    known: dict = {}
    for name in ("甲厂", "乙厂", "丙厂", "丁厂"):
        say(seller, name, "not_so", -9)
    say(seller, "甲厂", "kept", -3)
    say(seller, "甲厂", "not_so", -5)
    say(other_seller, "戊厂", "kept", -2)
    gone = say(other_seller, "己厂", "not_so", -2)
    records.remove(gone, by=boss.actor, at=timezone.now())
    assert queries.gaps(boss.actor) == {approved.pk: Gap(kept=2, not_so=3)}
    assert queries.gaps(seller.actor) == {approved.pk: Gap(kept=1, not_so=3)}
    (row,) = reports.claim_gaps(boss.actor).ranked
    assert (row.gap.percent, row.gap.range) == (60, (23, 88))
    assert not reports.claim_gaps(seller.actor).ranked
    page = boss.browser().get("/product-claims/gaps/").text
    assert "60%" in page and "23%–88%" in page
    assert "太少，不算比率" in seller.browser().get("/product-claims/gaps/").text
