"""What every form here has in common."""

from django import forms
from django.core.exceptions import ValidationError


class Form(forms.Form):
    """A form that can say what an action refused."""

    def take(self, error: ValidationError, *, beside: str | None = None) -> None:
        """Show what an action refused: beside the field it names, or beside `beside`, once."""
        shown: set[str] = set()
        named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for field, texts in sorted(named.items(), reverse=True):
            place = field if field in self.fields else beside
            for text in (text for text in texts if text not in shown):
                self.add_error(place, text)
                shown.add(text)
