"""Open tasks follow the customer to its new owner."""

from django.utils import timezone

from sanjing.foundation.entities import batches, registry
from sanjing.modules.activities.models import Task
from tests.support.making import make


def test_the_former_owners_open_tasks_for_the_customer_move_and_nothing_else(
    boss, seller, other_seller
):
    customer, another = make("customer", owner=seller.user), make("customer", owner=seller.user)
    moved = make("task", title="送样", customer=customer, owner=seller.user)
    done = make("task", title="做完的", customer=customer, owner=seller.user)
    seller.browser().post(f"/tasks/{done.pk}/complete/")
    elsewhere = make("task", title="别家的", customer=another, owner=seller.user)
    bosses = make("task", title="老板的", customer=customer, owner=boss.user)
    boss.browser().post(f"/customers/{customer.pk}/assign/", {"to": other_seller.user.pk})
    owners = {task.pk: task.owner for task in Task.objects.select_related("owner")}
    assert owners == {
        moved.pk: other_seller.user, done.pk: seller.user, elsewhere.pk: seller.user, bosses.pk: boss.user,
    }  # fmt: skip


def test_what_goes_along_with_many_customers_is_asked_and_written_as_one_set(
    boss, seller, other_seller, queries_of
):
    def handing_over(count: int) -> int:
        given = [make("customer", owner=one.user) for one in (seller, boss) for _ in range(count)]
        for customer in given:
            make("task", customer=customer, owner=customer.owner)
        rows = [(customer.pk, {"owner": other_seller.user}) for customer in given]
        entity, now = registry.get("customer"), timezone.now()
        return queries_of(lambda: batches.change_many(entity, rows, by=boss.actor, at=now))

    assert handing_over(2) == handing_over(9)
    assert not Task.objects.exclude(owner=other_seller.user).exists()
    assert Task.objects.count() == 22
