from datetime import datetime

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.webhooks.calling import Answer
from sanjing.foundation.webhooks.models import Webhook
from sanjing.foundation.webhooks.sending import send


def ping_webhook(hook: Webhook, *, by: Actor, at: datetime) -> Answer:
    """Send a trial call now and give the answer. Raises Undelivered, AdministratorRequired."""
    require_administrator(by)
    body = {"event": "ping", "at": at.isoformat(), "actor": {"id": by.user_id, "name": by.name}}
    return send(hook, "ping", f"ping-{int(at.timestamp() * 1000)}", body)
