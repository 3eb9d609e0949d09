"""How the events of the library read on a timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.events.timeline import reads

reads("knowledge.found_useful", _l("觉得“%(title)s”有用"), "thumb-up")
reads(
    "referencecase.consent_withdrawn",
    _l("客户不再同意外用案例“%(title)s”"),
    "hand-stop",
    note="reason",
)
reads("productclaim.submitted", _l("口径“%(title)s”送审"), "send")
reads("productclaim.approved", _l("口径“%(title)s”批准了"), "circle-check")
reads(
    "productclaim.returned",
    _l("口径“%(title)s”没有批准，退回草稿"),
    "arrow-back-up",
    note="comment",
)
reads("productclaim.retired", _l("停用了口径“%(title)s”"), "ban", note="reason")
