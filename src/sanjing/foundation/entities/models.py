"""What every business record carries."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.own_values import OwnValuesField


class Record(models.Model):
    """A row that people see: numbered, versioned, extensible, and binned before it is gone.

    Never call `save`, `delete` or `bulk_create` on a record: write through `entities.records`,
    which checks permission, leaves the event and keeps the search row.

    A type whose rules compare with what stood before names those columns in `remembered`; `stood`
    then has their values as they were read. For a new record it is empty.
    """

    remembered: ClassVar[tuple[str, ...]] = ()
    stood: Mapping[str, Any] = MappingProxyType({})

    reference = models.CharField(_("编号"), max_length=40, unique=True, blank=True)
    created_at = models.DateTimeField(_("建立时间"), editable=False, db_index=True)
    changed_at = models.DateTimeField(_("更新时间"), editable=False, db_index=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    custom = OwnValuesField(default=dict, blank=True, editable=False)
    removed_at = models.DateTimeField(_("移入回收站时间"), null=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values, **options):
        record = super().from_db(db, field_names, values, **options)
        if cls.remembered:
            held = record.__dict__
            record.stood = {name: held[name] for name in cls.remembered if name in held}
        return record
