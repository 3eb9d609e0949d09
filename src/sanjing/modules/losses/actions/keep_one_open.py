"""A customer is gone once: it leaves again only after it came back."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count
from django.utils.translation import gettext as _

from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.entities.id_lists import among
from sanjing.foundation.entities.locking import hold
from sanjing.modules.customers.models import Customer
from sanjing.modules.losses.models import Departure
from sanjing.modules.losses.queries import GONE


class AlreadyGone(Refusal):
    """The customer left already and is not back."""

    code = "already_gone"


def keep_one_open(customers: Collection[int]) -> None:
    """Hold the customers, and refuse where one has two open departures. Raises AlreadyGone."""
    hold(Customer, sorted(customers))
    rows = Departure.objects.filter(GONE, customer__in=among(customers)).values(
        "customer", "customer__name"
    )
    twice = rows.order_by().annotate(n=Count("pk")).filter(n__gt=1).first()
    if twice:
        told = _("“%(name)s”已经登记流失，还没回来。")
        raise AlreadyGone(told % {"name": twice["customer__name"]})
