"""What can be done with one record type, as OpenAPI path items."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.api.openapi.parts import PK, body, if_match, operation, query, ref
from sanjing.api.openapi.questions import form_schema
from sanjing.api.openapi.schemas import component_name, fields_of
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import Action
from sanjing.foundation.entities.entity import Entity


def paths_of(entity: Entity, reader: Actor | None) -> dict[str, Any]:
    """Every path of a record type."""
    base, item = f"/api/{entity.slug}", f"/api/{entity.slug}/{{id}}"
    paths = {
        base: {"get": listing(entity, reader), "post": creating(entity)},
        f"{base}/bulk": {"post": several(entity)},
        item: {"parameters": [PK]} | single(entity),
        f"{item}/history": {"parameters": [PK], "get": history(entity)},
        f"{item}/restore": {"parameters": [PK], "post": restoring(entity)},
    }
    for action in entity.actions.values():
        paths[f"{item}/{action.verb}"] = {"parameters": [PK], "post": verb(entity, action)}
    return paths


def listing(entity: Entity, reader: Actor | None) -> dict[str, Any]:
    what = {"what": entity.label}
    fields = fields_of(entity, reader).values()
    sorts = ["id", "-id"] + [f"{sign}{f.name}" for f in fields if f.sortable for sign in ("", "-")]
    parameters = [
        query("q", _("任意词：名称、拼音、首字母、电话尾号")),
        query("where", _("条件树，JSON")),
        query("sort", _("排序"), enum=sorts),
        query("limit", _("每页条数"), "integer", minimum=1, maximum=200, default=50),
        query("after", _("下一页的标记（next_cursor）")),
        query("before", _("上一页的标记（previous_cursor）")),
        query("fields", _("只要这些字段，逗号分隔")),
        query("count", _("同时数一数，最多数到 1000"), enum=["true"]),
        *(
            query(f"{f.name}__{op}", str(f.label))
            for f in fields
            if not f.masked
            for op in f.kind.operators
        ),
    ]
    page = {
        "type": "object",
        "properties": {
            "data": {"type": "array", "items": ref(component_name(entity))},
            **{name: {"type": ["string", "null"]} for name in PAGE},
            "count": {"type": "integer"},
            "count_is_capped": {"type": "boolean"},
        },
    }
    name = f"{entity.name}_list"
    return operation(
        name,
        _("查%(what)s") % what,
        entity.slug,
        ("200", page),
        "400 401 403 429",
        parameters=parameters,
    )


PAGE = ("next", "previous", "next_cursor", "previous_cursor")


def creating(entity: Entity) -> dict[str, Any]:
    name = component_name(entity)
    return operation(
        f"{entity.name}_create",
        _("新建%(what)s") % {"what": entity.label},
        entity.slug,
        ("201", ref(name)),
        "400 401 403 413 415 422 429",
        requestBody=body(ref(f"{name}Create")),
    )


def single(entity: Entity) -> dict[str, Any]:
    name, what = component_name(entity), {"what": entity.label}
    return {
        "get": operation(
            f"{entity.name}_read",
            _("读一条%(what)s") % what,
            entity.slug,
            ("200", ref(name)),
            "400 401 403 404 429",
            parameters=[query("fields", _("只要这些字段，逗号分隔"))],
        ),
        "patch": operation(
            f"{entity.name}_change",
            _("修改%(what)s") % what,
            entity.slug,
            ("200", ref(name)),
            "400 401 403 404 409 412 413 415 422 428 429",
            parameters=[if_match(required=True)],
            requestBody=body(ref(f"{name}Change")),
        ),
        "delete": operation(
            f"{entity.name}_remove",
            _("移入回收站"),
            entity.slug,
            ("204", None),
            "400 401 403 404 409 412 429",
            parameters=[if_match()],
        ),
    }


def several(entity: Entity) -> dict[str, Any]:
    name = component_name(entity)
    known = {"id": {"type": "integer"}, "version": {"type": "integer"}}
    change = row(known | {"values": ref(f"{name}Change")}, "id", "values")
    lists = {"create": ref(f"{name}Create"), "change": change}
    if entity.actions:
        verbs = {"type": "string", "enum": list(entity.actions)}
        lists["run"] = row(known | {"verb": verbs, "values": {"type": "object"}}, "id", "verb")
    asked = {
        "type": "object",
        "properties": {
            key: {"type": "array", "maxItems": 1000, "items": rows} for key, rows in lists.items()
        },
        "additionalProperties": False,
        "minProperties": 1,
    }
    return operation(
        f"{entity.name}_bulk",
        _("一次新建、修改或处理多条，共 1000 条以内"),
        entity.slug,
        ("200", ref("BulkOutcome")),
        "400 401 403 413 415 429",
        requestBody=body(asked),
    )


def row(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }


def history(entity: Entity) -> dict[str, Any]:
    parameters = [
        query("before", _("上次最后一条的 id"), "integer", minimum=1),
        query("limit", _("条数"), "integer", minimum=1, maximum=200, default=50),
    ]
    return operation(
        f"{entity.name}_history",
        _("发生过什么"),
        entity.slug,
        ("200", ref("History")),
        "400 401 403 404 429",
        parameters=parameters,
    )


def restoring(entity: Entity) -> dict[str, Any]:
    return operation(
        f"{entity.name}_restore",
        _("从回收站恢复"),
        entity.slug,
        ("200", ref(component_name(entity))),
        "401 403 404 429",
    )


def verb(entity: Entity, action: Action) -> dict[str, Any]:
    fields = action.asks.base_fields if action.asks else {}
    return operation(
        f"{entity.name}_{action.verb}",
        str(action.label),
        entity.slug,
        ("200", ref(component_name(entity))),
        "400 401 403 404 409 412 413 415 422 429",
        parameters=[if_match()],
        requestBody=body(form_schema(fields), required=any(f.required for f in fields.values())),
    )
