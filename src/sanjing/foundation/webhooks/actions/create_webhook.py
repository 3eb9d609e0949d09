from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.events.publish import publish
from sanjing.foundation.webhooks.events import WebhookCreated, about
from sanjing.foundation.webhooks.models import Webhook
from sanjing.foundation.webhooks.signatures import new_secret


@transaction.atomic
def create_webhook(
    *, name: str, url: str, patterns: list[str], active: bool = True, by: Actor, at: datetime
) -> Webhook:
    """A new receiver with a secret of its own. Raises AdministratorRequired."""
    require_administrator(by)
    hook = Webhook.objects.create(
        name=name,
        url=url,
        patterns=patterns,
        active=active,
        secret=new_secret(),
        created_by_id=by.user_id,
        created_at=at,
    )
    publish(WebhookCreated(url=url, patterns=patterns), about=about(hook), by=by, at=at)
    return hook
