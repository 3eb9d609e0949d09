"""A kind of field that only trainings have: the skill, offered in the words that stand already."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.kinds.text import Text

OFFERED = 100


class Skill(Text):
    """A word for what somebody can do; written as before where it differs in spaces or case alone."""

    name = "skill"

    def parse(self, raw: Any, field) -> str:
        text = super().parse(raw, field)
        return next((one for one in known_skills() if same(one, text)), text)

    def widget(self, field):
        return SkillInput({"maxlength": field.max_length})


class SkillInput(forms.TextInput):
    """A line to type in that offers the skills named so far."""

    template_name = "library/skill_input.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        given = {**(attrs or {}), "list": f"known-{name}", "autocomplete": "off"}
        return {**super().get_context(name, value, given), "known": known_skills()}


class SkillField(models.CharField):
    kind = Skill()


def known_skills() -> list[str]:
    rows = registry.get("training").model._default_manager.filter(removed_at=None)
    return list(rows.order_by("skill").values_list("skill", flat=True).distinct()[:OFFERED])


def same(one: str, other: str) -> bool:
    return one.casefold().replace(" ", "") == other.casefold().replace(" ", "")
