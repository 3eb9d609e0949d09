"""The ageing as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.criteria import Group
from sanjing.foundation.entities.exporting import BOM, log_export, safe
from sanjing.kernel.money import plain_money
from sanjing.modules.receivables import reports, standing


def as_file(actor: Actor, as_of: date, *, at: datetime) -> StreamingHttpResponse:
    """Everybody who owed on a day, streamed as CSV; who took it stands in the history."""
    entity = registry.get("invoice")
    told = [entity.fields[name] for name in ("customer", "balance", "due_on")]
    log_export(entity, Group("all", ()), told, by=actor, at=at)
    answer = StreamingHttpResponse(lines(actor, as_of), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="receivables-{as_of:%Y%m%d}.csv"'
    return answer


def lines(actor: Actor, as_of: date) -> Iterator[str]:
    parts = [str(label) for label in reports.PARTS.values()]
    header = [_("客户编号"), _("客户"), _("负责人"), *parts, _("合计"), _("逾期")]
    yield BOM + line([*header, _("截至")])
    for customer, owed in standing.everybody(actor, as_of):
        amounts = [*(owed.parts[name] for name in reports.PARTS), owed.owed, owed.overdue]
        owner = customer.owner.name if customer.owner else ""
        texts = [safe(text) for text in (customer.reference, customer.name, owner)]
        yield line([*texts, *map(plain_money, amounts), as_of.isoformat()])


def line(cells: list[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
