"""Rules of roles for single fields, and fields the company added."""

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.models import Role
from sanjing.foundation.customization.models import CustomField, CustomizationVersion
from sanjing.foundation.customization.queries import cache
from sanjing.foundation.entities import records, registry
from tests.support.factories import make

pytestmark = pytest.mark.django_db
RULES = {"phone": "masked", "credit_limit": "hidden", "address": "read_only", "owner": "masked"}


@pytest.fixture
def clerk(make_person):
    """Sees and changes every customer, but not every field of one."""
    verbs = dict.fromkeys(("see", "create", "change", "remove", "export", "assign"), "all")
    role = Role.objects.create(
        key="clerk", name="文员", grants={"*": verbs}, field_rules={"customer": RULES}
    )
    person = make_person("clerk", "秦明")
    person.user.roles.add(role)
    return person


@pytest.fixture
def path(boss) -> str:
    given = {"phone": "13800138000", "credit_limit": "4321", "address": "人民路1号"}
    made = make(registry.get("customer"), boss.actor, name="平安", owner=boss.user, **given)
    records.change(made, {"phone": "13900139000"}, by=boss.actor, at=timezone.now())
    return f"/api/customers/{made.pk}"


def test_masked_values_are_masked_and_hidden_ones_absent(path, clerk, program) -> None:
    by = program(clerk)
    for row in (by.get(path).json(), by.get("/api/customers").json()["data"][0]):
        assert row["phone"] == "139****9000"
        assert row["owner"] == "***"
        assert "credit_limit" not in row
        assert row["address"] == "人民路1号"


def test_history_and_search_keep_the_same_silence(path, clerk, program) -> None:
    by = program(clerk)
    told = (
        by.get(f"{path}/history").content.decode()
        + by.get("/api/search", q="平安").content.decode()
    )
    assert "平安" in told
    assert "13900139000" not in told and "13800138000" not in told and "4321" not in told


@pytest.mark.parametrize("name", RULES)
def test_what_is_restricted_cannot_be_changed(path, clerk, program, name) -> None:
    by = program(clerk)
    response = by.patch(path, {name: 5}, if_match="*")
    assert response.status_code == 422
    assert by.get(path).json()["version"] == 2


@pytest.mark.parametrize("name", ["phone", "credit_limit", "owner"])
def test_what_is_unseen_can_neither_be_asked_for_nor_sorted_by(path, clerk, program, name) -> None:
    by = program(clerk)
    assert by.get("/api/customers", **{f"{name}__filled": "1"}).status_code == 400
    assert by.get("/api/customers", sort=name).status_code == 400


@pytest.fixture
def custom():
    options = [{"id": "o1", "label": "绿"}, {"id": "o2", "label": "黄"}]
    CustomField.objects.create(
        entity="customer", key="colour", label="门牌颜色", kind="choice", options=options
    )
    CustomField.objects.create(entity="customer", key="floors", label="层数", kind="number")
    CustomizationVersion.objects.create(number=1)
    cache.clear()
    yield
    cache.clear()


def test_fields_the_company_added_are_read_written_and_asked_for(custom, boss, program) -> None:
    by = program(boss)
    made = by.post("/api/customers", {"name": "平安", "colour": "绿", "floors": 3}).json()
    assert (made["colour"], made["floors"]) == ("o1", 3)
    make(registry.get("customer"), boss.actor, name="别家")
    rows = by.get("/api/customers", colour="o1", sort="-floors", fields="colour").json()["data"]
    assert [(row["id"], row["colour"]) for row in rows] == [(made["id"], "o1")]


def test_the_description_knows_them_for_those_who_are_signed_in(custom, boss, program) -> None:
    described = program(boss).get("/api/openapi.json").json()["components"]["schemas"]["Customer"]
    assert described["properties"]["colour"]["enum"] == ["o1", "o2", "", None]
    from django.test import Client

    assert "colour" not in Client().get("/api/openapi.json").content.decode()
