"""The forms of promises that are not derived from fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.forms.base import Form
from sanjing.modules.customers.models import Customer
from sanjing.modules.promises.reviewing import rhythm


class RhythmForm(Form):
    """Days between reviews, a field a grade; empty takes the grade out of the queue."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        known = rhythm()
        for grade, label in Customer.Grade.choices:
            self.fields[grade] = forms.IntegerField(
                label=label, min_value=1, max_value=730, required=False, initial=known.get(grade),
                help_text=_("多少天检查一次；不填就不检查"), widget=forms.NumberInput({"class": "form-control"}),
            )  # fmt: skip
