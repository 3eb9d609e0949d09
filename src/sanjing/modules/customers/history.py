"""How the events of customers read on a timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes, reads
from sanjing.modules.customers.models import Customer

reads("customer.claimed", _l("从公海领取了这位客户"), "hand-grab")
reads("customer.released", _l("把客户放回公海"), "arrow-back-up", note="reason")
reads("customer.recalled", _l("%(days)s 天没有联系，客户收回公海"), "arrow-back-up")
reads("customer.assigned", _l("把客户转交给%(to_name)s"), "user-share", note="note")


@describes("customer.advanced")
def advanced(event: Event, _reader: Actor) -> dict[str, Any]:
    stage = dict(Customer.Stage.choices).get(event.data["stage"], event.data["stage"])
    return {"text": _("客户进入“%(stage)s”阶段") % {"stage": stage}, "icon": "arrow-up-right"}
