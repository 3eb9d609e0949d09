"""How what insights do reads on a timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.events.timeline import reads

reads("playbook.written", _l("改了应对方案“%(title)s”：%(aim)s"), "checkbox", note="steps")
reads("customer.retirement_proposed", _l("提议淘汰，等审批"), "user-minus", note="reason")
reads(
    "customer.retired",
    _l("审批同意，淘汰了：以后不再主动投入，档案都在"),
    "user-minus",
    note="reason",
)
