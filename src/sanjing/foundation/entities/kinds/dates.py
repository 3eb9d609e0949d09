from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanjing.foundation.entities.kinds.base import Cell, Kind
from sanjing.kernel.dates import parse_date, parse_moment
from sanjing.kernel.human_dates import human_date
from sanjing.kernel.periods import relative_range

OPERATORS = ("on", "before", "after", "within", "not_within", "empty", "filled")


class Day(Kind):
    """A calendar day; it has no time zone."""

    name = "date"
    short = True
    operators = OPERATORS
    api_type = date

    def parse(self, raw: Any, field) -> date | None:
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        if isinstance(raw, datetime):
            day = timezone.localdate(raw) if timezone.is_aware(raw) else raw.date()
        else:
            day = raw if isinstance(raw, date) else parse_date(str(raw))
        if not 1 < day.year < 9999:
            raise ValueError(_("日期超出范围"))
        return day

    def format(self, value, field):
        return value.isoformat() if value else ""

    def glance(self, value, field, now):
        """今天, 3天后, 11月22日 周日."""
        return Cell(human_date(value, now, get_language() or "zh") if value else "")

    def to_json(self, value):
        return value.isoformat() if value else None

    def from_json(self, data):
        return date.fromisoformat(data) if data else None

    def widget(self, field):
        return forms.DateInput(attrs={"type": "date"})

    def question(self, op, raw, field):
        if op in ("within", "not_within"):
            relative_range(str(raw), date(2000, 1, 1))
            return str(raw)
        return None if op in ("empty", "filled") else self.parse(raw, field)

    def bounds(self, start: date, end: date) -> tuple[Any, Any]:
        return start, end

    def q(self, path, op, value, asked):
        if op == "empty":
            return self.blank(path)
        if op == "filled":
            return ~self.blank(path)
        present = Q(**{f"{path}__isnull": False})
        start, end = (
            relative_range(value, asked.today) if "within" in op else (value, value + timedelta(1))
        )
        low, high = self.bounds(start, end)
        if op == "before":
            return present & Q(**{f"{path}__lt": low})
        if op == "after":
            return present & Q(**{f"{path}__gte": high})
        inside = present & Q(**{f"{path}__gte": low}) & Q(**{f"{path}__lt": high})
        return ~inside if op == "not_within" else inside


class Moment(Day):
    """A point in time, stored in UTC, shown and typed in the installation's zone."""

    name = "moment"
    api_type = datetime

    def parse(self, raw: Any, field) -> datetime | None:
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        if isinstance(raw, date) and not isinstance(raw, datetime):
            raw = datetime.combine(raw, time())
        moment = raw if isinstance(raw, datetime) else parse_moment(str(raw))
        if not 1 < moment.year < 9999:
            raise ValueError(_("日期超出范围"))
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)

    def format(self, value, field):
        return timezone.localtime(value).isoformat(sep=" ") if value else ""

    def display(self, value, field):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else ""

    def to_json(self, value):
        """In UTC, so that one moment has one spelling that sorts."""
        return value.astimezone(UTC).isoformat() if value else None

    def from_json(self, data):
        return datetime.fromisoformat(data) if data else None

    def initial(self, value, field):
        return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M") if value else ""

    def widget(self, field):
        return forms.DateTimeInput(attrs={"type": "datetime-local"})

    def question(self, op, raw, field):
        if op in ("within", "not_within", "empty", "filled"):
            return super().question(op, raw, field)
        return Day.parse(self, raw, field)

    def bounds(self, start: date, end: date):
        return tuple(timezone.make_aware(datetime.combine(day, time())) for day in (start, end))
