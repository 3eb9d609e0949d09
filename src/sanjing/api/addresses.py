"""`{api_entity:entity}` in a path is a record type that has an API, by its plural; `{api_verb:verb}` is
what it can do.
"""

from django.urls.converters import SlugConverter

from sanjing.foundation.entities.converters import EntityConverter
from sanjing.foundation.entities.entity import Entity


class ApiEntityConverter(EntityConverter):
    def to_python(self, value: str) -> Entity:
        entity = super().to_python(value)
        if entity.api is None:
            raise ValueError(value)
        return entity


class ApiVerbConverter(SlugConverter):
    """Leaves to the files of a record their address, whichever of the two was routed first."""

    regex = r"(?!files$)[-a-zA-Z0-9_]+"
