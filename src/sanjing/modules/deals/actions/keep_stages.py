from __future__ import annotations

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from sanjing.foundation.entities.errors import Refusal
from sanjing.modules.deals.models import Deal


class StageInUse(Refusal):
    """Deals stand in the stage; how many is in the data."""

    code = "stage_in_use"


def refuse_in_use(stages: Q) -> None:
    """Keep the stages that deals stand in, as `stages` says of a deal, out of the bin. Raises StageInUse.

    Deals in the bin count too: they may come back.
    """
    standing = Deal.objects.filter(stages).values("stage__name").order_by("stage__position")
    if used := standing.annotate(count=Count("pk")).first():
        told = {"stage": used["stage__name"], "count": used["count"]}
        sentence = _("“%(stage)s”里还有 %(count)s 个商机（含回收站里的），请先把它们移到别的阶段。")
        raise StageInUse(sentence % told, count=used["count"])
