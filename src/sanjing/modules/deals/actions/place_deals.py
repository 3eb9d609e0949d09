"""Deals from flat rows, as files of other systems have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.batches import Outcome as Written
from sanjing.modules.deals import queries
from sanjing.modules.deals.models import Outcome, Stage
from sanjing.modules.products.actions.place_lines import place_many
from sanjing.modules.products.lines import chunks


def place_deals(
    rows: Sequence[Mapping[str, Any]], *, by: Actor, at: datetime, batch: int | None
) -> Written:
    """Create or change the deals that `rows` spell: as `place_many`, with the sense of a pipeline.

    A row of a new deal without a name is called after its customer and product; a deal that is there
    keeps its name and stage where the row has none. The closing day of a deal that is still open is the
    expected one.
    """
    first, standing = queries.first_stage(), stages_of(rows, by)
    completed = [complete(row, standing.get(number_of(row)), first) for row in rows]
    return place_many(completed, into="deal", by=by, at=at, batch=batch)


def number_of(row: Mapping[str, Any]) -> str:
    return str(row.get("reference") or "").strip()


def stages_of(rows: Sequence[Mapping[str, Any]], by: Actor) -> dict[str, Stage]:
    """Where those deals stand that are there already, by their numbers."""
    numbers = sorted({number_of(row) for row in rows} - {""})
    seen = registry.get("deal").visible_to(by).select_related("stage")
    return {
        deal.reference: deal.stage
        for part in chunks(numbers, 400)
        for deal in seen.filter(reference__in=part).only("reference", "stage")
    }


def complete(row: Mapping[str, Any], standing: Stage | None, first: Stage | None) -> dict[str, Any]:
    """`row` with what it leaves unsaid; `standing` is the stage of the deal, None for a new one."""
    values = dict(row)
    stage = values.get("stage") or standing or first
    if stage is not None and standing is None:
        values["stage"] = stage
    if stage is not None and stage.outcome == Outcome.OPEN and values.get("closed_on"):
        values.setdefault("expected_close_date", values.pop("closed_on"))
    if standing is None and not values.get("name"):
        about = (values.get("customer"), values.get("product_name") or values.get("product"))
        called = " ".join(str(one) for one in about if one) or number_of(values)
        values["name"] = called[:200]
    return values
