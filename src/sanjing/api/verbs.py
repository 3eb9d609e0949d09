"""What a domain verb is told, from JSON to the form it asks with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from sanjing.foundation.entities.errors import Invalid

SEVERAL = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


def form_data(form: forms.Form | None, given: dict[str, Any]) -> MultiValueDict:
    """`given` as a form reads it. Raises Invalid for names and types the form does not ask for."""
    fields = form.fields if form is not None else {}
    errors, data = {}, MultiValueDict()
    for name, value in given.items():
        if name not in fields:
            errors[name] = [_("没有可以填写的字段“%(name)s”") % {"name": name[:60]}]
        elif isinstance(value, list) and isinstance(fields[name], SEVERAL):
            data.setlist(name, [_text(one) for one in value])
        elif isinstance(value, list | dict):
            errors[name] = [_("“%(label)s”的写法不对") % {"label": fields[name].label or name}]
        elif value is not None:
            data[name] = _text(value)
    if errors:
        raise Invalid(errors)
    return data


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
