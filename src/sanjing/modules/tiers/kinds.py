"""Kinds of fields that only tiers have: the tier of a customer, and the criteria of a tier."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import criteria, registry
from sanjing.foundation.entities.kinds.text import Text
from sanjing.foundation.entities.sentences import describe

RANK = 3
"""So many digits of a mark tell the place of the tier, so that customers sort by it."""


def mark_of(rank: int, name: str) -> str:
    """How a tier is kept with its customers.

    >>> mark_of(2, "银牌")
    '002银牌'
    """
    return f"{rank:0{RANK}d}{name}"


class TierMark(Text):
    """The tier of a customer, kept as its mark and given by its name."""

    name = "tier"
    operators: tuple[str, ...] = ("is", "is_not", "empty", "filled")
    short = True

    def parse(self, raw: Any, field) -> str:
        text = super().parse(raw, field)
        for mark in marks() if text else ():
            if text in (mark, mark[RANK:]):
                return mark
        if text:
            raise ValueError(_("没有叫“%(name)s”的分级") % {"name": text[:40]})
        return ""

    def format(self, value, field):
        return (value or "")[RANK:]

    def to_json(self, value):
        return (value or "")[RANK:]

    def form_field(self, field):
        choices = [("", _("（未填）")), *((mark, mark[RANK:]) for mark in marks())]
        return forms.ChoiceField(choices=choices, **self.form_options(field))


def marks() -> list[str]:
    """Of the tiers there are, the highest first."""
    rows: Any = registry.get("tier").model._default_manager.filter(removed_at=None)
    return list(rows.order_by("mark").values_list("mark", flat=True))


class Conditions(Text):
    """Criteria over customers: kept as the JSON of their tree, read as a sentence."""

    name = "criteria"
    operators: tuple[str, ...] = ("empty", "filled")
    sortable = False
    most = 20_000

    def display(self, value, field):
        if not value:
            return ""
        system = system_actor("")
        try:
            tree = criteria.parse(json.loads(value))
            return describe(tree, registry.get("customer").fields_for(system), system)
        except criteria.BadCriteria as gone:
            return str(gone)


class CriteriaField(models.TextField):
    kind = Conditions()
