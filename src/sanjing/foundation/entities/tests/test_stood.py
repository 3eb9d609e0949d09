"""What a record remembers of itself, for the rules that compare with what stood before."""

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.models import Record
from sanjing.modules.customers.models import Customer
from tests.support.making import make


def test_a_new_record_remembers_nothing(db):
    assert Customer(name="江城瓷厂").stood == {}


def test_a_record_remembers_what_was_read_whatever_is_written_into_it(seller):
    make("customer", owner=seller.user)
    read = Customer.objects.get()
    read.stage, read.owner_id = "new", None
    assert read.stood == {"stage": "potential", "owner_id": seller.user.pk}


def test_columns_that_were_not_read_are_not_remembered(seller):
    make("customer", owner=seller.user)
    assert Customer.objects.only("name", "owner").get().stood == {"owner_id": seller.user.pk}


def test_what_is_remembered_are_columns_of_the_type():
    types = [entity.model for entity in registry.all_entities()]
    assert all(
        set(one.remembered) <= {field.attname for field in one._meta.concrete_fields}
        for one in types
        if issubclass(one, Record)
    )
