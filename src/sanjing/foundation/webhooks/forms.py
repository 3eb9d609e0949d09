"""What an administrator says about a webhook."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.forms.base import Form
from sanjing.foundation.entities import registry
from sanjing.foundation.webhooks.addresses import ForbiddenAddress, parsed, target_of
from sanjing.foundation.webhooks.models import Webhook

PATTERN = re.compile(r"\*|[a-z_]+\.(\*|[a-z_]+)|\*\.[a-z_]+")


def event_choices() -> list[tuple[str, str]]:
    whole = [(f"{entity.name}.*", str(entity.label)) for entity in registry.all_entities()]
    return [("*", gettext("全部事件")), *whole]


class WebhookForm(Form):
    name = forms.CharField(label=_("名称"), max_length=60)
    url = forms.CharField(
        label=_("地址"),
        max_length=500,
        widget=forms.URLInput({"placeholder": "https://"}),
        help_text=_("事件以 JSON 发到这里；回答 2xx 才算送到。"),
    )
    whole = forms.MultipleChoiceField(
        label=_("发送哪些变化"),
        choices=event_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    more = forms.CharField(
        label=_("另外的事件"),
        max_length=500,
        required=False,
        help_text=_("写事件名，空格隔开，例如 customer.created *.removed"),
    )
    active = forms.BooleanField(label=_("启用"), required=False, initial=True)

    @classmethod
    def of(cls, data: Any, hook: Webhook) -> "WebhookForm":
        """The form of an existing webhook."""
        known = dict(event_choices())
        initial = {
            "name": hook.name,
            "url": hook.url,
            "active": hook.active,
            "whole": [pattern for pattern in hook.patterns if pattern in known],
            "more": " ".join(pattern for pattern in hook.patterns if pattern not in known),
        }
        return cls(data, initial=initial)

    def clean_url(self) -> str:
        """Refuse now what every delivery would be refused for."""
        url = self.cleaned_data["url"].strip()
        try:
            parsed(url)
            target_of(url, allow_private=settings.ENV.webhook_allow_private)
        except ForbiddenAddress as error:
            raise forms.ValidationError(str(error)) from error
        return url

    def clean_more(self) -> list[str]:
        patterns = self.cleaned_data["more"].split()
        wrong = [pattern for pattern in patterns if not PATTERN.fullmatch(pattern)]
        if wrong:
            raise forms.ValidationError(gettext("“%s”不是事件名") % wrong[0])
        return patterns

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["patterns"] = list(dict.fromkeys([*data.pop("whole", []), *data.pop("more", [])]))
        if not data["patterns"] and not self.errors:
            self.add_error("whole", gettext("请至少选一类变化。"))
        return data
