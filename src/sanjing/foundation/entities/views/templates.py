"""A module's own template of the same name wins over the generic one."""

from functools import cache

from django.template.loader import select_template

from sanjing.foundation.entities.entity import Entity


def template_for(entity: Entity, name: str) -> str:
    return _first(entity.slug, name)


@cache
def _first(slug: str, name: str) -> str:
    return select_template([f"{slug}/{name}", f"entities/{name}"]).template.name
