"""Open tasks follow the customer to its new owner."""

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
