"""Records with lines from flat rows, one row a line or one row a record, set by set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from django.db.models import F, Q, Value
from django.db.models.functions import Lower, Replace

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.batches import Outcome
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.transfers import KEPT, with_lines
from sanjing.foundation.events.models import Event
from sanjing.modules.products.lines import LinesField, chunks
from sanjing.modules.products.models import Product
from sanjing.modules.products.reading import is_blank, read_lines
from sanjing.modules.products.rules import Line, squashed
from sanjing.modules.products.totals import TOTAL, total_of, under_total

Row = Mapping[str, Any]
LINE_KEYS = ("product", "product_name", "quantity", "unit_price")
OF_LINE = (*LINE_KEYS, "amount", "discount")
NONE = (0, "0", "0.0", "0.00")  # of nothing is no line
MOST_KEPT = 60


def place_many(
    rows: Sequence[Row],
    *,
    into: str,
    by: Actor,
    at: datetime,
    batch: int | None = None,
    make_products: bool = True,
) -> Outcome:
    """Create or change the records of `into` that `rows` spell; each row is answered by its position.

    Keys are the fields of the record (reference, customer, owner, note …). A row that fills product,
    product_name, quantity or unit_price is a line: its amount and discount are the line's, and those
    of the record are <into>_amount and <into>_discount; `total` says what the whole record came to.
    Rows with one reference are one record; a row
    without is a record of its own. A record known by its reference is changed: its lines are replaced,
    unless `batch` wrote them already, in which case the new ones follow them.

    Raises Forbidden if `by` may not create such records.
    """
    outcome, groups, entity = Outcome(), grouped(rows), registry.get(into)
    products = products_for(rows, by=by, at=at, batch=batch, make=make_products)
    known = known_records(entity, list(groups), by, batch)
    fresh: list[tuple[list[int], Row]] = []
    existing: list[tuple[list[int], tuple[int, Row]]] = []
    for reference, positions in groups.items():
        try:
            values = record_values([rows[position] for position in positions], products, into)
        except ValueError as error:
            outcome.refused |= {position: {"lines": [str(error)]} for position in positions}
            continue
        record_id, values = beside_known(entity, values, known.get(reference))
        if record_id:
            existing.append((positions, (record_id, values)))
        else:
            fresh.append((positions, values))
    write(entity, fresh, existing, outcome, by=by, at=at, batch=batch)
    return outcome


def write(
    entity: Entity,
    fresh: Sequence[tuple[list[int], Row]],
    existing: Sequence[tuple[list[int], tuple[int, Row]]],
    outcome: Outcome,
    **told: Any,
) -> None:
    """Create what is new and change what was there; each comes with the positions of its rows."""
    created = batches.create_many(entity, [values for _positions, values in fresh], **told)
    changed = batches.change_many(entity, [change for _positions, change in existing], **told)
    spread(created, [positions for positions, _v in fresh], outcome)
    spread(changed, [positions for positions, _v in existing], outcome)


def beside_known(
    entity: Entity, values: dict[str, Any], known: tuple[int, list[Line], str] | None
) -> tuple[int, dict[str, Any]]:
    """The id of the record that is there already, or 0, and the values with what it keeps of its own."""
    record_id, lines, note = known or (0, [], "")
    spare = entity.transfer.spare if entity.transfer else ""
    if kept := values.pop(KEPT, None):
        values[spare] = with_lines(values.get(spare) or note, kept)
    if lines and "lines" in values:
        values["lines"] = [*lines, *values["lines"]]
    return record_id, values


def grouped(rows: Sequence[Row]) -> dict[Any, list[int]]:
    """Positions by the number of the record; a row without one is keyed by its own position."""
    groups: dict[Any, list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        reference = str(row.get("reference") or "").strip()
        groups[reference or position].append(position)
    return groups


def record_values(
    rows: Sequence[Row], products: Mapping[str, Product], into: str
) -> dict[str, Any]:
    """What any of its rows says of the record, and its lines. ValueError names the line."""
    values: dict[str, Any] = {}
    lines: list[dict[str, Any]] = []
    kept = dict.fromkeys(line for row in rows for line in row.get(KEPT, ()))
    total = total_of(rows)
    for row in rows:
        is_line = any(not is_blank(row.get(key)) and row[key] not in NONE for key in LINE_KEYS)
        own = {k: v for k, v in row.items() if not (is_line and k in OF_LINE) and not is_blank(v)}
        own = {k: v for k, v in own.items() if k not in (KEPT, TOTAL, *LINE_KEYS)}
        for key, value in own.items():
            values.setdefault(key.removeprefix(f"{into}_"), value)
        if is_line:
            lines.append(line_values(row, products, total))
    values |= {KEPT: list(kept)[:MOST_KEPT]} if kept else {}
    read = [replace(line, of_file=True) for line in read_lines(lines)]
    if read and total is not None:
        read, off = under_total(read, total, values.get("freight"))
        values |= {"discount": off} if off else {}
    elif total is not None:
        values["amount"] = total
    return values | {"lines": read} if read else values


def line_values(row: Row, products: Mapping[str, Product], total: Any) -> dict[str, Any]:
    """One line; without any price it is worth nothing rather than refused.

    Under a `total` of the whole record, what was taken off is of the record too.
    """
    product = products.get(product_key(row))
    line = {key: row.get(key) for key in (LINE_KEYS if total is not None else OF_LINE)}
    if total is None and not is_blank(row.get(TOTAL)) and is_blank(line.get("amount")):
        line["amount"] = row[TOTAL]
    line["product"] = product
    line["product_name"] = row.get("product_name") or (
        product.name if product else row.get("product")
    )
    priced = product is not None and product.price is not None
    if is_blank(line.get("unit_price")) and is_blank(line.get("amount")) and not priced:
        line["amount"] = None if total is not None else 0
    return line


def product_key(row: Row) -> str:
    given = row.get("product")
    if isinstance(given, Product):
        return given.reference
    return str(given or row.get("product_name") or "").strip()


def products_for(
    rows: Sequence[Row], *, by: Actor, at: datetime, batch: int | None, make: bool
) -> dict[str, Product]:
    """The products that rows mean, by number or name; new ones are made if `by` may."""
    found: dict[str, Product] = {}
    names: dict[str, str] = {}
    for row in rows:
        if key := product_key(row):
            names.setdefault(key, str(row.get("product_name") or row.get("product") or "").strip())
            if isinstance(row.get("product"), Product):
                found[key] = row["product"]
    for part in chunks([key for key in names if key not in found], 400):
        wanted = set(part)
        for product in Product.objects.filter(
            Q(reference__in=part) | Q(name__in=part), removed_at=None
        ):
            found |= {key: product for key in (product.name, product.reference) if key in wanted}
    found |= alike([key for key in names if key not in found])
    missing = [key for key in names if key not in found]
    if make and missing and by.may("product", "create"):
        given = [product_values(key, names[key]) for key in missing]
        made = batches.create_many(registry.get("product"), given, by=by, at=at, batch=batch)
        found |= {missing[position]: product for position, product in made.created.items()}
    return found


def alike(keys: Sequence[str]) -> dict[str, Product]:
    """Products whose names differ from `keys` only in spaces and capitals: GTXPro is GTX Pro."""
    if not keys:
        return {}
    plain = Replace(Lower(F("name")), Value(" "), Value(""))
    rows = Product.objects.filter(removed_at=None).annotate(plain=plain).order_by("-active", "-pk")
    known: dict[str, Product] = {}
    for part in chunks(sorted({squashed(key) for key in keys}), 400):
        known |= {squashed(one.name): one for one in rows.filter(plain__in=part)}
    return {key: known[squashed(key)] for key in keys if squashed(key) in known}


def product_values(key: str, name: str) -> dict[str, Any]:
    """A number of its own when the rows gave one beside the name."""
    return {"name": name[:200]} | ({"reference": key} if key != name and len(key) <= 40 else {})


def known_records(
    entity: Entity, keys: Sequence[Any], by: Actor, batch: int | None
) -> dict[str, tuple[int, list[Line], str]]:
    """Id, the lines to keep and what its notes say, by the number of each record that is there already."""
    references = [key for key in keys if isinstance(key, str)]
    spare = entity.transfer.spare if entity.transfer else ""
    field, known = cast(LinesField, entity.fields["lines"]), {}
    for part in chunks(references, 400):
        read = ("pk", "reference", *([spare] if spare else []))
        found = list(entity.visible_to(by).filter(reference__in=part).only(*read))
        ids = [record.pk for record in found]
        events = (
            Event.objects.filter(entity=entity.name, record_id__in=ids, batch=batch)
            if batch
            else Event.objects.none()
        )
        written = set(events.values_list("record_id", flat=True))
        half_done = entity.model._default_manager.filter(pk__in=written).prefetch_related("rows")
        kept = {record.pk: field.value(record) for record in half_done}
        known |= {
            one.reference: (one.pk, kept.get(one.pk, []), getattr(one, spare, "")) for one in found
        }
    return known


def spread(made: Outcome, positions: Sequence[list[int]], outcome: Outcome) -> None:
    """Answer every row of a record with what became of the record."""
    for kind in ("created", "changed", "unchanged", "refused"):
        answers = getattr(made, kind)
        getattr(outcome, kind).update(
            {row: answer for n, answer in answers.items() for row in positions[n]}
        )
