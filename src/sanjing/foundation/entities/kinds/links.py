"""Kinds that point at another record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from sanjing.foundation.entities.kinds.base import Cell, Kind, several
from sanjing.foundation.entities.kinds.pointers import Pointer
from sanjing.kernel.numbers import whole


class Pointing(Kind):
    """A link: a column holds the row itself, an own field only its id, as a `Pointer`."""

    operators: tuple[str, ...] = ("is", "is_not", "in", "empty", "filled")
    sortable = False
    api_type = int

    def to_json(self, value):
        return value.pk if value else None

    def from_json(self, data):
        return Pointer(data) if data else None

    def keep(self, value):
        return getattr(value, "pk", value)

    def called(self, asked: Any, field) -> str:
        """What is asked for, as its reader knows it."""
        return field.names.cell(row_id(asked)).text

    def question(self, op, raw, field):
        if op in ("empty", "filled"):
            return None
        if op == "in":
            return [self.asked_for(one) for one in several(raw)]
        return self.asked_for(raw)

    def asked_for(self, raw: Any) -> Any:
        return row_id(raw)

    def q(self, path, op, value, asked):
        if op == "in":
            return Q(**{f"{path}__isnull": False}) & Q(**{f"{path}__in": value})
        return super().q(path, op, value, asked)


def row_id(raw: Any) -> int:
    """The id of a row or its spelling. ValueError for what no column can hold."""
    number = whole(str(getattr(raw, "pk", raw)))
    if number is None:
        raise ValueError(_("没有这个编号"))
    return number


def kept_as(found: Any, field) -> Any:
    """A row in the form that its field holds."""
    return Pointer(found.pk) if field.points else found


class Link(Pointing):
    """One record of another entity; the value is the model instance."""

    name = "link"

    def parse(self, raw: Any, field):
        if raw in (None, ""):
            return None
        if isinstance(raw, field.target.model):
            return kept_as(raw, field)
        text = str(getattr(raw, "pk", raw)).strip()
        found = self.candidates(text, field)
        if not found:
            what = {"what": field.label, "text": text[:40]}
            raise ValueError(_("找不到%(what)s“%(text)s”") % what)
        if len(found) > 1 and field.points:
            what = {"what": field.target.label, "text": text[:40]}
            raise ValueError(_("有几条%(what)s都叫“%(text)s”，请写编号") % what)
        return kept_as(found[0], field)

    def find(self, text: str, field):
        return next(iter(self.candidates(text, field)), None)

    def candidates(self, text: str, field) -> list[Any]:
        """The one with that id or number, else up to two with that title."""
        rows = field.target.model.objects.filter(removed_at=None)
        if field.reader:
            rows = field.target.visible_to(field.reader)
        pk = whole(text)
        if pk is not None and (record := rows.filter(pk=pk).first()):
            return [record]
        title = field.target.title
        return list(rows.filter(Q(reference=text) | Q(**{title: text})).order_by("pk")[:2])

    def format(self, value, field):
        if isinstance(value, Pointer):
            return field.names.cell(value.pk).text
        return getattr(value, field.target.title) if value else ""

    def cell(self, value, field):
        if isinstance(value, Pointer):
            return field.names.cell(value.pk)
        return Cell(self.display(value, field), href=field.target.url(value)) if value else Cell("")

    def widget(self, field):
        return RecordPicker(field)

    def initial(self, value, field):
        return value


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
            "record_title": self.field.kind.format(record, self.field) if record else "",
        }
