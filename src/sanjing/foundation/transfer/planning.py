"""What a person sees before a file is brought in: its columns, and what would come of them."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.transfers import KEPT
from sanjing.foundation.transfer import mapping
from sanjing.foundation.transfer.actions.arrange import NEW_FIELD
from sanjing.foundation.transfer.files import Table, UnreadableFile, open_table
from sanjing.foundation.transfer.jobs import path_of, walk_of
from sanjing.foundation.transfer.models import ImportJob
from sanjing.foundation.transfer.recognise import recognise_entity
from sanjing.foundation.transfer.running import rehearse
from sanjing.foundation.transfer.targets import Column, columns_for, targets_for

SAMPLES = 3
MOST_REHEARSED = 5000
MOST_TOLD = 8
CLEARLY_BETTER = 0.12
PARTS = {
    "first": gettext_noop("名"),
    "middle": gettext_noop("中间名"),
    "last": gettext_noop("姓"),
    "province": gettext_noop("省"),
    "city": gettext_noop("市"),
    "district": gettext_noop("区县"),
    "code": gettext_noop("编号"),
    "name": gettext_noop("名称"),
    "not": gettext_noop("取反"),
    "total": gettext_noop("整单"),
    KEPT: gettext_noop("连同列名"),
}


@dataclass(frozen=True)
class ColumnRow:
    """One column of a file on the mapping page. `sure` is high, low, kept or none."""

    header: str
    samples: list[str]
    choice: str
    sure: str
    suggested: str


def sheet_of(job: ImportJob, actor: Actor) -> dict[str, Any]:
    """Context of the mapping page."""
    entity = registry.get(job.entity)
    table = open_table(path_of(job), sheet=job.sheet or None)
    assigned = mapping.load(job.mapping)
    keys = entity.transfer.keys if entity.transfer else []
    names = {one.name for one in assigned}
    return {
        "table": table,
        "rows": [column_row(one, n, table) for n, one in enumerate(assigned)],
        "choices": with_assigned(choices_for(entity, actor), assigned, entity, actor),
        "keys": [("+".join(key), key_label(entity, key)) for key in keys if set(key) <= names],
        "may_define": actor.is_administrator,
        "new_field": NEW_FIELD,
        "header_row": table.header_row + 1 if table.header_row is not None else None,
        "unknown": sum(1 for one in assigned if not one.name),
        "rather": rather(table, entity, actor),
    }


def column_row(one: mapping.Assigned, index: int, table: Table) -> ColumnRow:
    values = [cells[index] for cells in table.sample if index < len(cells)]
    texts = dict.fromkeys(str(value) for value in values if value is not None)
    sure = "high" if one.confidence >= 0.7 else "low"
    sure = KEPT if one.part == KEPT else sure if one.name else "none"
    return ColumnRow(
        one.header, [t[:60] for t in texts][:SAMPLES], one.choice, sure, one.suggested_kind or ""
    )


def choices_for(entity: Entity, actor: Actor) -> list[tuple[str, str]]:
    """Everything a column can be: (choice, label)."""
    found: list[tuple[str, str]] = []
    for column in columns_for(entity, actor).values():
        if column.field.kind.name != "link":
            found.append((column.name, column.label))
        for part in parts_of(column, entity):
            found.append((f"{column.name}:{part}", part_label(column, part)))
    return found


def with_assigned(
    choices: list[tuple[str, str]], assigned: mapping.Mapping, entity: Entity, actor: Actor
) -> list[tuple[str, str]]:
    """The choices, and those parts the recogniser found that people are not offered otherwise."""
    columns, offered = columns_for(entity, actor), {choice for choice, _label in choices}
    further = {
        one.choice: part_label(columns[one.name], one.part)
        for one in assigned
        if one.name in columns and one.part and one.choice not in offered
    }
    return [*choices, *further.items()]


def part_label(column: Column, part: str) -> str:
    line = part.removeprefix("line")
    said = _("第 %(number)s 段") % {"number": line} if line.isdigit() else _(PARTS[part])
    return _("%(field)s（%(part)s）") % {"field": column.label, "part": said}


def parts_of(column: Column, entity: Entity) -> tuple[str, ...]:
    if column.field.kind.name == "link":
        return "name", "code"
    if column.field.kind.name == "region":
        return "province", "city", "district"
    if column.field.kind.name == "flag":
        return ("not",)
    if entity.transfer and column.name == entity.transfer.spare:
        return (KEPT,)
    beside = entity.transfer.beside if entity.transfer else None
    named = {entity.title} | ({beside.named(beside.match)} if beside else set())
    return ("last", "first") if column.name in named else ()


def key_label(entity: Entity, key: tuple[str, ...]) -> str:
    return " + ".join(str(entity.fields[name].label) for name in key)


def rather(table: Table, entity: Entity, actor: Actor) -> Entity | None:
    """Another kind of record that the file fits clearly better."""
    others = [e for e in registry.all_entities() if e.transfer and actor.may(e.name, "create")]
    targets = {e.name: targets_for(e, actor) for e in others}
    ranked = recognise_entity(table.columns, table.sample, targets)
    worth = dict(ranked)
    best = ranked[0][0] if ranked else entity.name
    better = worth.get(best, 0) - worth.get(entity.name, 0) >= CLEARLY_BETTER
    return registry.get(best) if better and best != entity.name else None


def preview_of(job: ImportJob, *, at: datetime) -> dict[str, Any]:
    """What would happen: exact for files of up to 5,000 rows, else for the first of them."""
    try:
        walk = walk_of(job)
        written, rows = rehearse(walk, at=at, most=MOST_REHEARSED)
    except UnreadableFile as problem:
        return {"error": str(problem)}
    return {
        "written": written,
        "examined": rows,
        "total": walk.found.rows,
        "exact": rows >= walk.found.rows,
        "refused": len(written.refused),
        "problems": sorted(written.refused)[:MOST_TOLD],
        "also": also(written.tally),
        "passed_over": len(walk.table.skipped),
    }


def also(tally: AnyMapping[str, Any]) -> list[str]:
    """What else came of the rows, as sentences."""
    told = []
    for name, count in tally.items():
        what, _sep, entity = name.partition("_")
        found = registry.find(entity)
        if found and count and what in ALSO:
            told.append(_(ALSO[what]) % {"count": count, "what": found.label})
    if tally.get("merged"):
        told.append(
            _("%(count)s 行与后面的行是同一条，已合并，以后面的为准") % {"count": tally["merged"]}
        )
    if tally.get("unowned"):
        told.append(
            _("%(count)s 条没有负责人，能看这类资料的同事都看得到") % {"count": tally["unowned"]}
        )
    if tally.get("doubtful"):
        told.append(
            _("%(count)s 个号码校验不对，没有填进去，连同原因记在备注里")
            % {"count": tally["doubtful"]}
        )
    return told


ALSO = {
    "made": gettext_noop("顺带新建 %(count)s 条%(what)s"),
    "changed": gettext_noop("顺带更新 %(count)s 条%(what)s"),
    "left": gettext_noop("%(count)s 条%(what)s没能一起带入"),
}


def left_of(job: ImportJob) -> list[dict[str, str]]:
    """What an undoing had to leave as it is."""
    told = []
    for name, record_id, title, why in job.tally.get("left", []):
        entity = registry.find(name)
        url = f"{entity.url()}{record_id}/" if entity else ""
        told.append(
            {"what": entity.label if entity else name, "title": title, "why": why, "url": url}
        )
    return told
