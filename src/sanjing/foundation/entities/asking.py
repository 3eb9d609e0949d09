"""What an address asks of a list: search words, conditions, order, columns and place.

Conditions are written flat, `?stage=new&amount__at_least=100&owner=me`, or as a tree in
`?where={…}`;
both mean the same on pages and in the API.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import criteria
from sanjing.foundation.entities.criteria import BadCriteria, Criterion, Group, Test
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field
from sanjing.kernel.numbers import whole

RESERVED = {
    "q",
    "sort",
    "columns",
    "after",
    "before",
    "limit",
    "where",
    "view",
    "display",
    "format",
    "page",
}


@dataclass(frozen=True)
class Question:
    words: str = ""
    tests: tuple[Test, ...] = ()
    tree: Criterion | None = None
    sort: str = "-id"
    columns: tuple[str, ...] = ()
    after: str = ""
    before: str = ""
    limit: int = 50
    fields: Mapping[str, Field] = field(default_factory=dict)

    @property
    def where(self) -> Criterion:
        parts = self.tests if self.tree is None else (*self.tests, self.tree)
        return Group("all", tuple(parts))


def read(params: QueryDict, entity: Entity, actor: Actor, *, most: int = 200) -> Question:
    """The question an address asks. Raises BadCriteria for what it cannot mean."""
    if params.get("q", "").strip() and not entity.search:
        raise BadCriteria(_("%(what)s没有可以查找的字") % {"what": entity.label})
    fields = entity.fields_for(actor)
    wanted = [name for name in params.get("columns", "").split(",") if name in fields]
    columns = wanted or [name for name in entity.listing.columns if name in fields]
    sort = params.get("sort") or usual_sort(entity, fields)
    if not may_sort(sort, fields):
        raise BadCriteria(_("不能按“%(name)s”排序") % {"name": sort.removeprefix("-")[:60]})
    return Question(
        words=params.get("q", "").strip()[:100],
        tests=tuple(flat_tests(params, fields)),
        tree=read_tree(params.get("where", "")),
        sort=sort,
        columns=tuple(columns),
        after=params.get("after", ""),
        before=params.get("before", ""),
        limit=_limit(params.get("limit", ""), most),
        fields=fields,
    )


def may_sort(sort: str, fields: Mapping[str, Field]) -> bool:
    name = sort.removeprefix("-")
    return name == "id" or (name in fields and fields[name].sortable)


def usual_sort(entity: Entity, fields: Mapping[str, Field]) -> str:
    """The declared order, or the newest first for a reader who may not know of that field."""
    return entity.listing.sort if may_sort(entity.listing.sort, fields) else "-id"


def _limit(text: str, most: int) -> int:
    asked = whole(text)
    return 50 if asked is None else max(1, min(asked, most))


def flat_tests(params: QueryDict, fields: Mapping[str, Field]) -> list[Test]:
    tests = []
    for key in params:
        if key in RESERVED:
            continue
        name, _sep, op = key.partition("__")
        if name.partition(".")[0] not in fields:
            if op:
                raise BadCriteria(_("没有可以筛选的字段“%(name)s”") % {"name": name[:60]})
            continue
        tests += [flat_test(key, value, fields) for value in params.getlist(key) if value or op]
    return tests


def flat_test(key: str, value: str, fields: Mapping[str, Field]) -> Test:
    """The condition that one `name__op=value` of an address spells."""
    name, _sep, op = key.partition("__")
    return Test(name, op or default_operator(fields[name.partition(".")[0]], name), value)


def default_operator(field: Field, name: str) -> str:
    kind = field.kind
    if "." in name and field.target_model:
        kind = field.target.fields[name.partition(".")[2]].kind
    return "is" if "is" in kind.operators else kind.operators[0]


def read_tree(text: str) -> Criterion | None:
    if not text:
        return None
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadCriteria(_("筛选条件写得不对")) from error
    return criteria.parse(data)
