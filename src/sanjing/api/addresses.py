"""`{api_entity:entity}` in a path is a record type that has an API, by its plural."""

from sanjing.foundation.entities.converters import EntityConverter
from sanjing.foundation.entities.entity import Entity


class ApiEntityConverter(EntityConverter):
    def to_python(self, value: str) -> Entity:
        entity = super().to_python(value)
        if entity.api is None:
            raise ValueError(value)
        return entity
