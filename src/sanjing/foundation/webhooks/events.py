"""What happens to webhooks. Secrets are never told."""

from dataclasses import dataclass
from typing import ClassVar

from sanjing.foundation.events.publish import About, Happening
from sanjing.foundation.webhooks.models import Webhook


@dataclass(frozen=True, kw_only=True)
class WebhookCreated(Happening):
    name: ClassVar[str] = "webhook.created"
    url: str
    patterns: list[str]


@dataclass(frozen=True, kw_only=True)
class WebhookChanged(Happening):
    name: ClassVar[str] = "webhook.changed"
    url: str
    patterns: list[str]
    active: bool
    new_secret: bool


@dataclass(frozen=True, kw_only=True)
class WebhookRemoved(Happening):
    name: ClassVar[str] = "webhook.removed"
    url: str


def about(hook: Webhook) -> About:
    return About("webhook", hook.pk, None, hook.name)
