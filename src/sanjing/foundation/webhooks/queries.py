"""Reads about webhooks."""

from sanjing.foundation.events.models import Delivery
from sanjing.foundation.webhooks.models import Webhook

SHOWN = 30


def webhooks_for_administration() -> list[Webhook]:
    return list(Webhook.objects.select_related("created_by").order_by("name", "pk"))


def last_deliveries(hook: Webhook) -> list[Delivery]:
    """What was sent to a webhook lately, newest first."""
    rows = Delivery.objects.filter(subscriber=hook.key).select_related("event")
    return list(rows.order_by("-pk")[:SHOWN])
