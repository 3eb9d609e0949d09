"""A lead becomes customer, contact and deal: the known customer first, all or nothing."""

import pytest

from sanjing.foundation.entities import records, registry
from sanjing.foundation.events.models import Event
from sanjing.modules.customers.models import Contact, Customer
from sanjing.modules.deals.actions.lead_verbs import AlreadyHandled
from sanjing.modules.deals.actions.qualify import qualify
from sanjing.modules.deals.models import Deal, Lead
from tests.support.races import race  # noqa: F401  a fixture


@pytest.fixture
def make_lead(db, at):
    def make(by, **values):
        values = {"name": "陈工", "company": "东湖玻璃厂", "phone": "13971234567", "need": "窑炉改气",
                  "source": "website", "campaign": "春季推广", "owner": by.user_id, **values}  # fmt: skip
        return records.create(registry.get("lead"), values, by=by, at=at)

    return make


def test_one_step_makes_all_three(make_lead, seller):
    lead = make_lead(seller.actor)
    seller.browser().post(f"/leads/{lead.pk}/qualify/", {"amount": "380000"})
    lead, customer, contact, deal = (m.objects.get() for m in (Lead, Customer, Contact, Deal))
    assert (lead.state, lead.customer, lead.contact, lead.deal) == (
        "qualified",
        customer,
        contact,
        deal,
    )
    assert (customer.name, customer.kind, customer.source) == (
        "东湖玻璃厂",
        "organisation",
        "website",
    )
    assert (contact.name, contact.mobile) == ("陈工", "13971234567")
    assert (deal.amount, deal.campaign, deal.owner) == (380_000_00, "春季推广", seller.user)
    assert lead.reaction_minutes is not None
    assert "转为新客户和商机" in seller.browser().get(f"/customers/{customer.pk}/").content.decode()


def test_the_customer_known_by_its_name_is_found_first(make_lead, seller, make_customer):
    known = make_customer(name="东湖玻璃厂有限公司", by=seller.actor, phone="13971234567")
    seller.browser().post(f"/leads/{make_lead(seller.actor).pk}/qualify/", {})
    assert Customer.objects.get() == known
    assert Deal.objects.get().customer == known
    assert Event.objects.get(name="lead.qualified").data["was_known"] is True


def test_a_contact_known_by_the_number_is_not_made_twice(make_lead, seller, make_customer, at):
    known = make_customer(name="东湖玻璃厂", by=seller.actor)
    person = {"customer": known, "name": "老陈", "mobile": "139 7123 4567"}
    records.create(registry.get("contact"), person, by=seller.actor, at=at)
    seller.browser().post(f"/leads/{make_lead(seller.actor).pk}/qualify/", {})
    assert Contact.objects.get().name == "老陈"


def test_a_colleagues_customer_is_not_taken_over(make_lead, seller, other_seller, make_customer):
    make_customer(name="东湖玻璃厂", by=other_seller.actor)
    lead = make_lead(seller.actor)
    browser = seller.browser()
    browser.post(f"/leads/{lead.pk}/qualify/", {})
    assert "已经是吴海波的客户" in browser.get(f"/leads/{lead.pk}/").content.decode()
    assert (Customer.objects.count(), Deal.objects.count(), Lead.objects.get().state) == (
        1,
        0,
        "new",
    )
    browser.post(f"/leads/{lead.pk}/qualify/", {"anew": "on"})
    assert (Customer.objects.count(), Deal.objects.count()) == (2, 1)


def test_a_person_without_a_firm_is_a_customer_of_their_own(make_lead, seller):
    seller.browser().post(f"/leads/{make_lead(seller.actor, company='').pk}/qualify/", {})
    customer = Customer.objects.get()
    assert (customer.kind, customer.name, customer.phone) == ("person", "陈工", "13971234567")
    assert not Contact.objects.exists()


def test_what_fails_on_the_way_leaves_nothing(make_lead, seller):
    lead = make_lead(seller.actor)
    for body in ({"amount": "很多"}, {"customer": "没有这家"}):
        answer = seller.browser().post(f"/leads/{lead.pk}/qualify/", body)
        assert answer.status_code == 422
    assert (
        not Customer.objects.exists() and not Deal.objects.exists() and not Contact.objects.exists()
    )
    assert Lead.objects.get().state == "new"


def test_it_cannot_be_made_new_and_qualified_again(make_lead, seller, at):
    lead = qualify(make_lead(seller.actor), by=seller.actor, at=at)
    for name, value in (("state", "new"), ("deal", None), ("customer", None)):
        answer = seller.browser().patch(
            f"/api/leads/{lead.pk}",
            {name: value},
            content_type="application/json",
            headers={"If-Match": "*"},
        )
        assert answer.status_code == 422
    with pytest.raises(AlreadyHandled):
        qualify(lead, by=seller.actor, at=at)
    assert Deal.objects.count() == 1


def test_of_two_who_qualify_it_at_once_one_makes_the_deal(race, make_lead, boss, seller, at):  # noqa: F811
    lead = make_lead(seller.actor)
    results = race(*(lambda by=p.actor: qualify(lead, by=by, at=at) for p in (boss, seller)))
    assert [type(one) for one in results if isinstance(one, Exception)] == [AlreadyHandled]
    assert race(lambda: (Deal.objects.count(), Customer.objects.count())) == [(1, 1)]
