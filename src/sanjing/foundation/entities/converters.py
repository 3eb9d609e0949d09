"""`<entity:entity>` in a path is a record type by its plural."""

from django.urls import register_converter

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity


class EntityConverter:
    regex = "[a-z][a-z-]*"

    def to_python(self, value: str) -> Entity:
        try:
            return registry.by_slug(value)
        except registry.UnknownEntity as error:
            raise ValueError(value) from error

    def to_url(self, value) -> str:
        return getattr(value, "slug", value)


register_converter(EntityConverter, "entity")
