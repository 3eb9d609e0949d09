"""What the API takes: one strict JSON object of bounded size."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn, get_args, get_origin

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sanjing.api.problems import Malformed, TooLarge, WrongMediaType
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.entities.fields import Field
from sanjing.kernel.numbers import whole

ACCEPTED = ("application/json", "application/merge-patch+json")
_SUSPECT = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")


def read_object(request: HttpRequest, *, optional: bool = False) -> dict[str, Any]:
    """The JSON object in the body. `optional` takes an empty body for {}.

    Raises TooLarge, WrongMediaType or Malformed.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    told = whole(length) if length.isdecimal() else 0
    if told is None or told > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise TooLarge(_("发来的内容太大了，请分几次发。"))
    raw = request.body
    if optional and not raw.strip():
        return {}
    if request.content_type not in ACCEPTED:
        raise WrongMediaType(_("内容须是 JSON（Content-Type: application/json）。"))
    data = _decode(raw)
    if not isinstance(data, dict):
        raise Malformed(_("内容须是一个 JSON 对象。"))
    return data


def _decode(raw: bytes) -> Any:
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_constant=_not_a_number)
        if _SUSPECT.search(raw) or b"\0" in raw:
            _storable(data)
    except (ValueError, RecursionError) as error:
        raise Malformed(_("内容不是有效的 JSON（UTF-8 编码）。")) from error
    return data


def _not_a_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


def _storable(data: Any) -> None:
    """Raises ValueError for half a surrogate pair or a NUL, which no database text holds."""
    text = json.dumps(data, ensure_ascii=False)
    text.encode()
    if "\\u0000" in text:
        raise ValueError("NUL in a text")


def typed(entity: Entity, values: Mapping[str, Any]) -> dict[str, Any]:
    """`values`, unless one has a JSON type its field cannot mean. Raises Invalid.

    Names that nobody may write are left for `records`, which refuses them in one sentence.
    """
    fields = entity.fields
    errors: dict[str, list[str]] = {}
    for name, value in values.items():
        field = fields.get(name)
        if name in entity.api.exclude:
            errors[name] = [_("没有可以填写的字段“%(name)s”") % {"name": name[:60]}]
        elif field and (sentence := _mistyped(field, value)):
            errors[name] = [sentence]
    if errors:
        raise Invalid(errors)
    return dict(values)


def _mistyped(field: Field, value: Any) -> str:
    wanted = field.kind.api_type
    label = {"label": field.label}
    if isinstance(value, list):
        return "" if _listable(wanted, value) else _("“%(label)s”不能是列表") % label
    if isinstance(value, dict):
        return _("“%(label)s”不能是对象") % label
    if isinstance(value, bool) and wanted is not bool:
        return _("“%(label)s”不能是 true 或 false") % label
    return ""


def _listable(wanted: Any, value: list[Any]) -> bool:
    """Whether `wanted` is a list of what `value` holds."""
    if get_origin(wanted) is not list:
        return False
    (item,) = get_args(wanted)
    return all(isinstance(one, get_origin(item) or item) for one in value)
