"""Reckon what pages will ask for, for who sees everything; others' figures are kept when they first ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.module_loading import autodiscover_modules

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.figures.models import Night
from sanjing.foundation.figures.sights import everybody

Reading = Callable[[Actor, date], object]
_readings: list[Reading] = []


def at_night(reading: Reading) -> Reading:
    """Let a reading of figures be done every night, so that nobody waits for it."""
    if reading not in _readings:
        _readings.append(reading)
    return reading


def fill() -> None:
    """Do the readings that modules name in their `nightly.py`. What is kept already is not reckoned again."""
    autodiscover_modules("nightly")
    night = Night.objects.first()
    if night is None:
        return
    for reading in _readings:
        reading(everybody(), night.as_of)
