"""A kind of field that only floors have: the role a floor is for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.models import Role
from sanjing.foundation.accounts.roles import READY_ROLES
from sanjing.foundation.entities.kinds.text import Text

READY = {role["key"]: role["name"] for role in READY_ROLES}
"""Names that a list of many rows need not look up."""


class RoleKey(Text):
    """A role, kept by its key, given by key or name."""

    name = "role"
    operators = ("is", "is_not", "empty", "filled")

    def parse(self, raw: Any, field) -> str:
        text = super().parse(raw, field)
        if not text:
            return ""
        for key, name in role_names().items():
            if text in (key, name):
                return key
        raise ValueError(_("没有“%(name)s”这个角色") % {"name": text[:40]})

    def display(self, value, field):
        if not value:
            return ""
        return READY.get(value) or role_names().get(value, value)

    def form_field(self, field):
        choices = [("", _("（任何角色）")), *role_names().items()]
        return forms.ChoiceField(choices=choices, **self.form_options(field))


def role_names() -> dict[str, str]:
    return {role.key: str(role) for role in Role.objects.order_by("pk")}


class RoleField(models.CharField):
    kind = RoleKey()
