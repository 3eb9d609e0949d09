from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.customization.indexes import add_index
from sanjing.foundation.customization.models import CustomField, CustomizationVersion
from sanjing.foundation.customization.queries import CUSTOM_KINDS, cache, pointed_at
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.events.publish import About, make_event, publish_many
from sanjing.kernel.pinyin import pinyin_key

MOST_FIELDS = 200


class FieldRefused(Invalid):
    """The definition cannot stand; `errors` says which part."""


@transaction.atomic
def define_field(
    entity: Entity,
    *,
    label: str,
    kind: str,
    target: str = "",
    options: Sequence[str] = (),
    required: bool = False,
    help: str = "",
    by: Actor,
    at: datetime,
) -> CustomField:
    """Add a field to every record of an entity. It is at once in lists, forms, criteria, files
    and the API.
    """
    require_administrator(by)
    rows = CustomField.objects.filter(entity=entity.name)
    check_definition(entity, label, kind, options, target=target)
    field = CustomField.objects.create(
        entity=entity.name,
        key=free_key(entity, label),
        label=label,
        kind=kind,
        target=target if kind == "link" else "",
        options=[{"id": f"o{number}", "label": text} for number, text in enumerate(options, 1)],
        required=required,
        help=help,
        position=(rows.aggregate(top=Max("position"))["top"] or 0) + 1,
    )
    add_index(field)
    announce(
        entity,
        "field_defined",
        {"key": field.key, "label": label, "kind": kind, "target": field.target},
        by,
        at,
    )
    return field


def check_definition(
    entity: Entity,
    label: str,
    kind: str,
    options: Sequence[str],
    *,
    target: str = "",
    key: str = "",
) -> None:
    errors: dict[str, list[str]] = {}
    others = [f for f in entity.fields.values() if f.name != key]
    if not label.strip():
        errors["label"] = [_("请填写名称")]
    elif any(str(field.label) == label for field in others):
        errors["label"] = [_("已经有叫“%(label)s”的字段") % {"label": label}]
    if kind not in CUSTOM_KINDS:
        errors["kind"] = [_("没有这种类型")]
    if kind == "choice" and not options:
        errors["options"] = [_("请至少写一个选项，每行一个")]
    if kind == "link" and target not in {one.name for one in pointed_at()}:
        errors["target"] = [_("请选择指向哪种资料")]
    if len(set(options)) != len(options):
        errors["options"] = [_("选项有重复")]
    if not key and CustomField.objects.filter(entity=entity.name).count() >= MOST_FIELDS:
        errors["label"] = [_("字段太多了，最多 %(most)s 个") % {"most": MOST_FIELDS}]
    if errors:
        raise FieldRefused(errors)


def free_key(entity: Entity, label: str) -> str:
    """A key that reads like the label and never changes: 用气量 → x_yongqiliang."""
    stem = f"x_{slugify(pinyin_key(label)).replace('-', '_')[:30] or 'field'}"
    taken = {
        *entity.columns,
        *CustomField.objects.filter(entity=entity.name).values_list("key", flat=True),
    }
    candidates = (stem, *(f"{stem}_{number}" for number in range(2, MOST_FIELDS + 2)))
    return next(key for key in candidates if key not in taken)


def announce(entity: Entity, what: str, data: dict, by: Actor, at: datetime) -> None:
    """Leave the event and let every process read the fields anew."""
    about = About(entity.name, 0, None, data.get("label", ""))
    publish_many([make_event(f"{entity.name}.{what}", data, about=about, by=by, at=at)])
    if not CustomizationVersion.objects.update(number=F("number") + 1):
        CustomizationVersion.objects.create(number=1)
    cache.clear()
    transaction.on_commit(cache.clear)
