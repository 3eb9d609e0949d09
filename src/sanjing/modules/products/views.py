"""What the lines of a form ask while they are typed."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.kernel.dates import parse_date
from sanjing.kernel.money import plain_money
from sanjing.kernel.numbers import whole
from sanjing.modules.customers.models import Customer
from sanjing.modules.products.queries import price_for
from sanjing.modules.products.reading import find_product


@require_safe
def price(request: HttpRequest) -> JsonResponse:
    """The price of a product by its name or number, for a customer on a day; empty if there is none."""
    actor = request.actor
    if not actor.may("product", "see") or not registry.get("product").may_read("price", actor):
        raise Forbidden(_("您的角色看不到价格。"))
    asked = request.GET.get("product", "").strip()[:200]
    product = find_product(asked)
    customer = customer_asked(request.GET.get("customer", ""), actor)
    found = price_for(product, customer, day_asked(request)) if product else None
    listed = found.terms if found else None
    return JsonResponse(
        {
            "price": plain_money(found.amount) if found else "",
            "listed": listed.pk if listed else None,
        }
    )


def customer_asked(text: str, actor: Actor) -> Customer | None:
    pk = whole(text)
    return registry.get("customer").visible_to(actor).filter(pk=pk).first() if pk else None


def day_asked(request: HttpRequest) -> date:
    try:
        return parse_date(request.GET.get("on", ""))
    except ValueError:
        return timezone.localdate()
