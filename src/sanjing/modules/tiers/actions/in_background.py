"""Putting everybody into tiers, carried out by the worker."""

from datetime import date

from django.tasks import task
from django.utils import timezone

from sanjing.foundation.tasks.retries import attempts


@task()
@attempts(3)
def assign_tiers(as_of: str) -> None:
    # Polars takes a second to load and 100 MB to hold: only who reckons pays for it.
    from sanjing.modules.tiers.actions.assign import assign_everybody

    assign_everybody(as_of=date.fromisoformat(as_of), at=timezone.now())
