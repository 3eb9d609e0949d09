"""The description as JSON and as a page. Strangers see what the code offers, no custom fields."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja.errors import AuthenticationError

from sanjing.api.answers import answer
from sanjing.api.callers import Bearer
from sanjing.api.openapi.document import document
from sanjing.api.problems import unknown_caller
from sanjing.foundation.accounts.middleware import actor_of
from sanjing.foundation.pages import render_page

METHODS = ("get", "post", "patch", "delete")


@require_safe
def openapi_json(request: HttpRequest) -> HttpResponse:
    try:
        caller = Bearer()(request)
    except AuthenticationError:
        return unknown_caller()
    return answer(document(caller.actor if caller else actor_of(request)))


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    described = document(actor_of(request))
    context = {
        "title": _("接口"),
        "groups": groups(described),
        "problems": described["components"]["responses"],
        "address": request.build_absolute_uri("/api/"),
    }
    return render_page(request, "api/docs.html", context)


def groups(described: dict[str, Any]) -> list[dict[str, Any]]:
    """Operations by record type, each with the fields of its record."""
    found: dict[str, dict[str, Any]] = {}
    schemas = described["components"]["schemas"]
    own = {"search": _("查找"), "me": _("调用的人")}
    for path, item in described["paths"].items():
        for method in METHODS:
            if method in item:
                tag = item[method]["tags"][0]
                group = found.setdefault(
                    tag, {"tag": tag, "operations": [], "fields": [], "label": own.get(tag, tag)}
                )
                group["operations"].append({"method": method.upper(), "path": path, **item[method]})
                describe_fields(group, item, schemas)
    return list(found.values())


def describe_fields(group: dict[str, Any], item: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Give a group the fields of the record that its `post` makes."""
    made = item.get("post", {}).get("responses", {}).get("201")
    schema = made["content"]["application/json"]["schema"] if made else {}
    if "$ref" not in schema:
        return
    name = schema["$ref"].rpartition("/")[2]
    required = schemas[f"{name}Create"].get("required", [])
    group["label"] = schemas[name]["title"]
    group["fields"] = [
        {"name": field, "required": field in required, "kind": kind_of(schema), **schema}
        for field, schema in schemas[name]["properties"].items()
    ]


def kind_of(schema: dict[str, Any]) -> str:
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return " | ".join([schema.get("format") or types[0], *types[1:]])
