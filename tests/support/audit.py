"""What a company must show after any number of crashes; run inside it through `inside.ask`."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.db.models import Count
from django.utils import timezone

from sanjing.foundation.accounts.actions import create_user, issue_token
from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.foundation.accounts.models import Role
from sanjing.foundation.accounts.queries import actor_for
from sanjing.foundation.entities import diffs, registry
from sanjing.foundation.events import deliver
from sanjing.foundation.events.models import Delivery, Event
from sanjing.foundation.events.seal import seal, verify
from sanjing.foundation.search.index import COLUMNS, entry_for
from sanjing.foundation.search.models import SearchEntry
from sanjing.foundation.transfer.actions.begin import begin
from sanjing.foundation.transfer.actions.upload import upload
from sanjing.foundation.transfer.models import ImportJob
from sanjing.foundation.webhooks.actions import create_webhook

PASSWORD = "Qingming-4815"
ROWS = 6000
HEARD = ("customer.changed", "customer.removed", "customer.restored")
IMPORTED = "旧档"


def prepare(url: str) -> str:
    """An owner's token; what happens to customers that are there is told to `url`."""
    now = timezone.now()
    by = Actor(
        None, "安装", grants={"*": {"see": Scope.ALL}}, is_administrator=True, is_system=True
    )
    user = create_user(
        username="boss", name="钱总", password=PASSWORD, roles=Role.objects.filter(key="owner"),
        by=by, at=now,
    )  # fmt: skip
    create_webhook(name="审计", url=url, patterns=list(HEARD), by=by, at=now)
    bring_in_a_file(actor_for(user), now)
    _token, secret = issue_token(
        user, name="写手", scopes=["read", "write"], by=actor_for(user), at=now
    )
    return secret


def bring_in_a_file(by: Actor, now: datetime) -> None:
    """An import for the worker, long enough to be cut off more than once."""
    lines = [f"{IMPORTED}{n:05d}号商行,138{n:08d}\n" for n in range(ROWS)]
    content = BytesIO("".join(["客户名称,电话\n", *lines]).encode())
    begin(upload(registry.get("customer"), content, "旧档案.csv", by=by, at=now))


def import_state() -> str:
    return ImportJob.objects.get().state


def found() -> dict[str, Any]:
    """Everything that is wrong, by kind, and the customers as they stand."""
    rows = {row.pk: row for row in registry.get("customer").model.objects.all()}
    return {
        "customers": {pk: standing(row) for pk, row in rows.items()},
        "batches": Counter(row.address for row in rows.values() if row.address),
        "imported_wrongly": imported_wrongly(rows),
        "told_wrongly": told_wrongly(rows),
        "found_wrongly": found_wrongly(rows),
        "delivered_wrongly": delivered_wrongly(),
        "chain": broken_seals(),
        "owed": list(customer_events().filter(name__in=HEARD).values_list("pk", flat=True)),
    }


def standing(row: Any) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ("name", "phone", "description", "stage")}
    return {"version": row.version, "removed": row.removed_at is not None, "told": told}


def customer_events():
    return Event.objects.filter(entity="customer")


def told_wrongly(rows: dict[int, Any]) -> list[str]:
    """Customers whose history, played again, does not give the row; one event a version."""
    entity = registry.get("customer")
    played: dict[int, dict[str, Any]] = {}
    counts: Counter[int] = Counter()
    for event in customer_events().order_by("pk"):
        state = played.setdefault(event.record_id, {})
        state |= event.data.get("values", {})
        state |= {name: after for name, (_b, after) in event.data.get("changes", {}).items()}
        counts[event.record_id] += 1
    wrong = [f"events of no customer: {pk}" for pk in played.keys() - rows.keys()]
    for pk, row in rows.items():
        told = {n: v for n, v in played.get(pk, {}).items() if v not in diffs.NOTHING}
        if told != diffs.filled(entity.stored, row):
            wrong.append(f"{pk}: the history does not end where the row is")
        if counts[pk] != row.version:
            wrong.append(f"{pk}: {counts[pk]} events, version {row.version}")
    return wrong


def imported_wrongly(rows: dict[int, Any]) -> list[str]:
    """Rows of the file that are not there exactly once, or that the job counts otherwise."""
    job = ImportJob.objects.get()
    names = Counter(row.name for row in rows.values() if row.name.startswith(IMPORTED))
    wrong = [f"{name}: {count} times" for name, count in names.items() if count > 1]
    if (job.state, job.created, len(names)) != (ImportJob.State.DONE, ROWS, ROWS):
        wrong.append(f"{job.state}: says {job.created} of {ROWS}, made {len(names)} ({job.error})")
    if customer_events().filter(batch=job.pk).count() != ROWS:
        wrong.append("not every row has its event")
    return wrong


def found_wrongly(rows: dict[int, Any]) -> list[str]:
    """Search rows that differ from what their record would write, miss or are too many."""
    entity = registry.get("customer")
    entries = {row.record_id: row for row in SearchEntry.objects.filter(entity="customer")}
    live = {pk: row for pk, row in rows.items() if row.removed_at is None}
    wrong = [f"{pk}: indexed by mistake" for pk in entries.keys() - live.keys()]
    for pk, row in live.items():
        wanted = entry_for(entity, row)
        entry = entries.get(pk)
        if entry is None or any(getattr(entry, c) != getattr(wanted, c) for c in COLUMNS):
            wrong.append(f"{pk}: not indexed as it stands")
    return wrong


def delivered_wrongly() -> list[str]:
    """After the pump ran dry: events owed that have not exactly one delivery, done."""
    later = timezone.now() + deliver.LEASE * 2
    while deliver.pump(later) | deliver.pump_outward(later):
        later += timedelta(seconds=1)
    open_ones = Delivery.objects.exclude(state=Delivery.State.DONE)
    wrong = [f"delivery {row.pk}: {row.state} {row.error}" for row in open_ones[:20]]
    counted = customer_events().annotate(times=Count("deliveries"))
    owed, others = counted.filter(name__in=HEARD), counted.exclude(name__in=HEARD)
    odd = [*owed.exclude(times=1)[:20], *others.exclude(times=0)[:20]]
    return wrong + [f"event {row.pk} {row.name}: {row.times} deliveries" for row in odd]


def broken_seals() -> list[str]:
    seal(timezone.now())
    verdict = verify()
    return [*verdict.broken, *(["events left unsealed"] if verdict.unsealed else [])]
