"""Setting a paper. Why Typst and one font stands in docs/decisions/0018."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).resolve().parent / "fonts"


def render_pdf(template: Path, data: Mapping[str, Any]) -> bytes:
    """The PDF of `template`, which reads `data` with `json(bytes(sys.inputs.data))`.

    Texts in `data` are set as they are and never read as markup. The template may read the files
    beside it and no others, and only the font that comes with the program is used, so that a paper
    looks the same on every machine.
    """
    return _set(template, data)


def render_png(template: Path, data: Mapping[str, Any], *, ppi: int) -> bytes:
    """The same paper, of one page, as a picture."""
    return _set(template, data, format="png", ppi=ppi)


def _set(template: Path, data: Mapping[str, Any], **options: Any) -> bytes:
    return typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        **options,
    )
