"""Writing down what the firm does about a quadrant."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.events.publish import About, publish
from sanjing.modules.insights.events import PlaybookWritten
from sanjing.modules.insights.models import Playbook
from sanjing.modules.insights.playbooks import may_write


def write_playbook(quadrant: str, *, aim: str, steps: str, by: Actor, at: datetime) -> Playbook:
    """Keep the plan of a quadrant in the firm's words. Raises Forbidden."""
    if not may_write(by):
        raise Forbidden(_("只有老板、经理和管理员能改应对方案。"))
    told = PlaybookWritten(quadrant=quadrant, aim=aim, steps=steps)
    with transaction.atomic():
        written, _new = Playbook.objects.update_or_create(
            pk=quadrant, defaults={"aim": aim, "steps": steps}
        )
        about = About("playbook", 0, None, str(written))
        publish(told, about=about, by=by, at=at)
    return written
