"""Kinds of field that only deals have: the fields a stage asks for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.columns import TagsField
from sanjing.foundation.entities.kinds.choice import Tags, split_tags
from sanjing.foundation.phrases import listed


class FieldNames(Tags):
    """Fields of a deal, typed by their labels and kept by their names."""

    name = "field_names"

    def parse(self, raw: Any, field) -> str:
        given = (
            raw if isinstance(raw, list | tuple) else split_tags("" if raw is None else str(raw))
        )
        fields = registry.get("deal").fields
        named = {str(one.label): name for name, one in fields.items()}
        names = []
        for word in filter(None, (str(one).strip() for one in given)):
            name = word if word in fields else named.get(word)
            if name is None:
                raise ValueError(_("商机没有“%(word)s”这一栏") % {"word": word[:40]})
            names.append(name)
        return super().parse(names, field)

    def format(self, value, field):
        fields = registry.get("deal").fields
        names = self.to_json(value)
        return listed(str(fields[name].label) if name in fields else name for name in names)


class FieldNamesField(TagsField):
    kind = FieldNames()
