"""Which kind a model field is, and which kinds a custom field may have."""

from django.db import models

from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import columns
from sanjing.foundation.entities.kinds.base import Asked, Cell, Kind
from sanjing.foundation.entities.kinds.choice import Choice, Flag, Tags
from sanjing.foundation.entities.kinds.dates import Day, Moment
from sanjing.foundation.entities.kinds.links import Link, ShortLink
from sanjing.foundation.entities.kinds.number import Money, Number
from sanjing.foundation.entities.kinds.people import Person, TeamOf
from sanjing.foundation.entities.kinds.special import PhoneNumber, Region
from sanjing.foundation.entities.kinds.text import Email, LongText, Text, Url
from sanjing.foundation.entities.models import Record

__all__ = ["KINDS", "Asked", "Cell", "Kind", "kind_of"]

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Text(), LongText(), Choice(), Flag(), Tags(), Number(), Money(), Day(), Moment(),
        PhoneNumber(), Email(), Url(), Region(), Link(), Person(),
    )
}  # fmt: skip

_SHORT_LINK, _TEAM = ShortLink(), TeamOf()
_BY_COLUMN: list[tuple[type[models.Field], str]] = [
    (columns.MoneyField, "money"),
    (columns.PhoneField, "phone"),
    (columns.RegionField, "region"),
    (columns.TagsField, "tags"),
    (models.EmailField, "email"),
    (models.URLField, "url"),
    (models.DateTimeField, "moment"),
    (models.DateField, "date"),
    (models.BooleanField, "flag"),
    (models.DecimalField, "number"),
    (models.IntegerField, "number"),
    (models.TextField, "longtext"),
    (models.CharField, "text"),
]


def kind_of(column: models.Field) -> Kind | None:
    """The kind a model field shows as: its own `kind`, else by its class. None if it has none."""
    if own := getattr(column, "kind", None):
        return own
    if isinstance(column, columns.KeyField | columns.SourceKey):
        return None
    if isinstance(column, columns.TeamKey):
        return _TEAM
    if isinstance(column, models.ForeignKey):
        if issubclass(column.related_model, User):
            return KINDS["user"]
        if isinstance(column, columns.ShortListKey):
            return _SHORT_LINK
        return KINDS["link"] if issubclass(column.related_model, Record) else None
    if column.choices:
        return KINDS["choice"]
    return next((KINDS[name] for type_, name in _BY_COLUMN if isinstance(column, type_)), None)
