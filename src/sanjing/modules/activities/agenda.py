"""What the calendar shows of a stretch of days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.kernel.calendar import Holiday, holiday, lunar_day, next_birthday, parse_birthday
from sanjing.modules.activities.history import ICONS
from sanjing.modules.activities.models import Activity, Task

MOST = 400


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on a day. `kind` is task, done, contact, visit or birthday."""

    kind: str
    text: str
    url: str
    icon: str
    late: bool = False


@dataclass(slots=True)
class Day:
    day: date
    holiday: Holiday | None
    lunar: str
    items: list[Item] = field(default_factory=list)


Found = Iterator[tuple[date, Item]]


def agenda(by: Actor, first: date, last: date, *, today: date, mine: bool) -> list[Day]:
    """Every day from `first` to `last` with what falls on it, of the actor's own or of all they may see."""
    found: dict[date, list[Item]] = defaultdict(list)
    for source in (tasks, next_contacts, visits, birthdays):
        for day, item in source(by, first, last, today, mine):
            found[day].append(item)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    return [Day(day, holiday(day), lunar_name(day), found[day]) for day in days]


def lunar_name(day: date) -> str:
    """初八, or the month's name on its first day; nothing for those who read no Chinese."""
    if not (get_language() or settings.LANGUAGE_CODE).startswith("zh"):
        return ""
    name = str(lunar_day(day)[1]).removeprefix("农历")
    month, _month, rest = name.partition("月")
    return f"{month}月" if rest == "初一" else rest


def visible(entity: str, by: Actor, mine: bool, owner: str = "owner") -> QuerySet:
    rows = registry.get(entity).visible_to(by)
    return rows.filter(**{owner: by.user_id}) if mine else rows


def tasks(by: Actor, first: date, last: date, today: date, mine: bool) -> Found:
    rows = (
        visible("task", by, mine)
        .filter(due_date__range=(first, last))
        .select_related("customer")
        .order_by("due_date", "pk")
    )
    for task in rows[:MOST]:
        kind = "done" if task.done_at else "task"
        late = task.done_at is None and task.due_date < today
        text = f"{task.title} · {task.customer.name}" if task.customer else task.title
        yield task.due_date, Item(kind, text, f"/tasks/{task.pk}/", "checkbox", late)


def next_contacts(by: Actor, first: date, last: date, today: date, mine: bool) -> Found:
    """Days a customer is due, unless an open task says so already."""
    said = Task.objects.filter(
        customer=OuterRef("pk"), due_date=OuterRef("next_contact_date"), removed_at=None
    )
    rows = visible("customer", by, mine).filter(
        ~Exists(said), next_contact_date__range=(first, last)
    )
    for customer in rows.only("name", "next_contact_date").order_by("next_contact_date", "pk")[
        :MOST
    ]:
        day = customer.next_contact_date
        yield (
            day,
            Item(
                "contact",
                customer.name,
                f"/customers/{customer.pk}/",
                "phone-outgoing",
                day < today,
            ),
        )


def visits(by: Actor, first: date, last: date, today: date, mine: bool) -> Found:
    low, high = (
        timezone.make_aware(datetime.combine(day, time())) for day in (first, last + timedelta(1))
    )
    rows = visible("activity", by, mine).filter(happened_at__gte=low, happened_at__lt=high)
    rows = rows.filter(kind__in=(Activity.Kind.VISIT, Activity.Kind.MEETING)).select_related(
        "customer"
    )
    for activity in rows.order_by("happened_at")[:MOST]:
        day = timezone.localdate(activity.happened_at)
        icon = ICONS[Activity.Kind(activity.kind)]
        yield day, Item("visit", activity.customer.name, f"/activities/{activity.pk}/", icon)


def birthdays(by: Actor, first: date, last: date, today: date, mine: bool) -> Found:
    """Solar and lunar birthdays of contacts; the database narrows them to the months in question."""
    months = {(first + timedelta(n)).month for n in range((last - first).days + 1)}
    near = Q(birthday__startswith="L")
    for month in months:
        near |= Q(birthday__contains=f"-{month:02}-")
    rows = (
        visible("contact", by, mine, owner="customer__owner").filter(near).only("name", "birthday")
    )
    for contact in rows.order_by("pk")[: 10 * MOST]:
        day = next_birthday(parse_birthday(contact.birthday), first)
        if day <= last:
            yield day, Item("birthday", contact.name, f"/contacts/{contact.pk}/", "cake")
