"""What is sent must be strict JSON of bounded size, with values of a fitting type."""

import logging

import pytest

from sanjing.api import writing
from sanjing.foundation.entities import registry

pytestmark = pytest.mark.django_db
PATH = "/api/customers"


def send(by, raw: bytes, content_type: str = "application/json"):
    return by.client.post(PATH, raw, content_type=content_type)


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"[]",
        b'"name"',
        b'{"name": NaN}',
        b'{"credit_limit": Infinity}',
        b'{"name": "\xff"}',
        b'{"name": "\\ud800"}',
        b'{"name": "a\\u0000b"}',
        b'{"name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"employees": ' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_no_json_object_is_refused(boss, program, raw) -> None:
    response = send(program(boss), raw)
    assert (response.status_code, response.json()["code"]) == (400, "malformed")
    assert registry.get("customer").model.objects.count() == 0


def test_another_media_type_is_refused(boss, program) -> None:
    assert program(boss).client.post(PATH).status_code == 415
    assert send(program(boss), b"name=x", "application/x-www-form-urlencoded").status_code == 415


def test_a_body_that_is_too_large_is_refused(boss, program, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = send(program(boss), b'{"name": "' + b"x" * 1000 + b'"}')
    assert response.status_code == 413
    endless = {"content-length": "9" * 5000}
    client = program(boss).client
    assert client.post(PATH, content_type="application/json", headers=endless).status_code == 413


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", {"a": 1}),
        ("name", ["a"]),
        ("name", True),
        ("employees", "many"),
        ("employees", 1.5),
        ("employees", 1e400),
        ("employees", False),
        ("stage", "unknown"),
        ("tags", [1]),
        ("tags", {"a": "b"}),
        ("owner", 999_999),
        ("owner", 10**30),
        ("parent", 10**30),
        ("email", "nobody"),
        ("next_contact_date", "someday"),
        ("phone", {"n": 1}),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_beside_its_name(boss, program, name, value) -> None:
    body = {"name": "客户", name: value}
    raw = repr(body).replace("'", '"').replace("True", "true").replace("False", "false")
    response = send(program(boss), raw.replace("inf", "1e400").encode())
    assert response.status_code == 422, response.content.decode()
    assert list(response.json()["errors"]) == [name]
    assert registry.get("customer").model.objects.count() == 0


def test_wrong_methods_and_addresses_are_problems_too(boss, program) -> None:
    by = program(boss)
    refused = by.send("put", PATH, {})
    assert (refused.status_code, refused.json()["code"]) == (405, "method_not_allowed")
    assert "GET" in refused["Allow"]
    for path in ("/api/nothing", "/api/customers/x", "/api/customers/1/2/3", "/api/customers/"):
        response = by.get(path)
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_a_fault_of_ours_tells_a_number_and_nothing_else(
    boss, program, monkeypatch, caplog
) -> None:
    def fail(*_args, **_options):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(writing.records, "create", fail)
    with caplog.at_level(logging.ERROR, "sanjing.api"):
        response = program(boss).post(PATH, {"name": "客户"})
    told = response.json()
    assert (response.status_code, told["code"]) == (500, "failed")
    assert "secret" not in response.content.decode()
    assert told["reference"] in caplog.text
