"""What can be done to webhooks, by administrators."""

from sanjing.foundation.webhooks.actions.change_webhook import change_webhook
from sanjing.foundation.webhooks.actions.create_webhook import create_webhook
from sanjing.foundation.webhooks.actions.ping_webhook import ping_webhook
from sanjing.foundation.webhooks.actions.remove_webhook import remove_webhook

__all__ = ["change_webhook", "create_webhook", "ping_webhook", "remove_webhook"]
