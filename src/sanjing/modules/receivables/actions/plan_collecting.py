"""The next attempt to collect as a task of whoever made the last one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.modules.receivables.models import CollectionNote


def plan_collecting(notes: Sequence[CollectionNote], *, by: Actor, at: datetime) -> None:
    rows = [
        {
            "title": note.next_step or _("再次催收"),
            "customer": note.customer,
            "due_date": note.next_on,
            "owner": note.owner,
            "priority": "high",
        }
        for note in notes
        if note.next_on
    ]
    if rows:
        batches.create_many(registry.get("task"), rows, by=by, at=at)
