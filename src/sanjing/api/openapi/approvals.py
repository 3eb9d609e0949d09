"""Requests for approval, as OpenAPI paths."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.api.openapi.parts import PK, Schema, body, operation, query, ref

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
MAYBE_NUMBER: Schema = {"type": ["integer", "null"]}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}


def approval_schema() -> Schema:
    vote = _object(person=NUMBER, verdict=MAYBE_TEXT, by=MAYBE_NUMBER, at=MOMENT, comment=TEXT)
    step = _object(position=NUMBER, needs=TEXT, state=TEXT, due_at=MOMENT, votes=_list(vote))
    return _object(
        id=NUMBER, purpose=TEXT, title=TEXT, amount={"type": ["number", "null"]}, entity=TEXT,
        record_id=NUMBER, record_title=TEXT, state=TEXT, asked_by=MAYBE_NUMBER, asked_at=MOMENT,
        decided_at=MOMENT, steps=_list(step),
    )  # fmt: skip


def approval_paths() -> dict[str, Any]:
    item = "/api/approvals/{id}"
    return {
        "/api/approvals": {
            "get": operation(
                "approval_list", _("查审批：等我批的、我申请的、我批过的"), "approvals",
                ("200", _object(data=_list(ref("Approval")))), "400 401 403 429",
                parameters=[query("box", _("哪一类"), enum=["waiting", "asked", "decided"])],
            )
        },
        item: {
            "parameters": [PK],
            "get": operation(
                "approval_read", _("读一件审批"), "approvals", ("200", ref("Approval")),
                "401 403 404 429",
            ),
        },
        **{
            f"{item}/{verb}": {"parameters": [PK], "post": _verb(verb, summary)}
            for verb, summary in (("approve", _("同意")), ("refuse", _("不同意")))
        },
        f"{item}/withdraw": {
            "parameters": [PK],
            "post": operation(
                "approval_withdraw", _("撤回申请"), "approvals", ("200", ref("Approval")),
                "401 403 404 409 429",
            ),
        },
    }  # fmt: skip


def _verb(verb: str, summary: str) -> dict[str, Any]:
    comment = _object(comment=TEXT | {"maxLength": 400}) | {"additionalProperties": False}
    return operation(
        f"approval_{verb}", summary, "approvals", ("200", ref("Approval")),
        "400 401 403 404 409 413 415 422 429", requestBody=body(comment, required=verb == "refuse"),
    )  # fmt: skip


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}
