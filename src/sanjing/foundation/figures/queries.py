"""Reading a sum: the kept one, or reckoned now.

    parts = figure("costs.parts", actor, today, lambda day: reckoned(actor, day))

What `reckon` gives is kept as JSON: lists, dicts, texts, numbers, days; a tuple comes back as a list.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.figures.models import Figure, Night, Plain, Read
from sanjing.foundation.figures.sights import sight_of


def kept_on(today: date) -> date | None:
    """The day that kept sums stand for; None where everything is summed as of the day asked for."""
    return Night.objects.filter(as_of__lte=today).values_list("as_of", flat=True).first()


def figure(name: str, actor: Actor, today: date, reckon: Callable[[date], Any]) -> Any:
    """What `reckon` tells of what `actor` sees: as of the last night if sums are kept, else as of `today`.

    `name` says everything that shapes the sum besides the reader and the day.
    """
    night = kept_on(today)
    if night is None:
        return reckon(today)
    sight = sight_of(actor)
    found = Figure.objects.filter(name=name, sight=sight, as_of=night).first()
    if found is not None:
        return found.told
    told = reckon(night)
    kept = json.loads(json.dumps(told, cls=Plain), cls=Read)
    Figure.objects.update_or_create(name=name, sight=sight, defaults={"as_of": night, "told": kept})
    return kept
