"""How a module lets promises be made about its records.

In its `entity.py`, below the record type:

    note_promises("deal", lines=LINES.value)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.panels import Panel
from sanjing.modules.products.rules import Line
from sanjing.modules.promises import panels
from sanjing.modules.promises.actions.say import verb_of


def note_promises(entity: str, *, lines: Callable[[Any], list[Line]]) -> None:
    """Show what was promised about a record of `entity`, and take another promise in one line.

    `lines` are those of a record: the one product or category in them is what the promise is about, which a
    floor may be limited to.
    """
    panel = Panel("promises/panels/made.html", partial(panels.made, entity))
    registry.extend(entity, verbs=[verb_of(entity, lines)], side=[panel])
