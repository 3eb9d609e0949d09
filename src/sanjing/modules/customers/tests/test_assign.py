"""转交: handing a customer to a colleague."""

from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.search.find import find
from sanjing.modules.customers.models import Customer
from tests.support.making import make


def test_the_new_owner_sees_the_customer_its_contacts_and_its_history(boss, seller, other_seller):
    customer = make("customer", name="海天食品", owner=seller.user)
    contact = make("contact", customer=customer, name="单国强")
    answer = boss.browser().post(
        f"/customers/{customer.pk}/assign/", {"to": other_seller.user.pk, "note": "老客户，多关照"}
    )
    assert answer.status_code == 303
    moved = Customer.objects.get(pk=customer.pk)
    assert (moved.owner, moved.team) == (other_seller.user, other_seller.user.team)
    for one, sees in ((other_seller, True), (seller, False)):
        assert registry.get("contact").visible_to(one.actor).filter(pk=contact.pk).exists() is sees
        hits = find("单国强", by=one.actor, entities=[registry.get("contact")], limit=5)
        assert bool(hits) is sees
    event = Event.objects.get(name="customer.assigned")
    assert (event.data["to_name"], event.data["note"]) == ("吴海波", "老客户，多关照")


def test_a_role_without_the_right_to_hand_over_is_refused(seller, other_seller):
    customer = make("customer", owner=seller.user)
    answer = seller.browser().post(
        f"/customers/{customer.pk}/assign/", {"to": other_seller.user.pk}
    )
    assert answer.status_code in (403, 404)
    assert Customer.objects.get(pk=customer.pk).owner == seller.user
