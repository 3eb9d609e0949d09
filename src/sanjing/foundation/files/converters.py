"""`<filed:entity>` in a path is a record type whose records keep files, by its plural."""

from django.urls import register_converter

from sanjing.foundation.entities.converters import EntityConverter
from sanjing.foundation.entities.entity import Entity


class FiledConverter(EntityConverter):
    def to_python(self, value: str) -> Entity:
        entity = super().to_python(value)
        if entity.files is None:
            raise ValueError(value)
        return entity


register_converter(FiledConverter, "filed")
