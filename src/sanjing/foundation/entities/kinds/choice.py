from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from sanjing.foundation.entities.kinds.base import Cell, Kind, several
from sanjing.foundation.phrases import listed

TONES = ("blue", "azure", "green", "orange", "purple", "teal", "pink", "cyan", "yellow", "red")

SAYING = {
    "green": "accepted approved arrived done glad kept paid qualified renewed settled signed won",
    "red": "broken damaged declined high late lost overdue refused terminated trouble upset",
    "orange": "part waiting",
    "secondary": "cancelled discarded draft ended expired low none omitted rejected superseded void",
}
"""Options that say good, bad, unfinished or over; all others take the colour of their place."""
TONE_OF = {key: tone for tone, keys in SAYING.items() for key in keys.split()}


class Choice(Kind):
    """One of a short list. Options have stable ids; their labels may be renamed at will."""

    name = "choice"
    short = True
    operators = ("is", "is_not", "in", "empty", "filled")
    empty = ""

    def parse(self, raw: Any, field) -> str:
        text = "" if raw is None else str(raw).strip()
        if not text:
            return ""
        if text in field.option_labels:
            return text
        folded = text.casefold()
        for key, label in field.choices:
            if folded in (str(key).casefold(), str(label).casefold()):
                return key
        raise ValueError(
            _("“%(text)s”不在可选范围内：%(options)s")
            % {
                "text": text[:40],
                "options": listed(label for _key, label in field.choices[:12]),
            }
        )

    def format(self, value, field):
        return str(field.option_labels.get(value, value or ""))

    def cell(self, value, field):
        keys = [key for key, _label in field.choices]
        place = TONES[keys.index(value) % len(TONES)] if value in keys else ""
        return Cell(self.display(value, field), tone=TONE_OF.get(value, place))

    def form_field(self, field):
        blank = [] if field.required or field.default else [("", _("（未填）"))]
        return forms.ChoiceField(choices=[*blank, *field.choices], **self.form_options(field))

    def held(self, value, field):
        return tuple(one for one in field.retired if one[0] == value)

    def initial(self, value, field):
        return value

    def question(self, op, raw, field):
        if op == "in":
            return [self.parse(value, field) for value in several(raw)]
        return super().question(op, raw, field)

    def q(self, path, op, value, asked):
        if op == "in":
            return Q(**{f"{path}__isnull": False}) & Q(**{f"{path}__in": value})
        return super().q(path, op, value, asked)

    def blank(self, path: str) -> Q:
        return Q(**{f"{path}__isnull": True}) | Q(**{path: ""})


class Flag(Kind):
    """Yes or no."""

    name = "flag"
    operators = ("is",)
    api_type = bool
    empty = False

    def parse(self, raw: Any, field) -> bool:
        if isinstance(raw, bool):
            return raw
        text = "" if raw is None else str(raw).strip().casefold()
        if text in YES:
            return True
        if text in NO:
            return False
        raise ValueError(_("“%(text)s”应写“是”或“否”") % {"text": text[:40]})

    def format(self, value, field):
        return _("是") if value else _("否")

    def keep(self, value) -> int:
        return int(value)

    def kept(self, data) -> bool | None:
        return None if data is None else bool(data)

    def q(self, path, op, value, asked):
        """What was never answered is no, as every surface shows it."""
        yes = Q(**{f"{path}__isnull": False}) & Q(**{path: True})
        return yes if value else ~yes

    def form_field(self, field):
        return forms.BooleanField(**{**self.form_options(field), "required": False})

    def initial(self, value, field):
        return bool(value)


YES = {"1", "1.0", "true", "yes", "y", "t", "on", "是", "有", "对", "√", "✓", "启用", "在售", "男"}
NO = {
    "",
    "0",
    "0.0",
    "false",
    "no",
    "n",
    "f",
    "off",
    "否",
    "无",
    "×",
    "✗",
    "停用",
    "停售",
    "none",
    "null",
}


class Tags(Kind):
    """A handful of short words; stored `|one|two|`, given as a list or separated text."""

    name = "tags"
    operators = ("has", "has_not", "empty", "filled")
    sortable = False
    api_type = list[str]
    empty = ""

    def parse(self, raw: Any, field) -> str:
        parts = (
            raw if isinstance(raw, list | tuple) else split_tags("" if raw is None else str(raw))
        )
        words = list(dict.fromkeys(str(part).strip().replace("|", "") for part in parts))
        joined = "|".join(word for word in words if word)
        if len(joined) + 2 > (field.max_length or 400):
            raise ValueError(_("标签太多了"))
        return f"|{joined}|" if joined else ""

    def format(self, value, field):
        return listed(self.to_json(value))

    def to_json(self, value) -> list[str]:
        return [word for word in (value or "").split("|") if word]

    def from_json(self, data) -> str:
        return f"|{'|'.join(data)}|" if data else ""

    def keep(self, value) -> str:
        return value

    def kept(self, data) -> str:
        return data or ""

    def question(self, op, raw, field):
        return None if op in ("empty", "filled") else str(raw).strip().replace("|", "")

    def q(self, path, op, value, asked):
        if op in ("has", "has_not"):
            found = Q(**{f"{path}__isnull": False}) & Q(**{f"{path}__icontains": f"|{value}|"})
            return found if op == "has" else ~found
        return super().q(path, op, value, asked)

    def blank(self, path: str) -> Q:
        return Q(**{f"{path}__isnull": True}) | Q(**{path: ""})

    def search_names(self, value, field):
        return self.to_json(value)


def split_tags(text: str) -> list[str]:
    for mark in ("、", "，", ";", "；", "|", "\n"):
        text = text.replace(mark, ",")
    return text.split(",")
