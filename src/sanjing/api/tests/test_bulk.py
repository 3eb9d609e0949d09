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


def test_verbs_run_on_many_and_each_row_is_answered_for_itself(two, boss, seller, program) -> None:
    first, second = two
    rows = [
        {"id": first.pk, "verb": "assign", "values": {"to": seller.user.pk, "note": "多关照"}},
        {"id": second.pk, "verb": "assign", "values": {"to": 999_999}},
        {"id": second.pk, "verb": "assign", "version": 7, "values": {"to": seller.user.pk}},
        {"id": 999_999, "verb": "assign", "values": {"to": seller.user.pk}},
        {"id": second.pk, "verb": "explode"},
        {"id": second.pk, "verb": "assign", "values": {"whom": 1}},
        {"id": "x", "verb": "assign"},
        {"id": second.pk, "verb": "assign", "extra": 1},
    ]
    told = program(boss).post(PATH, {"run": rows}).json()
    assert [row["status"] for row in told["run"]] == [200, 422, 412, 404, 404, 422, 422, 422]
    assert (told["done"], told["refused"]) == (1, 7)
    assert told["run"][0] == {"status": 200, "id": first.pk, "version": 2}
    assert "to" in told["run"][1]["errors"] and told["run"][2]["errors"][""]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.owner, second.owner) == (seller.user, boss.user)
    assert second.version == 1


def test_a_program_that_may_not_runs_nothing(two, seller, program) -> None:
    by = program(seller)
    before = Event.objects.count()
    rows = [{"id": one.pk, "verb": "assign", "values": {"to": seller.user.pk}} for one in two]
    told = by.post(PATH, {"run": rows}).json()
    assert [row["status"] for row in told["run"]] == [404, 404]
    assert Event.objects.count() == before
