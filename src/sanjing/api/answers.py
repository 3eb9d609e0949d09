"""What the API sends: compact UTF-8 JSON, never cached by anyone in between."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse

MEDIA_TYPE = "application/json"


def encode(data: Any) -> bytes:
    """JSON of plain values. Anything else, NaN included, is a fault of ours and raises."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def answer(data: Any, status: int = 200, **headers: str) -> HttpResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(encode(data), status=status, content_type=MEDIA_TYPE, headers=named)
