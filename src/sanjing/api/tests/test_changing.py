"""PATCH, DELETE and verbs: the version that was looked at must be the one that stands."""

import pytest

from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from tests.support.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(boss):
    return make(registry.get("customer"), boss.actor, name="平安科技")


@pytest.fixture
def path(customer) -> str:
    return f"/api/customers/{customer.pk}"


def test_what_is_read_carries_its_version(path, boss, program) -> None:
    response = program(boss).get(path)
    assert response["ETag"] == '"1"'
    assert response.json()["version"] == 1


def test_a_change_names_the_version_and_gets_the_next(path, boss, program) -> None:
    response = program(boss).patch(path, {"name": "平安"}, if_match='"1"')
    assert (response.status_code, response["ETag"]) == (200, '"2"')
    assert response.json()["name"] == "平安"


def test_a_change_without_a_version_is_refused(path, boss, program) -> None:
    response = program(boss).patch(path, {"name": "平安"})
    assert response.status_code == 428
    assert program(boss).get(path).json()["name"] == "平安科技"


def test_the_second_of_two_changes_is_told_what_stands(path, boss, program) -> None:
    by = program(boss)
    assert by.patch(path, {"name": "先"}, if_match='"1"').status_code == 200
    response = by.patch(path, {"name": "后"}, if_match='"1"')
    assert response.status_code == 412
    assert (response["ETag"], response.json()["version"]) == ('"2"', 2)
    assert by.get(path).json()["name"] == "先"


def test_a_star_means_whatever_version(path, boss, program) -> None:
    assert program(boss).patch(path, {"name": "平安"}, if_match="*").status_code == 200


def test_a_version_that_is_none_is_refused(path, boss, program) -> None:
    assert program(boss).patch(path, {"name": "平安"}, if_match="yesterday").status_code == 400


def test_a_change_of_nothing_leaves_no_event(path, boss, program) -> None:
    by = program(boss)
    before = Event.objects.count()
    assert by.patch(path, {"name": "平安科技"}, if_match='"1"')["ETag"] == '"1"'
    assert Event.objects.count() == before


@pytest.mark.parametrize("name", ["id", "version", "created_at", "completeness", "nothing"])
def test_what_nobody_may_write_is_refused_by_name(path, boss, program, name) -> None:
    response = program(boss).patch(path, {name: 7}, if_match='"1"')
    assert response.status_code == 422
    assert list(response.json()["errors"]) == [name]


def test_removing_a_stale_version_is_refused(path, boss, program) -> None:
    by = program(boss)
    by.patch(path, {"name": "平安"}, if_match='"1"')
    assert by.delete(path, if_match='"1"').status_code == 412
    assert by.get(path).status_code == 200
    assert by.delete(path, if_match='"2"').status_code == 204
    assert by.get(path).status_code == 404


def test_history_tells_what_changed_from_what_to_what(path, boss, program) -> None:
    by = program(boss)
    by.patch(path, {"name": "平安"}, if_match='"1"')
    newest, oldest = by.get(f"{path}/history").json()["data"]
    assert newest["changes"]["name"] == {"before": "平安科技", "after": "平安"}
    assert (newest["via"], newest["actor"]) == ("api", "钱总")
    assert oldest["values"]["name"] == "平安科技"
    page = by.get(f"{path}/history", limit=1).json()
    assert page["next_cursor"] == str(newest["id"])
    assert by.get(f"{path}/history", before=newest["id"]).json()["data"] == [oldest]


def test_a_made_record_says_where_it_is(boss, program) -> None:
    response = program(boss).post("/api/customers", {"name": "新客户", "credit_limit": 12.5})
    assert response.status_code == 201
    made = program(boss).get(response["Location"]).json()
    assert (made["name"], made["credit_limit"]) == ("新客户", 12.5)


def test_history_of_a_task_that_a_visit_planned(boss, program) -> None:
    """Its making stands on no timeline, because the visit says it already."""
    customer = make(registry.get("customer"), boss.actor)
    make(
        registry.get("activity"), boss.actor, customer=customer, kind="visit", summary="谈妥",
        next_date="2099-01-01", next_step="送样品",
    )  # fmt: skip
    task = registry.get("task").model.objects.get()
    (made,) = program(boss).get(f"/api/tasks/{task.pk}/history").json()["data"]
    assert (made["name"], made["text"]) == ("task.created", "新建了待办“送样品”")
