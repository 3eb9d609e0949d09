"""From an event to the call that tells it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import Undelivered, patterns
from sanjing.foundation.webhooks.addresses import ForbiddenAddress, target_of
from sanjing.foundation.webhooks.calling import Answer, NoAnswer, call
from sanjing.foundation.webhooks.models import Webhook
from sanjing.foundation.webhooks.signatures import signature

PREFIX = "webhook"


def owed(events: Sequence[Event]) -> Iterable[tuple[Event, str]]:
    """Which of the events which active webhook listens to. One query a write."""
    hooks = list(Webhook.objects.filter(active=True))
    for event in events if hooks else ():
        heard = set(patterns(event.name))
        for hook in hooks:
            if not heard.isdisjoint(hook.patterns):
                yield event, hook.key


def deliver(event: Event, key: str) -> None:
    """Send an event to the webhook `key` names. Raises Undelivered unless it answers 2xx.

    One that was removed or switched off meanwhile is owed nothing.
    """
    hook = Webhook.objects.filter(pk=int(key.partition(":")[2]), active=True).first()
    if hook is None:
        return
    answer = send(hook, event.name, str(event.pk), payload(event))
    if not answer.taken:
        told = {"status": answer.status, "text": answer.text[:200]}
        raise Undelivered(_("对方回答 %(status)s：%(text)s") % told)


def send(hook: Webhook, name: str, event_id: str, body: dict[str, Any]) -> Answer:
    """Sign and POST. Raises Undelivered when nothing is answered or the address is forbidden."""
    raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    now = int(time.time())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Sanjing-Webhook/1",
        "Sanjing-Event": name,
        "Sanjing-Event-Id": event_id,
        "Sanjing-Timestamp": str(now),
        "Sanjing-Signature": signature(hook.secret, now, raw),
    }
    try:
        target = target_of(hook.url, allow_private=settings.ENV.webhook_allow_private)
        return call(target, raw, headers)
    except ForbiddenAddress as error:
        raise Undelivered(str(error)) from error
    except NoAnswer as error:
        raise Undelivered(_("没有连上对方：%(why)s") % {"why": error}) from error


def payload(event: Event) -> dict[str, Any]:
    """What a receiver is told, with every value: only administrators set webhooks up."""
    return {
        "id": event.pk,
        "event": event.name,
        "at": event.at.isoformat(),
        "entity": event.entity,
        "record_id": event.record_id,
        "hub_id": event.hub_id,
        "title": event.title,
        "actor": {"id": event.actor_id, "name": event.actor_name},
        "via": event.via,
        "data": event.data,
    }
