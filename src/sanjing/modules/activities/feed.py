"""One's own days as a calendar that phones and Outlook subscribe to (RFC 5545)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from sanjing.foundation.accounts.actor import Actor
from sanjing.modules.activities.agenda import Item, agenda

BACK, AHEAD = timedelta(days=30), timedelta(days=180)
EVERY = timedelta(hours=1)


def calendar_of(by: Actor, *, at: datetime, site: str) -> bytes:
    """What the actor has to do from 30 days ago to 180 days ahead: open tasks, customers to contact,
    birthdays. `site` starts the addresses, "https://crm.example.com".
    """
    today = timezone.localdate(at)
    shown = Calendar()
    for name, value in heads(by.name).items():
        shown.add(name, value)
    for day in agenda(by, today - BACK, today + AHEAD, today=today, mine=True):
        for item in day.items:
            if words := words_of(item):
                shown.add_component(event(day.day, item, words, at=at, site=site))
    return shown.to_ical()


def heads(name: str) -> dict[str, object]:
    title = _("三境 · %(name)s") % {"name": name}
    return {
        "prodid": "-//Sanjing//CRM//ZH",
        "version": "2.0",
        "x-wr-calname": title,
        "refresh-interval": EVERY,
        "x-published-ttl": "PT1H",
    }


def words_of(item: Item) -> str:
    """What stands in the calendar; nothing for what is over."""
    return {
        "task": item.text,
        "contact": _("联系 %(who)s") % {"who": item.text},
        "birthday": _("%(who)s 生日") % {"who": item.text},
    }.get(item.kind, "")


def event(day: date, item: Item, words: str, *, at: datetime, site: str) -> Event:
    made = Event()
    made.add("uid", f"{item.kind}{item.url}{day:%Y%m%d}@sanjing".replace("/", "-"))
    made.add("dtstamp", at)
    made.add("dtstart", day)
    made.add("dtend", day + timedelta(1))
    made.add("summary", words)
    made.add("url", site + item.url)
    made.add("transp", "TRANSPARENT")
    return made
