"""What happens to accounts stands in the same history as everything else."""

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.actions import create_user, issue_token
from sanjing.foundation.events.models import Event

pytestmark = pytest.mark.django_db


def test_opening_an_account_leaves_an_event(admin) -> None:
    user = create_user(
        username="zhaomin",
        name="赵敏",
        password="Qingming-4815",
        roles=[],
        by=admin.actor,
        at=timezone.now(),
    )
    event = Event.objects.get(name="account.user_created")
    assert (event.record_id, event.title, event.actor_id) == (user.pk, "赵敏", admin.user.pk)


def test_a_new_token_leaves_an_event_without_its_secret(admin) -> None:
    now = timezone.now()
    _token, secret = issue_token(admin.user, name="x", scopes=["read"], by=admin.actor, at=now)
    event = Event.objects.get(name="account.token_issued")
    assert secret not in str(event.data) and event.data["scopes"] == ["read"]
