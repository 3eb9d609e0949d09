"""Pieces an OpenAPI description is made of."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

Schema = dict[str, Any]
PROBLEMS = {
    "400": _("看不懂的请求"),
    "401": _("没有令牌，也没有登录"),
    "403": _("角色或令牌不允许"),
    "404": _("没有这条记录，或者看不到"),
    "409": _("现在不能这样做"),
    "412": _("版本不对：别人刚改过"),
    "413": _("内容太大"),
    "415": _("内容的类型不对"),
    "422": _("有的值不能接受，errors 里逐个说明"),
    "428": _("缺少 If-Match"),
    "429": _("请求太频繁，Retry-After 秒后再试"),
    "507": _("服务器没有存下文件"),
}
PK = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}}


def if_match(*, required: bool = False) -> Schema:
    text = _('您看到的版本（ETag），例如 "3"；* 表示不论版本')
    header = {"name": "If-Match", "in": "header", "required": required}
    return header | {"schema": {"type": "string"}, "description": str(text)}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def query(name: str, text: str, type_: str = "string", **more: Any) -> Schema:
    return {
        "name": name,
        "in": "query",
        "schema": {"type": type_, **more},
        "description": str(text),
    }


def content(schema: Schema) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def operation(
    name: str, summary: str, tag: str, ok: tuple[str, Schema | None], problems: str, **more: Any
) -> dict[str, Any]:
    """One operation; `problems` are the refusals it can answer, written "404 422"."""
    status, schema = ok
    done = {"description": str(summary)} | ({"content": content(schema)} if schema else {})
    told = {code: {"$ref": f"#/components/responses/{code}"} for code in problems.split()}
    return {
        "operationId": name,
        "summary": str(summary),
        "tags": [tag],
        "responses": {status: done, **told},
        **more,
    }


def body(schema: Schema, *, required: bool = True) -> dict[str, Any]:
    return {"required": required, "content": content(schema)}
