from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.events.publish import publish
from sanjing.foundation.webhooks.events import WebhookRemoved, about
from sanjing.foundation.webhooks.models import Webhook


@transaction.atomic
def remove_webhook(hook: Webhook, *, by: Actor, at: datetime) -> None:
    """Forget a receiver; what it is still owed falls away. Raises AdministratorRequired."""
    require_administrator(by)
    publish(WebhookRemoved(url=hook.url), about=about(hook), by=by, at=at)
    hook.delete()
