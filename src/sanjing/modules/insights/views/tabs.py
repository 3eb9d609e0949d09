"""The pages of insights that stand beside each other."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor


def tabs(actor: Actor, current: str) -> list[tuple[str, str, bool]]:
    """(label, address, whether one is there) of the pages this person may open."""
    pages = (
        (_("季节"), "/insights/season/", "order"),
        (_("旺季前"), "/insights/season/before/", "order"),
        (_("交叉销售"), "/insights/whitespace/", "order"),
        (_("拓新"), "/insights/prospecting/", "customer"),
        (_("服务投入"), "/service-changes/", "servicechange"),
    )
    return [(label, url, url == current) for label, url, needs in pages if actor.may(needs, "see")]
