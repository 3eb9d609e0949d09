"""POST /api/{slug}/{id}/{verb}: what the buttons of a page do."""

import pytest
from django import forms

from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.errors import Refusal
from tests.support.factories import make

pytestmark = pytest.mark.django_db


class Asleep(Refusal):
    code = "asleep"


class NameForm(forms.Form):
    name = forms.CharField(max_length=20)
    loud = forms.BooleanField(required=False)


@action(entity="customer", verb="christen", label="改名", asks=NameForm)
def christen(customer, *, name: str, loud: bool, by, at):
    if name == "睡":
        raise Asleep("睡着了。")
    return records.change(customer, {"name": name * (1 + loud)}, by=by, at=at)


@pytest.fixture
def path(boss):
    """A customer, at whose address the verb "christen" is answered."""
    entity = registry.get("customer")
    entity.offer(christen)
    yield f"/api/customers/{make(entity, boss.actor, name='平安').pk}"
    del entity.actions["christen"]


def test_a_verb_is_told_what_its_form_asks(path, boss, program) -> None:
    response = program(boss).post(f"{path}/christen", {"name": "安", "loud": True})
    assert (response.status_code, response.json()["name"]) == (200, "安安")
    assert response["ETag"] == '"2"'


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": "安", "why": 1}, "why"),
        ({"name": ["安"]}, "name"),
        ({"name": ""}, "name"),
    ],
)
def test_what_the_form_refuses_is_told_by_field(path, boss, program, body, field) -> None:
    response = program(boss).post(f"{path}/christen", body)
    assert response.status_code == 422
    assert field in response.json()["errors"]
    assert program(boss).get(path).json()["version"] == 1


def test_the_refusal_of_a_verb_keeps_its_code(path, boss, program) -> None:
    response = program(boss).post(f"{path}/christen", {"name": "睡"})
    assert (response.status_code, response.json()["code"]) == (409, "asleep")


def test_a_verb_looks_at_the_version_if_one_is_named(path, boss, program) -> None:
    by = program(boss)
    assert by.post(f"{path}/christen", {"name": "安"}, if_match='"9"').status_code == 412
    assert by.post(f"{path}/christen", {"name": "安"}, if_match='"1"').status_code == 200


def test_a_verb_takes_the_right_it_needs(path, reading, program) -> None:
    assert program(reading).post(f"{path}/christen", {"name": "安"}).status_code == 403


def test_a_token_for_reading_runs_no_verb(path, boss, program) -> None:
    response = program(boss, "read").post(f"{path}/christen", {"name": "安"})
    assert response.json()["scope"] == "customers:write"


def test_an_unknown_verb_is_not_found(path, boss, program) -> None:
    assert program(boss).post(f"{path}/sing").status_code == 404


@pytest.fixture
def reading(service):
    """客服 may read every customer and change none."""
    return service
