"""Domain verbs: a function with a decorator that lets every surface offer it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.errors import Forbidden, Invalid, Refusal


@dataclass(frozen=True)
class Action:
    """`verb` is the word in addresses and the API; `needs` the permission it takes.

    `asks` is a form for what the verb must be told, made with `by` and `record` if it takes them;
    `offered(record, actor)` hides it where it makes no sense; `why_not(record)` is the refusal of
    whoever asks for it nevertheless, because they were overtaken.
    """

    function: Callable[..., Any]
    entity: str
    verb: str
    label: Any
    icon: str = "bolt"
    asks: type[forms.Form] | None = None
    needs: str = "change"
    tone: str = ""
    bulk: bool = True
    offered: Callable[[Model, Actor], bool] = lambda _record, _actor: True
    why_not: Callable[[Any], Refusal] | None = None

    def form(
        self, data: Any = None, *, by: Actor, record: Model | None = None
    ) -> forms.Form | None:
        if self.asks is None:
            return None
        takes = inspect.signature(self.asks.__init__).parameters
        known: dict[str, Any] = {"by": by, "record": record}
        options = {name: value for name, value in known.items() if name in takes}
        return self.asks(data, **options)

    def run(self, record: Model, data: Any, *, by: Actor, at: datetime) -> Any:
        """Check what the verb was told and do it. Raises Invalid, Forbidden or the verb's own
        refusal.
        """
        if not self.offered(record, by):
            refused = _("现在不能“%(verb)s”。") % {"verb": self.label}
            raise self.why_not(record) if self.why_not else Forbidden(refused)
        form = self.form(data or {}, by=by, record=record)
        if form is not None and not form.is_valid():
            raise Invalid.of(form)
        told = form.cleaned_data if form is not None else {}
        return self.function(record, **told, by=by, at=at)


def action(
    *, entity: str, verb: str, label: Any, **options: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Offer `function(record, *, by, at, …)` as a verb of `entity`.

    The entity lists it in `verbs`; the function itself stays an ordinary function.
    """

    def offer(function: Callable[..., Any]) -> Callable[..., Any]:
        function.action = Action(
            function=function, entity=entity, verb=verb, label=label, **options
        )
        return function

    return offer


def reason_form(label: Any, *, required: bool = True) -> type[forms.Form]:
    """For `asks`: one line saying why, which the verb takes as `reason`."""
    reason = forms.CharField(label=label, max_length=200, required=required)
    return type("ReasonForm", (forms.Form,), {"reason": reason})


def only_from(*states: str) -> Callable[[Any, Actor], bool]:
    """Offered while the record is in one of `states`."""
    return lambda record, _actor: record.state in states


__all__ = ["Action", "Refusal", "action", "only_from", "reason_form"]
