"""The reasons an installation starts with. Administrators change them as they like."""

from __future__ import annotations

from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sanjing.foundation.entities.numbering import reference_for
from sanjing.modules.losses.models import LossReason

PREFIX = "LY"
OURS, THEIRS = LossReason.Control.OURS, LossReason.Control.THEIRS
REASONS = (
    (OURS, gettext_noop("服务差"), (gettext_noop("送货晚"), gettext_noop("报修慢"), gettext_noop("投诉没人管"))),
    (OURS, gettext_noop("员工态度"), ()),
    (OURS, gettext_noop("产品不好"), (gettext_noop("质量"), gettext_noop("规格不合"))),
    (OURS, gettext_noop("价格"), ()),
    (OURS, gettext_noop("别家更好"), (gettext_noop("产品更好"), gettext_noop("账期更长"))),
    (OURS, gettext_noop("答应的没做到"), ()),
    (THEIRS, gettext_noop("搬走"), ()),
    (THEIRS, gettext_noop("改行"), ()),
    (THEIRS, gettext_noop("破产倒闭"), ()),
    (THEIRS, gettext_noop("不再需要"), ()),
)  # fmt: skip


def install_ready_reasons(**_signal: Any) -> None:
    """Make the ready reasons in an installation that has none; written in the company's language."""
    with translation.override("zh-hans"):
        if LossReason.objects.exists():
            return
        for position, (control, name, below) in enumerate(REASONS, 1):
            parent = _put(name=_(name), control=control, position=position * 10)
            for place, inner in enumerate(below, 1):
                _put(name=_(inner), control=control, parent=parent, position=position * 10 + place)


def _put(**values: Any) -> LossReason:
    """A row that is there from the start: it has no history, as the ready roles have none."""
    now = timezone.now()
    row = LossReason.objects.create(
        created_at=now, changed_at=now, reference=f"{PREFIX}-", **values
    )
    row.reference = reference_for(PREFIX, row.pk)
    row.save(update_fields=["reference"])
    return row
