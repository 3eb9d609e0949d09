"""A question put into SQL once answers like the question itself, whatever it is asked about."""

from datetime import date

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.models import User
from sanjing.foundation.approvals.models import Delegation
from sanjing.foundation.prepared import Prepared

pytestmark = pytest.mark.django_db
DAYS = [date(2026, 3, day) for day in range(1, 6)]


def question(person_id: int, other_id: int, first: date, last: date):
    given = Delegation.objects.filter(person=person_id, first_date__gte=first, last_date__lte=last)
    return given.exclude(to=other_id).order_by("pk").values_list("pk", "to")


def test_it_answers_like_the_question_every_time(boss, seller, manager):
    people: list[User] = [boss.user, seller.user, manager.user]
    for number, day in enumerate(DAYS):
        Delegation.objects.create(
            person=people[number % 2],
            to=people[2 - number % 2],
            created_at=timezone.now(),
            first_date=day,
            last_date=day,
        )
    prepared = Prepared(question, int, int, date, date)
    asked = [
        (one.pk, other.pk, first, last)
        for one in people for other in people for first in DAYS for last in DAYS
    ]  # fmt: skip
    answers = [prepared.ask(*values) for values in asked]
    assert answers == [list(question(*values)) for values in asked]
    assert len({tuple(answer) for answer in answers}) > len(DAYS)
