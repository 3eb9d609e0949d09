"""What can be done to fields and views."""

from sanjing.foundation.customization.actions.change_field import change_field
from sanjing.foundation.customization.actions.define_field import FieldRefused, define_field
from sanjing.foundation.customization.actions.remove_field import remove_field
from sanjing.foundation.customization.actions.save_view import delete_view, save_view

__all__ = [
    "FieldRefused",
    "change_field",
    "define_field",
    "delete_view",
    "remove_field",
    "save_view",
]
