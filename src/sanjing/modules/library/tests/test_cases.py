"""A case leaves the house only with its customer's consent."""

import datetime as dt

import pytest
from django.utils import timezone

from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.events.models import Event
from sanjing.modules.library.models import CaseUse
from sanjing.modules.library.tests.conftest import TODAY, day, write
from tests.support.programs import program  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
YES = {
    "consent_for": "bid",
    "consent_by": "王厂长",
    "consent_on": day(-30),
    "consent_until": day(20),
}


@pytest.fixture
def case(make_customer, seller, marketing):
    mill = make_customer(seller)
    return write("referencecase", marketing, title="瓷厂省气三成", customer=mill, story="换了烧嘴")


@pytest.fixture
def agreed(case, marketing):
    return records.change(case, YES, by=marketing.actor, at=timezone.now())


def use(case, **more):
    return {"case": case.pk, "where": "江北热电标书", "purpose": "bid"} | more


def test_without_consent_it_stays_inside_whichever_way_it_is_asked(
    case,
    seller,
    program,  # noqa: F811
    boss,
) -> None:
    refused = "客户没有同意把“瓷厂省气三成”用于投标"
    page = seller.browser().post("/case-uses/new/", use(case))
    assert page.status_code == 422 and refused in page.text
    answer = program(seller).post("/api/case-uses", use(case, purpose="public"))
    assert answer.status_code == 422 and "purpose" in answer.text
    told = batches.create_many(
        registry.get("caseuse"), [use(case)], by=boss.actor, at=timezone.now()
    )
    assert told.refused[0]["purpose"][0].startswith(refused)
    assert not CaseUse.objects.exists()
    assert (
        seller.browser().post("/case-uses/new/", use(case, purpose="internal")).status_code == 303
    )
    made = CaseUse.objects.get()
    assert (made.used_on, made.owner) == (TODAY, seller.user)
    with pytest.raises(Invalid):
        records.change(made, {"purpose": "bid"}, by=boss.actor, at=timezone.now())


def test_consent_to_bids_covers_bids_alone_and_only_in_its_time(agreed, seller, boss) -> None:
    browser = seller.browser()
    assert browser.post("/case-uses/new/", use(agreed)).status_code == 303
    assert browser.post("/case-uses/new/", use(agreed, purpose="public")).status_code == 422
    for ahead in (-31, 21):
        at = timezone.now() + dt.timedelta(ahead)
        with pytest.raises(Invalid, match="已经过期"):
            records.create(registry.get("caseuse"), use(agreed), by=boss.actor, at=at)
    page = browser.get(f"/reference-cases/{agreed.pk}/").text
    assert "可以外用" in page and "江北热电标书" in page
    assert ">1<" in browser.get("/reference-cases/?columns=title,used").text.replace(" ", "")


def test_what_was_agreed_can_be_taken_back(agreed, seller, marketing) -> None:
    url = f"/reference-cases/{agreed.pk}/withdraw_consent/"
    assert seller.browser().post(url, {"reason": "换了厂长"}).status_code == 403
    marketing.browser().post(url, {"reason": "换了厂长"})
    with pytest.raises(Invalid):  # `agreed` still holds the consent that was taken back since
        records.create(
            registry.get("caseuse"),
            use(agreed) | {"case": agreed},
            by=seller.actor,
            at=timezone.now(),
        )
    assert seller.browser().post("/case-uses/new/", use(agreed)).status_code == 422
    assert Event.objects.get(name="referencecase.consent_withdrawn").data["reason"] == "换了厂长"
    page = seller.browser().get(f"/customers/{agreed.customer_id}/").text
    assert "客户不再同意外用案例“瓷厂省气三成”" in page


def test_consents_about_to_end_are_listed(agreed, case, make_customer, marketing, seller) -> None:
    later = YES | {"consent_until": day(90)}
    write("referencecase", marketing, title="砖厂并网", customer=case.customer, **later)
    page = marketing.browser().get("/reference-cases/").text
    assert "60 天内到期" in page
    soon = "/reference-cases/?consent_until__within=next_60_days"
    assert "瓷厂省气三成" in (told := marketing.browser().get(soon).text)
    assert "砖厂并网" not in told


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"consent_for": "bid"}, {"consent_by", "consent_on"}),
        ({"consent_by": "王厂长"}, {"consent_for"}),
        (YES | {"consent_until": day(-31)}, {"consent_until"}),
    ],
)
def test_half_a_consent_is_none(case, marketing, given, wrong) -> None:
    with pytest.raises(Invalid) as refused:
        records.change(case, given, by=marketing.actor, at=timezone.now())
    assert set(refused.value.errors) == wrong


def test_who_used_it_is_for_them_and_those_above(agreed, seller, other_seller, manager) -> None:
    seller.browser().post("/case-uses/new/", use(agreed))
    for person, sees in ((seller, True), (manager, True), (other_seller, False)):
        assert ("江北热电标书" in person.browser().get("/case-uses/").text) == sees
    assert "瓷厂省气三成" in other_seller.browser().get("/reference-cases/").text


def test_a_deal_is_shown_cases_of_its_industry(
    agreed, make_deal, make_customer, boss, seller
) -> None:
    records.change(agreed.customer, {"industry": "C307"}, by=boss.actor, at=timezone.now())
    there = make_customer(seller, "新洲砖厂", industry="C307")
    page = seller.browser().get(f"/deals/{make_deal(seller, customer=there).pk}/").text
    assert "瓷厂省气三成" in page and "可以写进标书" in page
