"""The whole OpenAPI description."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.api.openapi.approvals import approval_paths, approval_schema
from sanjing.api.openapi.files import file_paths, file_schema
from sanjing.api.openapi.operations import paths_of
from sanjing.api.openapi.parts import PROBLEMS, operation, query, ref
from sanjing.api.openapi.schemas import component_name, input_schema, record_schema
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity

VERSION = "1"
TEXT = {"type": "string"}
NUMBER = {"type": "integer"}


def served(reader: Actor | None) -> list[Entity]:
    """Record types with an API that the reader may know of, in the order of the navigation."""
    entities = [entity for entity in registry.all_entities() if entity.api is not None]
    known = [
        e
        for e in entities
        if reader is None or reader.may(e.name, "see") or reader.may(e.name, "create")
    ]
    return sorted(known, key=lambda entity: (entity.order, entity.name))


def document(reader: Actor | None = None) -> dict[str, Any]:
    """The API as this reader may use it. Without one: the code's own, no company's fields."""
    entities = served(reader)
    paths = {
        path: item
        for entity in entities
        for path, item in (paths_of(entity, reader) | file_paths(entity)).items()
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Sanjing 三境", "version": VERSION, "description": _ABOUT},
        "security": [{"bearer": []}, {"browser": []}],
        "paths": common_paths() | paths,
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "browser": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
            },
            "responses": {code: refusal(str(text)) for code, text in PROBLEMS.items()},
            "schemas": SHARED | {n: s for e in entities for n, s in components(e, reader).items()},
        },
    }


_ABOUT = (
    "Lists take the same conditions as the pages: `?stage=new&credit_limit__at_least=1000`. "
    "Errors are RFC 9457 problem details with a stable `code`."
)


def components(entity: Entity, reader: Actor | None) -> dict[str, Any]:
    name = component_name(entity)
    return {
        name: record_schema(entity, reader),
        f"{name}Create": input_schema(entity, reader, creating=True),
        f"{name}Change": input_schema(entity, reader, creating=False),
    }


def refusal(text: str) -> dict[str, Any]:
    return {
        "description": text,
        "content": {"application/problem+json": {"schema": ref("Problem")}},
    }


def listed(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    rows = {"type": "array", "items": {"type": "object", "properties": properties}}
    return {"type": "object", "properties": {"data": rows, **more}}


SENTENCES = {"type": "object", "additionalProperties": {"type": "array", "items": TEXT}}
ROWS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"status": NUMBER, "id": NUMBER, "version": NUMBER, "errors": SENTENCES},
    },
}
SHARED: dict[str, Any] = {
    "Approval": approval_schema(),
    "File": file_schema(),
    "Problem": {
        "type": "object",
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {
            "type": TEXT,
            "title": TEXT,
            "status": NUMBER,
            "code": TEXT,
            "detail": TEXT,
            "errors": SENTENCES,
        },
    },
    "BulkOutcome": {
        "type": "object",
        "properties": {"done": NUMBER, "refused": NUMBER}
        | dict.fromkeys(("create", "change", "run"), ROWS),
    },
    "History": listed(
        {
            "id": NUMBER,
            "name": TEXT,
            "at": TEXT | {"format": "date-time"},
            "actor": TEXT,
            "actor_id": {"type": ["integer", "null"]},
            "via": TEXT,
            "text": TEXT,
            "changes": {"type": "object"},
            "values": {"type": "object"},
        },
        next={"type": ["string", "null"]},
        next_cursor={"type": ["string", "null"]},
    ),
}


def common_paths() -> dict[str, Any]:
    """What belongs to no record type."""
    hit = dict.fromkeys(("entity", "title", "subtitle", "url"), TEXT) | {"id": NUMBER}
    limit = query("limit", _("每类条数"), "integer", minimum=1, maximum=50, default=10)
    return approval_paths() | {
        "/api/search": {
            "get": operation(
                "search",
                _("查找：名称、拼音、首字母、电话尾号、编号"),
                "search",
                ("200", listed(hit)),
                "400 401 429",
                parameters=[query("q", _("要找的词")), limit],
            )
        },
        "/api/me": {
            "get": operation(
                "me", _("我是谁，能做什么"), "me", ("200", {"type": "object"}), "401 429"
            )
        },
    }
