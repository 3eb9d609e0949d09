"""POST /api/{slug}/bulk: every row is answered for itself."""

import pytest

from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from tests.support.factories import make

pytestmark = pytest.mark.django_db
PATH = "/api/customers/bulk"


@pytest.fixture
def two(boss):
    customers = registry.get("customer")
    return [make(customers, boss.actor, name=f"客户{number}") for number in range(2)]


def test_good_rows_are_taken_and_bad_ones_explained(two, boss, program) -> None:
    first, second = two
    body = {
        "create": [{"name": "甲"}, {"phone": "12"}, {"name": {"a": 1}}, {"name": "乙"}],
        "change": [
            {"id": first.pk, "version": 1, "values": {"name": "丙"}},
            {"id": second.pk, "version": 7, "values": {"name": "丁"}},
            {"id": 999_999, "values": {"name": "戊"}},
            {"id": first.pk, "values": {"name": "己"}},
            {"id": "x", "values": {}},
            {"id": second.pk, "values": 3},
        ],
    }
    told = program(boss).post(PATH, body).json()
    assert [row["status"] for row in told["create"]] == [201, 422, 422, 201]
    assert [row["status"] for row in told["change"]] == [200, 412, 422, 422, 422, 422]
    assert (told["done"], told["refused"]) == (3, 7)
    assert "name" in told["create"][1]["errors"]
    names = set(registry.get("customer").model.objects.values_list("name", flat=True))
    assert names == {"甲", "乙", "丙", second.name}


def test_a_changed_row_gets_the_next_version_and_one_event(two, boss, program) -> None:
    by = program(boss)
    before = Event.objects.count()
    rows = [{"id": one.pk, "values": {"name": f"{one.name}改"}} for one in two]
    told = by.post(PATH, {"change": rows}).json()
    assert [row["version"] for row in told["change"]] == [2, 2]
    assert Event.objects.count() == before + 2


def test_a_row_that_changes_nothing_is_fine_and_leaves_no_event(two, boss, program) -> None:
    by = program(boss)
    before = Event.objects.count()
    told = by.post(PATH, {"change": [{"id": two[0].pk, "values": {"name": two[0].name}}]}).json()
    assert told["change"] == [{"status": 200, "id": two[0].pk, "version": 1}]
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    "body", [{}, {"create": {}}, {"create": [1]}, {"remove": [1]}, {"create": []}]
)
def test_a_body_of_another_shape_is_refused(boss, program, body) -> None:
    assert program(boss).post(PATH, body).status_code == 400


def test_a_thousand_rows_are_taken_and_one_more_is_not(boss, program) -> None:
    by = program(boss)
    rows = [{"name": f"客户{number}"} for number in range(1000)]
    assert by.post(PATH, {"create": [*rows, {"name": "多"}]}).status_code == 413
    assert registry.get("customer").model.objects.count() == 0
    assert by.post(PATH, {"create": rows}).json()["done"] == 1000
