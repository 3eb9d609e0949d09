"""Account events in the event table, where history, webhooks and the seal find them."""

from datetime import datetime
from typing import Any

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.events.publish import About, make_event, publish_many

SUBJECTS = ("user", "role", "team", "token")


def record(name: str, data: dict[str, Any], by: Actor, at: datetime) -> None:
    """One row a happening: "user_created" becomes "account.user_created"."""
    subject = next((data[key] for key in SUBJECTS if key in data), 0)
    about = About("account", subject or 0, None, str(data.get("name", "")))
    with transaction.atomic():
        publish_many([make_event(f"account.{name}", data, about=about, by=by, at=at)])
