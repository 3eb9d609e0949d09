"""Which records point at one through an own field, told before it goes to the bin."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import paging, registry
from sanjing.foundation.entities.entity import Entity


def pointing_at(entity: Entity, record: Model, *, by: Actor) -> list[str]:
    """Sentences, one a field, about the records that `by` may see."""
    found = []
    for other in registry.all_entities():
        for field in other.fields.values():
            points_here = field.points and field.target_model is entity.model
            if points_here and other.may_read(field.name, by):
                rows = other.visible_to(by).filter(**{field.path: record.pk})
                count, more = paging.count(rows)
                text = (
                    _("%(count)s 条以上%(what)s的“%(field)s”是它，会注明“在回收站”。")
                    if more
                    else _("%(count)s 条%(what)s的“%(field)s”是它，会注明“在回收站”。")
                )
                if count:
                    found.append(text % {"count": count, "what": other.label, "field": field.label})
    return found
