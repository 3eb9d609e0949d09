"""The one write path. Every change to a record goes through here, in one order:

lock and version → policy → validate → diff → save → still in scope? → event → search row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.foundation.entities import cleaning, diffs, registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Conflict, Forbidden, Invalid, Refusal
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.guards import refuse_held
from sanjing.foundation.entities.locking import hold
from sanjing.foundation.entities.numbering import allocate_ids, reference_for
from sanjing.foundation.entities.refiling import refile_below
from sanjing.foundation.events.publish import About, Happening, make_event, publish_many
from sanjing.foundation.search import index


class NotFound(Refusal):
    """There is no such record, or the actor may not know of it: the two look alike."""

    code = "not_found"
    status = 404


def entity_of[R: models.Model](record: R) -> Entity[R]:
    return registry.entity_of_model(type(record))


def about(entity: Entity, record: models.Model) -> About:
    return About(entity.name, record.pk, entity.hub_id_of(record), entity.title_of(record))


def obtain[R: models.Model](
    entity: Entity[R], pk: int, *, by: Actor, verb: str = "see", linked: bool = False
) -> R:
    """The record, if `by` may `verb` it, `linked` with the records of other types it points at.
    Raises NotFound if they may not even see it, else Forbidden.
    """
    rows = entity.visible_to(by)
    others = [name for name in entity.links if entity.columns[name].target_model != entity.model]
    rows = rows.select_related(*others) if linked and others else rows
    return _reached(entity, rows, pk, by, verb)


def _reached(entity: Entity, rows: models.QuerySet, pk: int, by: Actor, verb: str) -> Any:
    record = rows.filter(pk=pk).first()
    if record is None:
        raise NotFound(_("没有这条%(what)s，或者您看不到它。") % {"what": entity.label})
    if verb != "see" and not entity.visible_to(by, verb).filter(pk=pk).exists():
        raise Forbidden(_("您的角色不能对这条%(what)s这样做。") % {"what": entity.label})
    return record


def create[R: models.Model](
    entity: Entity[R],
    values: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    kept: Mapping[str, Any] | None = None,
) -> R:
    """Make a record. Raises Forbidden or Invalid. `kept` are values of columns that nobody types."""
    if not by.may(entity.name, "create"):
        raise Forbidden(_("您的角色不能新建%(what)s。") % {"what": entity.label})
    cleaned = cleaning.Cleaner(entity, by=by, creating=True).clean(values)
    with transaction.atomic():
        record = entity.model(created_at=at, changed_at=at)
        fill(record, cleaned, kept)
        record.pk = allocate_ids(entity.model, 1)[0]
        record.reference = record.reference or reference_for(entity.prefix, record.pk)
        entity.derive(record, by=by, at=at)
        _save(entity, record, force_insert=True)
        entity.save_parts([record])
        _still_in_scope(entity, record, by, "create")
        told = {"values": diffs.filled(entity.stored, record)}
        diffs.add_names(entity.stored, [told["values"]])
        publish_many(
            [make_event(f"{entity.name}.created", told, about=about(entity, record), by=by, at=at)]
        )
        index.put(entity, [record])
    return record


def change[R: models.Model](
    record: R,
    values: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
    telling: Happening | None = None,
    kept: Mapping[str, Any] | None = None,
) -> R:
    """Change a record; a change of nothing leaves no event. Raises NotFound, Forbidden,
    Invalid, Conflict, Held.

    Give the `version` the person looked at: if somebody saved since, Conflict carries what
    stands now.
    A verb gives `telling`, so that history says what it was instead of "changed", and `kept`, the
    values of columns that nobody types, such as a sum it keeps.
    """
    entity = entity_of(record)
    cleaned = cleaning.Cleaner(entity, by=by, creating=False).clean(values)
    with transaction.atomic():
        record = lock(entity, record.pk, by=by, verb="change")
        if version is not None and record.version != version:
            raise Conflict(record)
        before, scope = diffs.picture(entity.stored, record), entity.policy.tokens(record)
        fill(record, cleaned, kept)
        entity.derive(record, by=by, at=at)
        changes = diffs.difference(before, diffs.picture(entity.stored, record))
        if not changes:
            return record
        refuse_held(entity.name, record.pk, changes)
        assigned = must_assign(entity, record, changes, by)
        record.version, record.changed_at = record.version + 1, at
        _save(entity, record)
        entity.save_parts([record])
        if entity.policy.tokens(record) != scope and not assigned:
            _still_in_scope(entity, record, by, "change")
        name, told = changed(entity, telling)
        told |= {"changes": changes}
        diffs.add_names(entity.stored, [changes])
        publish_many([make_event(name, told, about=about(entity, record), by=by, at=at)])
        index.put(entity, [record])
        if entity.hub == "self" and entity.policy.tokens(record) != scope:
            refile_below(entity, [record.pk])
    return record


def fill(
    record: models.Model, given: Mapping[Field, Any], kept: Mapping[str, Any] | None = None
) -> None:
    """Set what was given, and columns that nobody types."""
    for field, value in given.items():
        field.set(record, value)
    for name, value in (kept or {}).items():
        setattr(record, name, value)


def changed(entity: Entity, telling: Happening | None) -> tuple[str, dict[str, Any]]:
    """The name and the own data of the event that a change leaves."""
    return (telling.name, telling.data()) if telling else (f"{entity.name}.changed", {})


def lock[R: models.Model](entity: Entity[R], pk: int, *, by: Actor, verb: str) -> R:
    """The record, held until the transaction ends.

    The right is asked once the record is held: it may have changed hands while we waited.
    """
    hold(entity.model, [pk])
    return _reached(entity, entity.with_links(entity.visible_to(by)), pk, by, verb)


def remove(record: models.Model, *, by: Actor, at: datetime) -> None:
    """Move a record to the recycle bin, from which `restore` brings it back for thirty days."""
    entity = entity_of(record)
    with transaction.atomic():
        record = lock(entity, record.pk, by=by, verb="remove")
        refuse_held(entity.name, record.pk)
        record.removed_at, record.changed_at = at, at
        record.version += 1
        record.save(update_fields=["removed_at", "changed_at", "version"])
        publish_many(
            [make_event(f"{entity.name}.removed", {}, about=about(entity, record), by=by, at=at)]
        )
        index.drop(entity, [record.pk])
        if entity.hub == "self":
            index.drop_hub(record.pk)


def restore[R: models.Model](entity: Entity[R], pk: int, *, by: Actor, at: datetime) -> R:
    """Bring a record back from the recycle bin."""
    with transaction.atomic():
        hold(entity.model, [pk])
        record = entity.removed_for(by).filter(pk=pk).first()
        if record is None:
            raise NotFound(_("回收站里没有这条%(what)s。") % {"what": entity.label})
        record.removed_at, record.changed_at = None, at
        record.version += 1
        record.save(update_fields=["removed_at", "changed_at", "version"])
        publish_many(
            [make_event(f"{entity.name}.restored", {}, about=about(entity, record), by=by, at=at)]
        )
        index.put(entity, [record])
        refile_below(entity, [record.pk])
    return record


def consequences(record: models.Model) -> list[str]:
    """What goes to the bin with a record, in words: 联系人 3 条, 跟进 12 条."""
    found = []
    for other in registry.belonging_to(entity_of(record)):
        if count := _rows_below(record, other).count():
            found.append(_("%(what)s %(count)s 条") % {"count": count, "what": other.label})
    return found


def _rows_below(record: models.Model, other: Entity) -> models.QuerySet:
    below = {f"{other.hub}_id": record.pk, "removed_at": None}
    return other.model._default_manager.filter(**below)


def must_assign(
    entity: Entity, record: models.Model, changes: Mapping[str, Any], by: Actor
) -> bool:
    """Handing a record on is a right of its own: True if these changes do so, Forbidden without
    it.
    """
    owner = getattr(entity.policy, "owner", "")
    if owner not in changes or not changes[owner][0]:
        return False
    if by.scope(entity.name, "assign") is Scope.ALL:
        return True
    if not entity.visible_to(by, "assign").filter(pk=record.pk).exists():
        raise Forbidden(_("您的角色不能转交%(what)s。") % {"what": entity.label})
    return True


def _still_in_scope(entity: Entity, record: models.Model, by: Actor, verb: str) -> None:
    if not entity.visible_to(by, verb).filter(pk=record.pk).exists():
        raise Forbidden(_("这样保存后，这条%(what)s就不归您管了。") % {"what": entity.label})


def _save(entity: Entity, record: models.Model, **options) -> None:
    errors = entity.check(record) or cleaning.check_unique(entity, record)
    if errors:
        raise Invalid(errors)
    try:
        with transaction.atomic():
            record.save(**options)
    except IntegrityError as error:
        errors = cleaning.check_unique(entity, record)
        if not errors:
            raise
        raise Invalid(errors) from error
