"""Where goods leave from, and in what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.columns import TagsField
from sanjing.foundation.entities.models import Record
from sanjing.modules.deliveries.kinds import Regions

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class RegionsField(TagsField):
    """Division codes as `|4201|42|`; a prefix means "inside"."""

    kind = Regions()


class Warehouse(Record):
    """A place that goods leave from for the customers of its regions, in vehicles of its own."""

    name = models.CharField(_("仓库名称"), max_length=60)
    regions = RegionsField(
        _("负责的地区"), blank=True,
        help_text=_("可以写几个，如“武汉市、孝感市”；几个仓库都管到时，写得最细的那个送"),
    )  # fmt: skip
    address = models.CharField(_("地址"), max_length=200, blank=True)
    active = models.BooleanField(_("使用中"), default=True)
    note = models.TextField(_("备注"), blank=True)

    if TYPE_CHECKING:
        vehicles: RelatedManager[Vehicle]

    class Meta:
        verbose_name = _("仓库")
        indexes = [models.Index(fields=["name", "id"], name="warehouse_by_name")]

    def __str__(self) -> str:
        return self.name


class Vehicle(models.Model):
    """One vehicle of a warehouse, by its number plate; `capacity` is the load it takes in a day."""

    warehouse = models.ForeignKey(Warehouse, models.CASCADE, related_name="vehicles")
    position = models.PositiveIntegerField()
    plate = models.CharField(max_length=20)
    capacity = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("车辆")
        constraints = [
            models.UniqueConstraint(fields=["warehouse", "plate"], name="one_vehicle_a_plate"),
            models.CheckConstraint(condition=Q(capacity__gt=0), name="vehicle_takes_something"),
        ]

    def __str__(self) -> str:
        return self.plate
