"""Leads: claim, assign, contacted, return, discard; the rules that give them out; the reaction clock."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.events.models import Event
from sanjing.modules.customers.actions.claim import AlreadyTaken
from sanjing.modules.deals import reacting
from sanjing.modules.deals.actions.lead_verbs import AlreadyHandled, claim, contacted, discard
from sanjing.modules.deals.models import Deal, Lead
from tests.support.races import race  # noqa: F401  a fixture

SYSTEM = system_actor("网站")


@pytest.fixture
def make_lead(db, at):
    def make(by=SYSTEM, when=at, **values):
        values = {"name": "陈工", "phone": "13971234567", **values}
        return records.create(registry.get("lead"), values, by=by, at=when)

    return make


@pytest.fixture
def rule(boss, at):
    def make(**values):
        values = {"name": "分给销售部", **values}
        return records.create(registry.get("leadrule"), values, by=boss.actor, at=at)

    return make


def owners():
    return [lead.owner.name if lead.owner else "" for lead in Lead.objects.order_by("pk")]


def test_without_a_rule_it_waits_in_the_pool_for_all(make_lead, seller, other_seller):
    lead = make_lead()
    for person in (seller, other_seller):
        assert "陈工" in person.browser().get("/leads/").content.decode()
    other_seller.browser().post(f"/leads/{lead.pk}/claim/")
    assert Lead.objects.get().owner == other_seller.user
    assert seller.browser().get(f"/leads/{lead.pk}/").status_code == 404


def test_of_two_who_claim_it_at_once_one_has_it(race, make_lead, seller, other_seller, at):  # noqa: F811
    lead = make_lead()
    results = race(*(lambda by=p.actor: claim(lead, by=by, at=at) for p in (seller, other_seller)))
    assert [type(one) for one in results if isinstance(one, Exception)] == [AlreadyTaken]


def test_a_reader_claims_nothing(make_lead, finance):
    lead = make_lead()
    finance.browser().post(f"/leads/{lead.pk}/claim/")
    assert Lead.objects.get().owner is None


def test_in_turn(make_lead, rule, manager, seller, other_seller, at):
    rule(team=manager.user.team_id)
    for number in range(6):
        make_lead(name=f"客{number}", when=at + dt.timedelta(minutes=number))
    names = owners()
    assert names[:3] == names[3:]
    assert set(names) == {"周建国", "林晓梅", "吴海波"}
    assert Event.objects.filter(name="lead.assigned").count() == 6


def test_in_turn_within_one_file_too(rule, seller, other_seller, manager, at):
    rule(team=manager.user.team_id)
    rows = [{"name": f"客{number}"} for number in range(30)]
    batches.create_many(registry.get("lead"), rows, by=SYSTEM, at=at)
    names = owners()
    assert {names.count(name) for name in set(names)} == {10}


def test_those_that_come_at_once_go_to_different_people(
    race,  # noqa: F811
    make_lead,
    rule,
    seller,
    other_seller,
    manager,
):
    rule(team=manager.user.team_id)
    race(*(lambda name=name: make_lead(name=name) for name in ("甲", "乙", "丙")))
    assert sorted(race(owners)[0]) == sorted(["周建国", "林晓梅", "吴海波"])


def test_a_file_is_given_out_in_as_many_writes_as_there_are_people(
    rule, seller, other_seller, at, queries_of
):
    rule(team=seller.user.team.parent_id)

    def asked(count: int) -> int:
        rows = [{"name": f"客{number}"} for number in range(count)]
        lead = registry.get("lead")
        return queries_of(lambda: batches.create_many(lead, rows, by=SYSTEM, at=at))

    asked(1)
    assert asked(66) == asked(90)


def test_by_load(make_lead, rule, seller, other_seller, at):
    for number in range(3):
        make_lead(by=seller.actor, name=f"旧{number}", owner=seller.user.pk)
    rule(team=seller.user.team.parent_id, method="load")
    for number in range(4):
        make_lead(name=f"新{number}")
    assert owners()[3:].count("吴海波") == 3


def test_by_region_and_source_the_first_rule_that_fits(make_lead, rule, seller, other_seller):
    rule(name="武汉", team=seller.user.team_id, region="4201", position=1)
    rule(name="展会", team=other_seller.user.team_id, source="fair", position=2)
    make_lead(region="420106", source="fair")
    make_lead(region="430100", source="fair")
    make_lead(region="430100", source="phone")
    assert owners() == ["林晓梅", "吴海波", ""]


def test_a_team_without_people_leaves_it_in_the_pool(make_lead, rule, service):
    rule(team=service.user.team_id)
    service.user.is_active = False
    service.user.save(update_fields=["is_active"])
    make_lead()
    assert owners() == [""]


def test_what_a_salesperson_enters_is_theirs(seller, rule):
    seller.browser().post("/leads/new/", {"name": "李经理", "owner": seller.user.pk})
    assert owners() == ["林晓梅"]


def test_the_clock_stops_once(make_lead, seller, at):
    lead = make_lead(by=seller.actor, owner=seller.user.pk)
    lead = contacted(lead, note="约了周四", by=seller.actor, at=at + dt.timedelta(minutes=42))
    assert (lead.state, lead.reaction_minutes) == ("contacted", 42)
    seller.browser().post(f"/leads/{lead.pk}/contacted/", {})
    assert Lead.objects.get().reaction_minutes == 42


def test_median_and_ninetieth_percentile(make_lead, seller, at):
    for minutes in (5, 10, 20, 30, 40, 50, 60, 70, 80, 600):
        lead = make_lead(by=seller.actor, owner=seller.user.pk, source="website")
        contacted(lead, by=seller.actor, at=at + dt.timedelta(minutes=minutes))
    make_lead(by=seller.actor, owner=seller.user.pk)
    found = reacting.whole(Lead.objects.all(), Deal.objects.all())
    assert (found.count, found.answered, found.median, found.slow) == (11, 10, 40, 80)
    by_source = {
        one.label: one for one in reacting.by(Lead.objects.all(), "source", Deal.objects.all())
    }
    assert (by_source["website"].count, by_source[""].median) == (10, None)
    page = seller.browser().get("/deals/leads/", {"period": "all"}).content.decode()
    assert "40 分钟" in page and "80 分钟" in page


def test_how_fast_leads_were_answered_is_one_question_however_many_sources(make_lead, seller, at):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            reacting.by(Lead.objects.all(), "source", Deal.objects.all())
        return len(queries)

    for source in ("website", "phone", "fair"):
        lead = make_lead(by=seller.actor, owner=seller.user.pk, source=source)
        contacted(lead, by=seller.actor, at=at + dt.timedelta(minutes=3))
    assert asked() == 2


def test_given_back_it_says_why(make_lead, seller, other_seller):
    lead = make_lead(by=seller.actor, owner=seller.user.pk)
    browser = seller.browser()
    assert browser.post(f"/leads/{lead.pk}/return/", {}).status_code == 422
    browser.post(f"/leads/{lead.pk}/return/", {"reason": "不在我的片区"})
    assert owners() == [""]
    assert "不在我的片区" in other_seller.browser().get(f"/leads/{lead.pk}/").content.decode()


def test_discarded_it_is_no_longer_offered(make_lead, seller):
    lead = make_lead(by=seller.actor, owner=seller.user.pk)
    browser = seller.browser()
    browser.post(f"/leads/{lead.pk}/discard/", {"reason": "推销电话"})
    assert (Lead.objects.get().state, Lead.objects.get().outcome_reason) == (
        "discarded",
        "推销电话",
    )
    browser.post(f"/leads/{lead.pk}/contacted/", {})
    assert Lead.objects.get().state == "discarded"


def test_handed_on_by_those_who_may(make_lead, seller, other_seller, manager):
    lead = make_lead(by=seller.actor, owner=seller.user.pk)
    assert (
        seller.browser().post(f"/leads/{lead.pk}/assign/", {"to": other_seller.user.pk}).status_code
        == 403
    )
    manager.browser().post(f"/leads/{lead.pk}/assign/", {"to": other_seller.user.pk})
    assert owners() == ["吴海波"]


def test_the_api_may_not_go_around_the_reason(make_lead, seller):
    lead = make_lead(by=seller.actor, owner=seller.user.pk)
    closed = make_lead(by=seller.actor, owner=seller.user.pk)
    seller.browser().post(f"/leads/{closed.pk}/discard/", {"reason": "推销电话"})
    for body in ({"state": "discarded"}, {"state": "qualified"}, {"outcome_reason": "没有原因"}):
        answer = seller.browser().patch(
            f"/api/leads/{lead.pk}",
            body,
            content_type="application/json",
            headers={"If-Match": "*"},
        )
        assert answer.status_code == 422
    assert Lead.objects.get(pk=lead.pk).state == "new"
    back = {"content_type": "application/json", "headers": {"If-Match": "*"}}
    assert (
        seller.browser().patch(f"/api/leads/{closed.pk}", {"state": "new"}, **back).status_code
        == 422
    )
    assert Lead.objects.get(pk=closed.pk).state == "discarded"


@pytest.mark.parametrize("verb", [claim, contacted])
def test_what_was_handled_meanwhile_is_not_handled_again(make_lead, seller, boss, at, verb):
    lead = make_lead(by=SYSTEM)
    discard(lead, reason="推销电话", by=boss.actor, at=at)
    with pytest.raises(AlreadyHandled):
        verb(lead, by=boss.actor, at=at)
    lead.refresh_from_db()
    assert (lead.state, lead.owner_id) == ("discarded", None)
