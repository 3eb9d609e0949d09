from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.events.publish import publish
from sanjing.foundation.webhooks.events import WebhookChanged, about
from sanjing.foundation.webhooks.models import Webhook
from sanjing.foundation.webhooks.signatures import new_secret


@transaction.atomic
def change_webhook(
    hook: Webhook,
    *,
    name: str,
    url: str,
    patterns: list[str],
    active: bool,
    renew_secret: bool = False,
    by: Actor,
    at: datetime,
) -> Webhook:
    """Change a receiver; `renew_secret` makes the old one worthless. Raises AdministratorRequired."""
    require_administrator(by)
    hook.name, hook.url, hook.patterns, hook.active = name, url, patterns, active
    if renew_secret:
        hook.secret = new_secret()
    hook.save()
    told = WebhookChanged(url=url, patterns=patterns, active=active, new_secret=renew_secret)
    publish(told, about=about(hook), by=by, at=at)
    return hook
