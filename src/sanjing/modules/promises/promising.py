"""How a module lets promises be made about its records.

In its `entity.py`, below the record type:

    note_promises("deal", category=category_of_deal)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.panels import Panel
from sanjing.modules.promises import panels
from sanjing.modules.promises.actions.say import verb_of


def note_promises(entity: str, *, category: Callable[[Any], str]) -> None:
    """Show what was promised about a record of `entity`, and take another promise in one line.

    `category` is that of the products it is about, which a floor may be limited to; "" for several.
    """
    panel = Panel("promises/panels/made.html", partial(panels.made, entity))
    registry.extend(entity, verbs=[verb_of(entity, category)], side=[panel])
