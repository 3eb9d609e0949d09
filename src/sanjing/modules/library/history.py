"""How the events of the library read on a timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes


@describes("knowledge.found_useful")
def found_useful(event: Event, _reader: Actor) -> dict[str, Any]:
    return {"text": _("觉得“%(title)s”有用") % {"title": event.title}, "icon": "thumb-up"}


@describes("referencecase.consent_withdrawn")
def consent_withdrawn(event: Event, _reader: Actor) -> dict[str, Any]:
    text = _("客户不再同意外用案例“%(title)s”") % {"title": event.title}
    return {"text": text, "icon": "hand-stop", "note": event.data["reason"]}


@describes("productclaim.submitted")
def submitted(event: Event, _reader: Actor) -> dict[str, Any]:
    return {"text": _("口径“%(title)s”送审") % {"title": event.title}, "icon": "send"}


@describes("productclaim.approved")
def approved(event: Event, _reader: Actor) -> dict[str, Any]:
    return {"text": _("口径“%(title)s”批准了") % {"title": event.title}, "icon": "circle-check"}


@describes("productclaim.returned")
def returned(event: Event, _reader: Actor) -> dict[str, Any]:
    text = _("口径“%(title)s”没有批准，退回草稿") % {"title": event.title}
    return {"text": text, "icon": "arrow-back-up", "note": event.data["comment"]}


@describes("productclaim.retired")
def retired(event: Event, _reader: Actor) -> dict[str, Any]:
    text = _("停用了口径“%(title)s”") % {"title": event.title}
    return {"text": text, "icon": "ban", "note": event.data["reason"]}
