"""That records keep files."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.labels import Label

FILES = _("文件")


@dataclass(frozen=True)
class Files:
    """Records of this type keep files; `label` heads them on the page."""

    label: Label = FILES
