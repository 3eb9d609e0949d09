"""Customers with every kind of value, own fields included: few values, so that they tie and clash."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.customization import actions
from sanjing.foundation.customization.queries import CUSTOM_KINDS
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field

TODAY = timezone.localdate()
WORDS = ["", "abc", "ABC", "a%c", "a_c", "甲乙", "甲", "it's", 'q"x', "x\\y", "abc 甲"]
DAYS = ["2024-02-29", "2024-03-01", "1999-12-31", TODAY, TODAY - timedelta(1), TODAY + timedelta(1),
        TODAY - timedelta(90), TODAY.replace(day=1)]  # fmt: skip
CLOCKS = ["00:00:00", "07:59:59.999999", "08:00:00", "23:59:59.999999", "12:30:00"]
POOLS: dict[str, list[Any]] = {
    "text": WORDS,
    "longtext": WORDS,
    "flag": [True, False],
    "tags": ["", "甲", "VIP", "vip%", "甲、VIP"],
    "number": [None, "0", "1", "2", "10", "99"],
    "money": [None, "-1.00", "0", "0.01", "12.34", "1000000.5"],
    "date": [None, *(str(day) for day in DAYS)],
    "moment": [None, *(f"{day} {clock}" for day in DAYS for clock in CLOCKS)],
    "phone": ["", "13800138000", "0755-12345678", "95588"],
    "email": ["", "a@b.cn", "A.b@qq.com"],
    "url": ["", "https://a.cn", "https://b.cn/x"],
    "region": ["", "44", "4401", "440106", "11"],
    "industry": ["", "C", "C26"],
    "code": ["", "91350100M000100Y43"],
}


def pool(field: Field) -> list[Any]:
    if field.kind.name == "choice":
        return ["", *(key for key, _label in field.choices)]
    return POOLS[field.kind.name]


def define_fields(entity: Entity, by: Actor) -> None:
    """One own field of every kind there is."""
    for kind in CUSTOM_KINDS:
        options = ("甲", "乙", "丙") if kind == "choice" else ()
        at = timezone.now()
        target = "customer" if kind == "link" else ""
        actions.define_field(
            entity, label=f"自{kind}", kind=kind, target=target, options=options, by=by, at=at
        )


def populate(by: Actor, users: Sequence[int | None], count: int = 60, seed: int = 7) -> list:
    """`count` customers; every third value is left out."""
    entity, chance = registry.get("customer"), random.Random(seed)
    rows = []
    for _ in range(count):
        row = {"name": chance.choice(WORDS) or "无名", "owner": chance.choice(users)}
        for name, field in entity.fields.items():
            known = field.kind.name in POOLS or field.kind.name == "choice"
            if (
                known
                and field.editable
                and name not in (*row, "reference")
                and chance.random() < 0.7
            ):
                row[name] = chance.choice(pool(field))
        rows.append(row)
    made = list(batches.create_many(entity, rows, by=by, at=timezone.now()).created.values())
    assert len(made) == count
    pointed = [
        (
            record.pk,
            {
                "x_zi_link": chance.choice([None, *made[:6]]),
                "x_zi_user": chance.choice([None, *users]),
            },
        )
        for record in made
    ]
    batches.change_many(entity, pointed, by=by, at=timezone.now())
    for record in made:
        touched = chance.choice(POOLS["moment"])
        touched = touched and timezone.make_aware(datetime.fromisoformat(touched))
        parent = chance.choice([None, *made])
        entity.model.objects.filter(pk=record.pk).update(last_contacted_at=touched, parent=parent)
    rows = entity.model.objects.select_related("owner__team", "team", "parent__owner").order_by(
        "pk"
    )
    return list(rows)


def asked_values(field: Field, op: str, users: list[int], teams: list[int], ids: list[int]) -> list:
    """Right-hand sides worth asking for."""
    kind = field.kind.name
    if op in ("empty", "filled"):
        return [None]
    if "within" in op and kind in ("date", "moment"):
        return [
            "today",
            "last_90_days",
            "this_month",
            "last_7_days",
            "next_7_days",
            "older_than_30_days",
        ]
    if kind in ("date", "moment"):
        return [str(day) for day in DAYS]
    if kind == "user" and op != "in":
        return teams if op == "in_team" else [*users, "me", 999_999]
    if kind in ("user", "link") and op == "in":
        return [ids[:4], [999_999, ids[5]]] if kind == "link" else [["me", users[0]], [999_999]]
    if kind == "link":
        return ids[:4]
    if op == "in":
        return [["o1", "o3"], [""]] if field.source == "custom" else [pool(field)[:3]]
    if op == "contains":
        return ["", "a", "%", "_", "甲", "\\", "'", "38", "b.c"]
    if kind == "tags":
        return ["甲", "vip", "VIP", "%"]
    return [value for value in pool(field) if value is not None]
