"""That records keep files."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import pgettext_lazy

from sanjing.foundation.labels import Label

FILES = pgettext_lazy("复数", "文件")


@dataclass(frozen=True)
class Files:
    """Records of this type keep files; `label` heads them on the page."""

    label: Label = FILES
