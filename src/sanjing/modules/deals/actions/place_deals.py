"""Deals from flat rows, as files of other systems have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.batches import Outcome as Written
from sanjing.modules.deals import queries
from sanjing.modules.deals.models import Stage
from sanjing.modules.products.actions.place_lines import place_many


def place_deals(
    rows: Sequence[Mapping[str, Any]], *, by: Actor, at: datetime, batch: int | None
) -> Written:
    """Create or change the deals that `rows` spell: as `place_many`, with the sense of a pipeline.

    A row without a name is called after its customer and product. The closing day of a deal that is
    still open is the expected one.
    """
    first = queries.first_stage()
    completed = [complete(row, first) for row in rows]
    return place_many(completed, into="deal", by=by, at=at, batch=batch)


def complete(row: Mapping[str, Any], first: Stage | None) -> dict[str, Any]:
    values = dict(row)
    known = bool(values.get("reference"))
    stage = values.get("stage") or (None if known else first)
    if stage is not None:
        values["stage"] = stage
        closed_on = values.get("closed_on")
        if closed_on and stage.outcome == "open":
            values.setdefault("expected_close_date", values.pop("closed_on"))
    if not values.get("name"):
        about = (values.get("customer"), values.get("product_name") or values.get("product"))
        called = " ".join(str(one) for one in about if one) or str(values.get("reference") or "")
        values["name"] = called[:200]
    return values
