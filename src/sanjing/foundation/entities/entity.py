"""The declaration of a record type. Everything that shows or moves records is derived from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor, FieldRule
from sanjing.foundation.entities.actions import Action
from sanjing.foundation.entities.attached import Files
from sanjing.foundation.entities.boards import Board
from sanjing.foundation.entities.fields import Field, column_field
from sanjing.foundation.entities.policies import Policy, SharedPolicy
from sanjing.foundation.entities.transfers import Transfer
from sanjing.foundation.labels import Label


@dataclass(frozen=True)
class View:
    """A list everybody finds ready above their own saved ones; `query` is the address after "?"."""

    label: Label
    query: str | Callable[[], str]

    def address(self) -> str:
        return self.query() if callable(self.query) else self.query


class Listing:
    """Columns of the list page in order, what it is sorted by, quick filters and ready views."""

    def __init__(
        self,
        *columns: str,
        sort: str = "-id",
        filters: tuple[str, ...] = (),
        views: tuple[View, ...] = (),
    ):
        self.columns, self.sort, self.filters, self.views = columns, sort, filters, views


@dataclass
class Detail:
    """Panels across the page, in its wide column and in its narrow one."""

    top: list[Any] = field(default_factory=list)
    main: list[Any] = field(default_factory=list)
    side: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Fold:
    """A group of a form that opens on demand."""

    label: Label
    names: list[str]


class Form:
    """Field names of a form: those always shown, then folded groups; a bare list is "more".

    `duplicates` is the address that, while a new record is typed, answers what may be the same.
    """

    def __init__(self, names: list[str], *folds: Fold | list[str], duplicates: str = ""):
        self.names, self.duplicates = names, duplicates
        self.folds = [
            fold if isinstance(fold, Fold) else Fold(_("更多资料"), fold) for fold in folds
        ]

    @property
    def all_names(self) -> list[str]:
        return [*self.names, *(name for fold in self.folds for name in fold.names)]


class Search:
    """Fields that the search box finds a record by."""

    def __init__(self, *names: str, persons: tuple[str, ...] = (), subtitle: str | None = None):
        self.names, self.persons, self.subtitle = names, persons, subtitle


@dataclass(frozen=True)
class Api:
    exclude: tuple[str, ...] = ()


class Entity[R: Model]:
    model: type[R]
    slug: str
    prefix: str
    icon: str = "file"
    several: Label = ""
    title: str = "name"
    hub: str | None = None
    listing: Listing
    detail: Detail
    form: Form
    board: Board | None = None
    search: Search | None = None
    transfer: Transfer | None = None
    api: Api | None = None
    files: Files | None = None
    policy: Policy = SharedPolicy()
    computed: list[Field] = []
    verbs: list[Callable] = []
    order: int = 50
    in_navigation: bool = True

    def __init__(self) -> None:
        self.name: str = self.model._meta.model_name or ""
        self.actions: dict[str, Action] = {}
        self.offer(*self.verbs)
        self._columns: dict[str, Field] | None = None

    @property
    def label(self) -> Label:
        return self.model._meta.verbose_name or self.name

    @property
    def plural(self) -> Label:
        """What more than one of them is called; Chinese has one word for both."""
        return self.several or self.label

    def url(self, record: Model | None = None) -> str:
        return f"/{self.slug}/{record.pk}/" if record else f"/{self.slug}/"

    def title_of(self, record: Model) -> str:
        return str(getattr(record, self.title))

    def hub_id_of(self, record: Model) -> int | None:
        """The id of the record whose timeline this one belongs to."""
        if self.hub == "self":
            return record.pk
        return getattr(record, f"{self.hub}_id") if self.hub else None

    def offer(self, *functions: Callable) -> None:
        """Add domain verbs: functions decorated with `@action`."""
        self.actions |= {function.action.verb: function.action for function in functions}

    # Fields

    def forget_fields(self) -> None:
        self._columns = None

    @property
    def columns(self) -> dict[str, Field]:
        """Model columns and computed values, without custom fields."""
        if self._columns is None:
            found = (column_field(column) for column in self.model._meta.concrete_fields)
            self._columns = {f.name: f for f in (*filter(None, found), *self.computed)}
        return self._columns

    @property
    def links(self) -> list[str]:
        """Columns that point at other rows, to be read along with this one."""
        return [f.name for f in self.columns.values() if f.target_model and f.source == "column"]

    def with_links(self, rows: QuerySet) -> QuerySet:
        """Rows read along with what their links point at, and with their parts."""
        rows = rows.select_related(*self.links) if self.links else rows
        return rows.prefetch_related(*self.prefetches)

    def for_index(self, rows: QuerySet) -> QuerySet:
        """Rows read along with what their search rows are made of."""
        rows = rows.select_related(*self.links) if self.links else rows
        return rows.prefetch_related(*self.policy.reads)

    @property
    def prefetches(self) -> list[str]:
        """Relations that hold values of the record in rows of their own."""
        return [relation for f in self.columns.values() for relation in f.prefetch]

    @property
    def stored(self) -> list[Field]:
        """Fields whose values the record itself keeps."""
        return [f for f in self.fields.values() if f.source != "computed"]

    @property
    def fields(self) -> dict[str, Field]:
        """Every field, custom ones last."""
        return {**self.columns, **custom_fields(self.name)}

    def fields_for(self, actor: Actor) -> dict[str, Field]:
        """The fields this actor may know of, each bound to the rule of their roles."""
        bound = (f.bound_to(actor, self.name) for f in self.fields.values())
        return {f.name: f for f in bound if f.rule is not FieldRule.HIDDEN}

    def may_read(self, name: str, actor: Actor) -> bool:
        """Whether this actor may know the values of a field as they are."""
        field = self.fields.get(name)
        kept_back = (FieldRule.MASKED, FieldRule.HIDDEN)
        return field is not None and field.rule_for(actor, self.name) not in kept_back

    # Rows

    def visible_to(self, actor: Actor, verb: str = "see") -> QuerySet[R]:
        """Rows that `actor` may `verb` and that lie outside the recycle bin, themselves and with
        their hub.
        """
        rows = self.model._default_manager.filter(removed_at=None)
        if self.hub not in (None, "self"):
            rows = rows.filter(**{f"{self.hub}__removed_at": None})
        return self.policy.filter(rows, actor, self.name, verb)

    def visible_among(self, actor: Actor, ids: Collection[int], verb: str = "see") -> QuerySet[R]:
        """Those of the rows with these ids that `actor` may `verb`, looked up one by one.

        Of `visible_to(…).filter(pk__in=ids)` SQLite gathers all that the actor reaches.
        """
        reached = self.visible_to(actor, verb).filter(pk=OuterRef("pk"))
        return self.model._default_manager.filter(pk__in=ids).filter(Exists(reached))

    def removed_for(self, actor: Actor) -> QuerySet[R]:
        rows = self.model._default_manager.filter(removed_at__isnull=False)
        return self.policy.filter(rows, actor, self.name, "remove")

    # Rules a module adds

    def suggest(self, actor: Actor) -> dict[str, Any]:
        """Values a new record's form starts with, besides the defaults of the columns."""
        return {}

    def derive(self, record: Model, *, by: Actor, at: datetime) -> None:
        """Fill what follows from other values, before the record is compared and saved."""

    def check(self, record: Model) -> dict[str, list[str]]:
        """Errors that concern more than one value, {field: sentences}."""
        return {}

    def save_parts(self, records: Sequence[Model]) -> None:
        """Write what saved records keep in rows of their own, in the same transaction."""


_custom_source: Callable[[str], dict[str, Field]] = lambda _name: {}  # noqa: E731


def custom_fields(entity_name: str) -> dict[str, Field]:
    return _custom_source(entity_name)


def provide_custom_fields(source: Callable[[str], dict[str, Field]]) -> None:
    """Customization tells where custom fields come from; entities do not import it."""
    global _custom_source
    _custom_source = source
