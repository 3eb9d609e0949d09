"""Kinds that point at another record or at a person who works here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.models import Team, User
from sanjing.foundation.entities.kinds.base import Cell, Kind
from sanjing.kernel.numbers import whole


class Link(Kind):
    """One record of another entity; the value is the model instance."""

    name = "link"
    operators = ("is", "is_not", "empty", "filled")
    sortable = False
    api_type = int

    def parse(self, raw: Any, field):
        if raw in (None, ""):
            return None
        if isinstance(raw, field.target.model):
            return raw
        found = self.find(str(raw).strip(), field)
        if found is None:
            raise ValueError(
                _("找不到%(what)s“%(text)s”") % {"what": field.label, "text": str(raw)[:40]}
            )
        return found

    def find(self, text: str, field):
        rows = field.target.model.objects.filter(removed_at=None)
        if field.reader:
            rows = field.target.visible_to(field.reader)
        pk = whole(text)
        if pk is not None and (record := rows.filter(pk=pk).first()):
            return record
        title = field.target.title
        return rows.filter(Q(reference=text) | Q(**{title: text})).order_by("pk").first()

    def format(self, value, field):
        return getattr(value, field.target.title) if value else ""

    def cell(self, value, field):
        return Cell(self.display(value, field), href=field.target.url(value)) if value else Cell("")

    def to_json(self, value):
        return value.pk if value else None

    def from_json(self, data):
        return data

    def widget(self, field):
        return RecordPicker(field)

    def initial(self, value, field):
        return value

    def question(self, op, raw, field):
        return None if op in ("empty", "filled") else row_id(raw)


class ShortLink(Link):
    """One of a short list of records that administrators keep, such as stages: chosen, not searched."""

    def options(self, field) -> list[tuple[str, str]]:
        """Those on offer, as (id, title), in the order of their list."""
        target = field.target
        rows = target.visible_to(field.reader) if field.reader else target.model.objects.all()
        rows = target.with_links(rows.filter(removed_at=None))
        return [(str(one.pk), str(one)) for one in rows.order_by(target.listing.sort, "pk")]

    def cell(self, value, field):
        return Cell(self.display(value, field))

    def form_field(self, field):
        choices = [("", _("（未填）")), *self.options(field)]
        return forms.ChoiceField(choices=choices, **self.form_options(field))

    def initial(self, value, field):
        return getattr(value, "pk", value) or ""


def row_id(raw: Any) -> int:
    """The id of a row or its spelling. ValueError for what no column can hold."""
    number = whole(str(getattr(raw, "pk", raw)))
    if number is None:
        raise ValueError(_("没有这个编号"))
    return number


class Person(Kind):
    """A user of this installation; the value is the `User`."""

    name = "user"
    short = True
    operators = ("is", "is_not", "in_team", "empty", "filled")
    sortable = False
    api_type = int

    def parse(self, raw: Any, field):
        if raw in (None, ""):
            return None
        if isinstance(raw, User):
            return raw
        text = str(raw).strip()
        people = User.objects.filter(is_active=True)
        pk = whole(text)
        found = people.filter(pk=pk).first() if pk is not None else None
        found = found or people.filter(Q(username=text) | Q(name=text)).order_by("pk").first()
        if found is None:
            raise ValueError(_("没有叫“%(text)s”的在职同事") % {"text": text[:40]})
        return found

    def format(self, value, field):
        return value.name if value else ""

    def to_json(self, value):
        return value.pk if value else None

    def form_field(self, field):
        people = [
            (user.pk, user.name) for user in User.objects.filter(is_active=True).order_by("name")
        ]
        return forms.ChoiceField(choices=[("", _("（无）")), *people], **self.form_options(field))

    def initial(self, value, field):
        return value.pk if value else ""

    def question(self, op, raw, field):
        if op in ("empty", "filled"):
            return None
        return raw if raw == "me" and op != "in_team" else row_id(raw)

    def q(self, path, op, value, asked):
        if value == "me":
            value = asked.actor.user_id
        if op == "in_team":
            return Q(**{f"{path}__isnull": False}) & Q(**{f"{path}__team_id": value})
        return super().q(path, op, value, asked)


class TeamOf(Kind):
    """A team of this installation; the value is the `Team`."""

    name = "team"
    operators = ("is", "is_not", "empty", "filled")
    sortable = False
    api_type = int

    def parse(self, raw: Any, field):
        if raw in (None, "") or isinstance(raw, Team):
            return raw or None
        text = str(raw).strip()
        rows = Team.objects.all()
        pk = whole(text)
        found = rows.filter(pk=pk).first() if pk is not None else None
        found = found or rows.filter(name=text).order_by("pk").first()
        if found is None:
            raise ValueError(_("没有叫“%(text)s”的团队") % {"text": text[:40]})
        return found

    def format(self, value, field):
        return value.name if value else ""

    def to_json(self, value):
        return value.pk if value else None

    def form_field(self, field):
        teams = [("", _("（无）")), *Team.objects.order_by("path").values_list("pk", "name")]
        return forms.ChoiceField(choices=teams, **self.form_options(field))

    def initial(self, value, field):
        return value.pk if value else ""

    def question(self, op, raw, field):
        return None if op in ("empty", "filled") else row_id(raw)


class RecordPicker(forms.TextInput):
    """A searching select; the control shows a title, the hidden input holds the id."""

    template_name = "entities/widgets/record_picker.html"

    def __init__(self, field):
        super().__init__()
        self.field = field

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        record = value
        if value and not hasattr(value, "pk"):
            record = self.field.kind.find(str(value), self.field)
        return {
            **context,
            "url": reverse("entities:pick", args=[self.field.target.slug]),
            "record_id": record.pk if record else "",
            "record_title": getattr(record, self.field.target.title) if record else "",
        }
