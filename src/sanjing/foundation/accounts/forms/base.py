"""What every form here has in common."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

_CLASS = {"checkbox": "form-check-input", "select": "form-select"}


class Form(forms.Form):
    """Gives every input the class the style sheet knows, and can say what an action refused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            kind = getattr(field.widget, "input_type", "")
            field.widget.attrs["class"] = _CLASS.get(kind, "form-control")

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, error)
        if field in self.fields:
            self.fields[field].widget.attrs["class"] += " is-invalid"

    def take(self, error: ValidationError, *, beside: str | None = None) -> None:
        """Show what an action refused: beside the field it names, or beside `beside`, once."""
        shown: set[str] = set()
        named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for field, texts in sorted(named.items(), reverse=True):
            place = field if field in self.fields else beside
            for text in (text for text in texts if text not in shown):
                self.add_error(place, text)
                shown.add(text)
