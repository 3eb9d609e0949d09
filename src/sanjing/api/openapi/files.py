"""Files of a record, as OpenAPI paths."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.api.filing import FORM
from sanjing.api.openapi.parts import PK, Schema, operation, ref
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.files.checking import FIELD, PLAIN

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
FILE = PK | {"name": "file"}
BYTES: Schema = {"type": "string", "format": "binary"}


def file_schema() -> Schema:
    properties = {
        "id": NUMBER, "name": TEXT, "size": NUMBER, "media_type": TEXT, "sha256": TEXT,
        "added_by": {"type": ["integer", "null"]}, "added_at": TEXT | {"format": "date-time"}, "content": TEXT,
    }  # fmt: skip
    return {"type": "object", "properties": properties}


def file_paths(entity: Entity) -> dict[str, Any]:
    """Nothing for a record type that keeps no files."""
    if entity.files is None:
        return {}
    base, name = f"/api/{entity.slug}/{{id}}/files", entity.name
    item, one = f"{base}/{{file}}", [PK, FILE]
    files = {"type": "object", "properties": {"data": {"type": "array", "items": ref("File")}}}
    told = _operation(entity, f"{name}_files", _("有哪些文件"), ("200", files))
    read = _operation(entity, f"{name}_file", _("一个文件的资料"), ("200", ref("File")))
    restore = _operation(
        entity, f"{name}_restore_file", _("从回收站恢复文件"), ("200", ref("File")), "409"
    )
    return {
        base: {"parameters": [PK], "get": told, "post": _adding(entity, files)},
        item: {"parameters": one, "get": read, "delete": _removing(entity)},
        f"{item}/content": {"parameters": one, "get": _content(entity)},
        f"{item}/restore": {"parameters": one, "post": restore},
    }


def _operation(entity: Entity, name: str, summary: str, ok: Any, more: str = "") -> dict[str, Any]:
    return operation(name, summary, entity.slug, ok, f"400 401 403 404 429 {more}")


def _adding(entity: Entity, files: Schema) -> dict[str, Any]:
    form = {
        "type": "object",
        "required": [FIELD],
        "properties": {FIELD: {"type": "array", "items": BYTES}},
    }
    adding = _operation(
        entity, f"{entity.name}_add_files", _("添加文件，一次可以几个"), ("201", files),
        "409 413 415 422 507",
    )  # fmt: skip
    return adding | {"requestBody": {"required": True, "content": {FORM: {"schema": form}}}}


def _removing(entity: Entity) -> dict[str, Any]:
    name = f"{entity.name}_remove_file"
    return _operation(entity, name, _("把文件移入回收站"), ("204", None), "409")


def _content(entity: Entity) -> dict[str, Any]:
    sent = _operation(entity, f"{entity.name}_file_content", _("下载文件"), ("200", None))
    sent["responses"]["200"]["content"] = {PLAIN: {"schema": BYTES}}
    return sent
