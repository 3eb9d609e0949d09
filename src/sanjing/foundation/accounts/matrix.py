"""The permission page of a role as values: what it shows, and what comes back from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import EVERY, VERBS, FieldRule, Scope
from sanjing.foundation.accounts.catalog import describable_entities
from sanjing.foundation.accounts.models import Role

Text = str | Promise

VERB_LABELS: dict[str, Text] = {
    "see": _("查看"),
    "create": pgettext_lazy("权限", "新建"),
    "change": _("修改"),
    "remove": _("删除"),
    "export": _("导出"),
    "assign": _("分配"),
}
SCOPE_LABELS: dict[str, Text] = {
    Scope.NONE: _("不可以"),
    Scope.MINE: _("自己的"),
    Scope.TEAM: _("本团队"),
    Scope.BELOW: _("本团队及下级"),
    Scope.ALL: _("全部"),
}
RULE_LABELS: dict[str, Text] = {
    "": _("可看可改"),
    FieldRule.READ_ONLY: _("只能看"),
    FieldRule.MASKED: _("隐去一部分"),
    FieldRule.HIDDEN: _("看不到"),
}
_AS_OTHERS = {"": _("同「其他」")}


@dataclass(frozen=True, slots=True)
class Cell:
    """One select box: its name in the form, what it is about, its value and its options."""

    name: str
    label: Text
    value: str
    options: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Row:
    entity: str
    label: Text
    cells: tuple[Cell, ...]
    fields: tuple[Cell, ...] = ()

    @property
    def restricted(self) -> list[str]:
        """What is restricted, for the line that stays visible while the row is folded."""
        return [f"{cell.label} {cell.options[cell.value]}" for cell in self.fields if cell.value]


def rows_of(role: Role) -> list[Row]:
    """One row an entity in the order of the catalogue; last the row for all others."""
    rows = [
        Row(
            entity.name,
            entity.label,
            _grant_cells(role, entity.name, {**_AS_OTHERS, **SCOPE_LABELS}),
            tuple(_rule_cell(role, entity.name, *field) for field in entity.fields()),
        )
        for entity in describable_entities()
    ]
    return [*rows, Row(EVERY, _("其他"), _grant_cells(role, EVERY, SCOPE_LABELS))]


def read_back(role: Role, posted: Mapping[str, str]) -> tuple[dict, dict]:
    """`grants` and `field_rules` as chosen on the page; what the page does not show stays.

    Raises ValueError for a value that is not among the options.
    """
    grants = {entity: dict(row) for entity, row in role.grants.items()}
    rules = {entity: dict(row) for entity, row in role.field_rules.items()}
    for row in rows_of(role):
        _read_cells(row.cells, posted, grants.setdefault(row.entity, {}))
        _read_cells(row.fields, posted, rules.setdefault(row.entity, {}))
    return _filled(grants), _filled(rules)


def _grant_cells(role: Role, entity: str, options: Mapping[str, Text]) -> tuple[Cell, ...]:
    unsaid = "" if "" in options else str(Scope.NONE)
    row = role.grants.get(entity, {})
    return tuple(
        Cell(f"grant:{entity}:{verb}", VERB_LABELS[verb], row.get(verb, unsaid), options)
        for verb in VERBS
    )


def _rule_cell(role: Role, entity: str, field: str, label: Text) -> Cell:
    value = role.field_rules.get(entity, {}).get(field, "")
    return Cell(f"rule:{entity}:{field}", label, value, RULE_LABELS)


def _read_cells(cells: tuple[Cell, ...], posted: Mapping[str, str], into: dict[str, str]) -> None:
    for cell in cells:
        value = posted.get(cell.name, cell.value)
        if value not in cell.options:
            raise ValueError(f"{value!r} is not offered for {cell.name}")
        key = cell.name.rpartition(":")[2]
        if value:
            into[key] = str(value)
        else:
            into.pop(key, None)


def _filled(table: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {entity: row for entity, row in table.items() if row}
