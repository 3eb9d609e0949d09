"""Forget what was kept, and say up to which day sums stand from now on."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from sanjing.foundation.figures.models import Figure, Night


def turn(as_of: date, *, keeps: bool) -> None:
    """Without `keeps` every sum is reckoned when it is asked for."""
    with transaction.atomic():
        Night.objects.all().delete()
        Figure.objects.all().delete()
        if keeps:
            Night.objects.create(as_of=as_of)


def renew(as_of: date) -> None:
    """Where sums are kept, begin anew as of a day."""
    if Night.objects.exists():
        turn(as_of, keeps=True)
