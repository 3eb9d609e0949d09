"""The page a warehouse loads its vehicles by."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.pages import asked_day, render_page
from sanjing.kernel.numbers import whole
from sanjing.modules.deliveries import plan
from sanjing.modules.deliveries.models import Warehouse

DAY = timedelta(1)
NEEDED = (
    "warehouse", "planned_on", "vehicle", "load", "order", "customer", "state", "promised_at", "address",
    "contact_name",
)  # fmt: skip


@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """`?day=` (today) and `?warehouse=` (the first): vehicle by vehicle what leaves, to print as well."""
    warehouses, today = those_of(request.actor), timezone.localdate()
    wanted = asked_day(request, "day", today)
    asked = whole(request.GET.get("warehouse", ""))
    chosen = next((one for one in warehouses if one.pk == asked), next(iter(warehouses), None))
    context = {
        "day": wanted,
        "before": wanted - DAY,
        "after": wanted + DAY,
        "warehouses": warehouses,
        "chosen": chosen,
        "found": plan.day_plan(request.actor, chosen, wanted, today=today) if chosen else None,
        "home": registry.get("customer").may_read("address", request.actor),
        "homeless": plan.homeless(request.actor),
        "may_change": request.actor.may("delivery", "change"),
        "may_add": request.actor.may("warehouse", "create"),
    }
    return render_page(request, "deliveries/plan.html", context)


def those_of(actor: Actor) -> list[Warehouse]:
    """The warehouses in use. Raises Forbidden for those who may not read a plan."""
    entity = registry.get("delivery")
    readable = actor.may("delivery", "see") and all(entity.may_read(n, actor) for n in NEEDED)
    if not (readable and actor.may("warehouse", "see")):
        raise Forbidden(_("您的角色看不到送货排程。"))
    rows = registry.get("warehouse").visible_to(actor).filter(active=True)
    return list(rows.order_by("name", "pk"))
