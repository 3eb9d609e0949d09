"""Whatever is sent, the API answers as it described: never 500, never an answer of another shape."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjing.api.openapi.document import document
from sanjing.foundation.entities import registry
from tests.support.factories import make
from tests.support.programs import Program, program

__all__ = ["program"]
pytestmark = pytest.mark.django_db
ASKED = 500

texts = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "x", "0", "-1", "me", "明天", "2024-02-30", "1e400", "' OR 1=1 --", "\x00"]
    ),
)
numbers = st.one_of(
    st.integers(-5, 50),
    st.sampled_from([2**31, 2**63, 10**25, -(2**63), 0.1, 1e308, -1.5]),
)
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, texts),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)


def fitting(schema: dict[str, Any], schemas: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values a schema allows."""
    if "$ref" in schema:
        return fitting(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds = schema.get("type", "string")
    kind = kinds[0] if isinstance(kinds, list) else kinds
    if kind == "object":
        return objects(schema, schemas)
    if kind == "array":
        return st.lists(fitting(schema.get("items", {}), schemas), max_size=3)
    plain = {"integer": st.integers(0, 50), "number": numbers, "boolean": st.booleans()}
    return plain.get(kind, texts)


def objects(schema: dict[str, Any], schemas: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Mostly what the schema asks, now and then something else under a known or unknown name."""
    properties = schema.get("properties", {})
    values = {name: fitting(value, schemas) | anything for name, value in properties.items()}
    required = {name: values[name] for name in schema.get("required", ())}
    optional = {name: value for name, value in values.items() if name not in required}
    return st.fixed_dictionaries(required, optional=optional) | st.dictionaries(
        texts, anything, max_size=2
    )


@st.composite
def calls(draw: st.DrawFn, whole: dict[str, Any], ids: list[int]) -> dict[str, Any]:
    path = draw(st.sampled_from(sorted(whole["paths"])))
    item = whole["paths"][path]
    method = draw(st.sampled_from(sorted(set(item) - {"parameters"})))
    operation = item[method]
    pk = draw(st.sampled_from([*ids, 0, 10**12, 10**30]))
    asked = [one for one in operation.get("parameters", ()) if one["in"] == "query"]
    some = draw(st.lists(st.sampled_from(asked), max_size=3)) if asked else []
    schemas = whole["components"]["schemas"]
    query = {one["name"]: draw(fitting(one["schema"], schemas) | texts) for one in some}
    body = None
    if "requestBody" in operation:
        schema = next(iter(operation["requestBody"]["content"].values()))["schema"]
        body = draw(fitting(schema, schemas) | anything)
    tag = draw(st.sampled_from(["*", '"1"', '"7"', "", "W/x"]))
    return {
        "path": path.replace("{id}", str(pk)).replace("{file}", "1"),
        "method": method,
        "operation": operation,
        "query": query,
        "body": body,
        "tag": tag,
    }


def ask(by: Program, call: dict[str, Any]) -> Any:
    headers = {"if-match": call["tag"]} if call["tag"] else {}
    if call["method"] == "get":
        return by.client.get(call["path"], call["query"], headers=headers)
    send = getattr(by.client, call["method"])
    return send(call["path"], call["body"], content_type="application/json", headers=headers)


def misfit(value: Any, schema: dict[str, Any], schemas: dict[str, Any], place: str = "") -> str:
    """Where an answer is not what its schema says; empty if it is."""
    if "$ref" in schema:
        return misfit(value, schemas[schema["$ref"].rpartition("/")[2]], schemas, place)
    if not of_type(value, schema.get("type")):
        return f"{place}: {value!r} is no {schema['type']}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{place}: {value!r} is none of {schema['enum']}"
    if isinstance(value, list):
        found = (misfit(one, schema.get("items", {}), schemas, f"{place}[]") for one in value)
        return next(filter(None, found), "")
    if isinstance(value, dict) and "properties" in schema:
        known = schema["properties"]
        found = (misfit(v, known.get(k, {}), schemas, f"{place}.{k}") for k, v in value.items())
        return next(filter(None, found), "")
    return ""


TYPES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


def of_type(value: Any, named: Any) -> bool:
    names = [named] if isinstance(named, str) else named or list(TYPES)
    if isinstance(value, bool):
        return "boolean" in names
    return any(isinstance(value, TYPES[name]) for name in names)


@pytest.fixture
def by(boss, program) -> Program:
    return program(boss)


@pytest.fixture
def ids(boss) -> list[int]:
    """Ids of records of every entity."""
    served = [entity for entity in registry.all_entities() if entity.api is not None]
    return sorted({make(entity, boss.actor).pk for entity in served})


def test_every_answer_is_one_that_was_described(by, ids) -> None:
    whole = document()
    schemas = whole["components"]["schemas"]

    @settings(
        max_examples=ASKED,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(calls(whole, ids))
    def asks(call: dict[str, Any]) -> None:
        response = ask(by, call)
        told = (call["method"], call["path"], call["query"], call["body"], response.content[:500])
        assert str(response.status_code) in call["operation"]["responses"], told
        if response.status_code >= 400:
            assert response["Content-Type"] == "application/problem+json"
            assert not misfit(response.json(), schemas["Problem"], schemas), told
        elif response.status_code != 204:
            described = call["operation"]["responses"][str(response.status_code)]
            schema = described["content"]["application/json"]["schema"]
            wrong = misfit(response.json(), schema, schemas)
            assert not wrong, (wrong, *told)

    asks()
