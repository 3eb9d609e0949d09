"""The calendar page."""

from datetime import date, datetime

import pytest
from django.utils import timezone, translation

from sanjing.modules.activities.agenda import agenda
from tests.support.making import make

FIRST, LAST = date(2024, 9, 9), date(2024, 10, 6)


def items(person, mine=True):
    days = agenda(person.actor, FIRST, LAST, today=date(2024, 9, 20), mine=mine)
    return {(day.day, item.kind, item.text) for day in days for item in day.items}


def test_tasks_next_contacts_visits_and_birthdays_fall_on_their_days(seller):
    customer = make("customer", name="海天", owner=seller.user, next_contact_date="2024-09-25")
    make("contact", customer=customer, name="王阳", birthday="1980-09-12")
    make("contact", customer=customer, name="李月", birthday="农历八月十五")
    make("contact", customer=customer, name="赵冬", birthday="1980-12-01")
    make("task", title="送样", owner=seller.user, due_date="2024-09-30")
    make("activity", by=seller.actor, customer=customer, kind="visit",
         happened_at=timezone.make_aware(datetime(2024, 9, 18, 23, 30)))  # fmt: skip
    assert items(seller) == {
        (date(2024, 9, 25), "contact", "海天"),
        (date(2024, 9, 12), "birthday", "王阳"),
        (date(2024, 9, 17), "birthday", "李月"),
        (date(2024, 9, 30), "task", "送样"),
        (date(2024, 9, 18), "visit", "海天"),
    }


def test_nobody_sees_the_days_of_others(seller, other_seller, manager):
    customer = make("customer", name="海天", owner=seller.user, next_contact_date="2024-09-25")
    make("contact", customer=customer, name="王阳", birthday="1980-09-12")
    assert items(other_seller) == items(other_seller, mine=False) == set()
    assert items(manager) == set()
    assert {text for _day, _kind, text in items(manager, mine=False)} == {"海天", "王阳"}


def test_a_day_is_not_told_twice_when_a_task_says_it_already(seller):
    customer = make("customer", name="海天", owner=seller.user, next_contact_date="2024-09-25")
    make("task", title="再次联系", customer=customer, owner=seller.user, due_date="2024-09-25")
    assert items(seller) == {(date(2024, 9, 25), "task", "再次联系 · 海天")}


def test_public_holidays_and_days_worked_to_make_up_are_marked(seller):
    days = {day.day: day for day in agenda(seller.actor, FIRST, LAST, today=FIRST, mine=True)}
    assert "中秋" in days[date(2024, 9, 17)].holiday.name
    assert days[date(2024, 9, 14)].holiday.is_rest is False
    assert days[date(2024, 9, 17)].lunar == "十五"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?day=2024-02-29",
        "?view=week&day=2024-09-17",
        "?who=all",
        "?day=9999-99-99",
        "?day=0001-01-01",
    ],
)
def test_every_address_of_the_calendar_opens(seller, query):
    assert seller.browser().get(f"/calendar/{query}").status_code == 200


def test_lunar_days_are_for_those_who_read_chinese(seller):
    days = [date(2026, 2, 20)]
    for language, shown in (("zh-hans", "初四"), ("zh-hant", "初四"), ("en", "")):
        with translation.override(language):
            found = agenda(seller.actor, days[0], days[0], today=days[0], mine=True)
            assert [one.lunar for one in found] == [shown]
