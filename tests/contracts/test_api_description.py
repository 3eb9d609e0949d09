"""The OpenAPI description is a public contract: it changes on purpose, and says what is routed."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from sanjing.api.assembly import api
from sanjing.api.openapi.document import document
from sanjing.foundation.entities.errors import Refusal

FILE = Path(__file__).with_name("openapi.json")
REGENERATE = "REGENERATE=openapi python -m pytest tests/contracts/test_api_description.py"


def described() -> dict[str, Any]:
    with translation.override("zh-hans"):
        return json.loads(json.dumps(document(), ensure_ascii=False))


def written(described: dict[str, Any]) -> str:
    return json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def test_the_description_is_the_one_that_was_agreed() -> None:
    now = described()
    if os.environ.get("REGENERATE") == "openapi":
        FILE.write_text(written(now), "utf-8")
    agreed = json.loads(FILE.read_text("utf-8"))
    different = list(differences(agreed, now))
    assert not different, (
        "The API is no longer what tests/contracts/openapi.json says:\n  "
        + "\n  ".join(different[:20])
        + f"\nIf that is meant, write it down with\n  {REGENERATE}\nand tell it in CHANGELOG.md."
    )


def differences(agreed: Any, now: Any, place: str = "") -> Iterator[str]:
    """Where two descriptions part."""
    if isinstance(agreed, dict) and isinstance(now, dict):
        for key in sorted(agreed.keys() | now.keys()):
            if key not in now:
                yield f"gone: {place}/{key}"
            elif key not in agreed:
                yield f"new: {place}/{key}"
            else:
                yield from differences(agreed[key], now[key], f"{place}/{key}")
    elif agreed != now:
        yield f"changed: {place}"


def test_every_reference_leads_somewhere() -> None:
    whole = described()
    for reference in set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(whole))):
        place: Any = whole
        for step in reference.split("/"):
            place = place[step]


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [
        operation["operationId"]
        for item in described()["paths"].values()
        for method, operation in item.items()
        if method != "parameters"
    ]
    assert len(names) == len(set(names))


def test_every_address_of_the_api_is_described() -> None:
    """Entity by entity, but for verbs, which have an address each."""
    routed = {shape(f"/api/{path.lstrip('/')}") for path in routes(api.urls[0])}
    known = {
        re.sub(r"^/api/(?!search|me|approvals)[a-z-]+", "/api/{}", path)
        for path in described()["paths"]
    }
    known = {re.sub(r"\{\w+\}", "{}", path) for path in known}
    assert routed - {"/api/", "/api/{}/{}/{}"} <= known


def routes(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            yield str(pattern.pattern)


def shape(path: str) -> str:
    return re.sub(r"<[^>]+>", "{}", path)


def test_the_addresses_that_were_promised_are_there() -> None:
    for path in ("/api/customers", "/api/docs"):
        assert get_resolver().resolve(path)


REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "api.md"


def test_the_reference_names_every_status_and_every_code() -> None:
    text = REFERENCE.read_text("utf-8")
    ours = (one for one in refusals(Refusal) if one.__module__.startswith(OURS))
    codes = {one.code for one in ours if ".tests." not in one.__module__}
    assert not [code for code in codes if f"`{code}`" not in text]
    assert not [status for status in described()["components"]["responses"] if status not in text]


def test_the_reference_names_every_address() -> None:
    text = REFERENCE.read_text("utf-8")
    paths = {
        re.sub(r"^/api/(?!search|me|approvals)[a-z-]+", "/api/{slug}", p)
        for p in described()["paths"]
    }
    plain = {path for path in paths if path.count("/") < 4 or path.endswith(("history", "restore"))}
    assert not [path for path in plain if path not in text]


OURS = (
    "sanjing.api",
    "sanjing.foundation.entities",
    "sanjing.foundation.approvals",
    "sanjing.foundation.files",
)


def refusals(parent: type[Refusal]) -> Iterator[type[Refusal]]:
    yield parent
    for child in parent.__subclasses__():
        yield from refusals(child)
