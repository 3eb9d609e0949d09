"""A field as every surface sees it, wherever its value is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from sanjing.foundation.accounts.actor import Actor, FieldRule
from sanjing.foundation.entities.kinds import Cell, Kind, kind_of
from sanjing.foundation.entities.kinds.pointers import Names
from sanjing.foundation.labels import Label

if TYPE_CHECKING:
    from datetime import datetime

    from sanjing.foundation.entities.entity import Entity


@dataclass(frozen=True, eq=False)
class Field:
    """`path` is what a queryset filters and sorts by; `source` is column, custom, computed or
    parts. A link bound to a `reader` finds only records that they may see.

    The value of a "parts" field lives in rows of its own, read with `prefetch` and written by the
    entity's `save_parts`. A computed value that sums up another record type names what it tells in
    `of` ("order.amount"): who may not read that may not read the sum either.
    """

    name: str
    label: Label
    kind: Kind
    path: str
    source: str = "column"
    required: bool = False
    editable: bool = True
    help: Label = ""
    choices: tuple[tuple[str, Any], ...] = ()
    retired: tuple[tuple[str, Any], ...] = ()
    target_model: type[models.Model] | None = None
    max_length: int | None = None
    whole: bool = False
    places: int = 2
    least: Decimal | None = None
    most: Decimal | None = None
    unique: bool = False
    default: Any = None
    aliases: tuple[str, ...] = ()
    annotation: Callable[[], Any] | None = None
    prefetch: tuple[str, ...] = ()
    of: str = ""
    rule: FieldRule | None = None
    reader: Actor | None = None

    @property
    def target(self) -> Entity:
        from sanjing.foundation.entities.registry import entity_of_model

        if self.target_model is None:
            raise TypeError(f"{self.name} points at no record")
        return entity_of_model(self.target_model)

    @cached_property
    def option_labels(self) -> dict[str, Any]:
        """Labels by key, of options that were set aside too: records go on showing them."""
        return dict((*self.retired, *self.choices))

    def holding(self, record: models.Model | None) -> Field:
        """The field as the form of `record` asks for it: with the option it holds, retired or not."""
        kept = self.kind.held(self.value(record), self) if record is not None else ()
        return replace(self, choices=(*self.choices, *kept)) if kept else self

    @property
    def points(self) -> bool:
        """Whether this is an own field that holds the id of a record or of a person."""
        return self.source == "custom" and self.target_model is not None

    @property
    def names(self) -> Names:
        """What an own field points at. One bound to no reader lives too long to remember names."""
        return self._names if self.reader else Names(self)

    @cached_property
    def _names(self) -> Names:
        return Names(self)

    @property
    def align(self) -> str:
        return self.kind.align

    @property
    def sortable(self) -> bool:
        return self.kind.sortable and not self.masked

    @property
    def masked(self) -> bool:
        return self.rule is FieldRule.MASKED

    @property
    def writable(self) -> bool:
        return self.editable and self.rule is None

    def bound_to(self, actor: Actor, entity_name: str) -> Field:
        rule = self.rule_for(actor, entity_name)
        return replace(self, rule=rule, reader=actor) if rule or self.target_model else self

    def rule_for(self, actor: Actor, entity_name: str) -> FieldRule | None:
        own = actor.field_rule(entity_name, self.name)
        if not self.of:
            return own
        entity, _dot, name = self.of.partition(".")
        if actor.scope(entity, "see").reach < actor.scope(entity_name, "see").reach:
            return FieldRule.HIDDEN
        rules = (own, actor.field_rule(entity, name))
        return next((r for r in (FieldRule.HIDDEN, FieldRule.MASKED) if r in rules), own)

    def value(self, record: models.Model) -> Any:
        if self.source == "custom":
            return self.kind.kept(record.custom.get(self.name))
        return getattr(record, self.name)

    def set(self, record: models.Model, value: Any) -> None:
        if self.source != "custom":
            setattr(record, self.name, value)
        elif value in (None, "", []):
            record.custom.pop(self.name, None)
        else:
            record.custom[self.name] = self.kind.keep(value)

    def cell(self, record: models.Model) -> Cell:
        value = self.value(record)
        return self.hidden(value) if self.masked else self.kind.cell(value, self)

    def glance(self, record: models.Model, now: datetime) -> Cell:
        """What a list or a card shows at `now`, a local time."""
        return self.shown(self.value(record), now)

    def shown(self, value: Any, now: datetime) -> Cell:
        """A value as a list or a card shows it."""
        return self.hidden(value) if self.masked else self.kind.glance(value, self, now)

    def hidden(self, value: Any) -> Cell:
        return Cell(self.kind.mask(value) if value else "")

    def text(self, record: models.Model) -> str:
        """What an export writes."""
        value = self.value(record)
        return self.kind.mask(value) if self.masked else self.kind.format(value, self)

    def json(self, record: models.Model) -> Any:
        value = self.value(record)
        if self.masked:
            return self.kind.mask(value) if value else None
        return self.kind.to_json(value)


def column_field(column: models.Field) -> Field | None:
    """The `Field` of a model column, or None for columns that no surface shows."""
    kind = kind_of(column)
    if kind is None or column.primary_key or column.name in ("version", "custom", "removed_at"):
        return None
    required = not column.blank and not column.has_default() and column.editable
    least, most = bounds_of(column)
    return Field(
        name=column.name,
        label=column.verbose_name,
        kind=kind,
        path=column.name,
        required=required,
        editable=column.editable,
        help=column.help_text,
        choices=tuple(column.flatchoices),
        target_model=column.related_model,
        max_length=column.max_length,
        whole=isinstance(column, models.IntegerField),
        places=getattr(column, "decimal_places", None) or 2,
        least=least,
        most=most,
        unique=column.unique,
        default=None if callable(column.default) or not column.has_default() else column.default,
    )


def bounds_of(column: models.Field) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest number a column holds on every database."""
    if isinstance(column, models.DecimalField):
        limit = Decimal(10) ** (column.max_digits - column.decimal_places)
        limit -= Decimal(1).scaleb(-column.decimal_places)
        return -limit, limit
    ranges = BaseDatabaseOperations.integer_field_ranges
    least, most = ranges.get(column.get_internal_type(), (None, None))
    return (
        None if least is None else Decimal(least),
        None if most is None else Decimal(most),
    )


@dataclass(frozen=True)
class Beside:
    """The annotation of what is kept of a record in a row of `model` with the same key."""

    model: type[models.Model]
    column: str
    empty: Any = None

    def __call__(self) -> Any:
        return looked_up(self)

    def met(self, condition: models.Q) -> models.Q:
        """Records whose row here meets `condition`; two-valued, and one look a record. A value is looked
        up instead of EXISTS, which PostgreSQL would turn into a join and plan anew.
        """
        same = self.model._default_manager.filter(condition, pk=models.OuterRef("pk"))
        found = models.Subquery(same.annotate(meets=models.Value(True)).values("meets"))
        return models.Q(IsNull(found, False))


@cache
def looked_up(kept: Beside) -> Any:
    """Made once: an expression is copied where it is used, and some records have thirty of these."""
    rows = kept.model._default_manager.filter(pk=models.OuterRef("pk"))
    found = models.Subquery(rows.values(kept.column))
    return found if kept.empty is None else Coalesce(found, kept.empty)


def computed(
    name: str,
    label: Label,
    kind: Kind,
    annotation: Callable[[], Any],
    *,
    of: str = "",
    choices: tuple[tuple[str, Any], ...] = (),
    help: Label = "",
) -> Field:
    """A value the database works out; `annotation()` gives the expression, added only when
    shown.
    """
    return Field(
        name=name,
        label=label,
        kind=kind,
        path=name,
        source="computed",
        editable=False,
        annotation=annotation,
        of=of,
        choices=choices,
        help=help,
    )
