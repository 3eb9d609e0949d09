"""交叉销售: what a group buys and some of it do not, all together and for one customer."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.analytics import whitespace as rules
from sanjing.analytics.whitespace import Cell
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.figures.queries import kept_on
from sanjing.foundation.pages import render_page
from sanjing.kernel.money import plain_money
from sanjing.modules.insights import charts
from sanjing.modules.insights.reading import is_large, refuse_hidden
from sanjing.modules.insights.views.tabs import tabs
from sanjing.modules.insights.whitespace import (
    Peers,
    group_label,
    of_customer,
    refuse_unknown,
    tags_of,
    whitespace,
)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """`?tag=` compares those who carry it; else each industry is compared within itself."""
    actor, today = request.actor, timezone.localdate()
    refuse_hidden(actor)
    refuse_unknown(actor)
    offered = tags_of(actor)
    tag = request.GET.get("tag", "")
    tag = tag if tag in offered else ""
    peers = Peers(actor, today, tag)
    found = whitespace(peers)
    context = {
        "tabs": tabs(actor, "/insights/whitespace/"),
        "tag": tag,
        "kept_on": kept_on(today),
        "tags": offered,
        "found": found,
        "title": charts.whitespace_title(found),
        "matrix": charts.matrix(found.cells),
        "rows": [
            (gap, group_label(gap.cell.group), *links(actor, gap.customer.pk, gap.cell))
            for gap in found.gaps
        ],
        "few": rules.FEW,
        "least": round(100 * rules.LEAST),
    }
    return render_page(request, "insights/whitespace.html", context)


@require_safe
def for_customer(request: HttpRequest, pk: int) -> HttpResponse:
    """The best three for one customer: the part that their page asks for, or a small page.

    `?glance=1` is what a page asks by itself: with very many orders it gets a link.
    """
    actor, today = request.actor, timezone.localdate()
    refuse_hidden(actor)
    refuse_unknown(actor)
    customer = records.obtain(registry.get("customer"), pk, by=actor)
    later = "glance" in request.GET and is_large()
    cells = [] if later else of_customer(actor, customer, today)
    context = {
        "customer": customer,
        "later": later,
        "rows": [(one, *links(actor, pk, one)) for one in cells],
        "few": rules.FEW,
    }
    return render_page(request, "insights/offers.html", context, partial="rows")


def links(actor: Actor, customer: int, cell: Cell) -> tuple[str, str]:
    """Where a deal and a task about it are made; blank for who may make none."""
    told = {"what": cell.category}
    back = {"customer": customer, "next": f"/customers/{customer}/"}
    deal = {"name": _("交叉销售：%(what)s") % told, "amount": plain_money(cell.median)} | back
    task = {"title": _("介绍%(what)s") % told} | back
    return (
        f"/deals/new/?{urlencode(deal)}" if actor.may("deal", "create") else "",
        f"/tasks/new/?{urlencode(task)}" if actor.may("task", "create") else "",
    )
