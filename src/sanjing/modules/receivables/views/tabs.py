"""The pages about money that stand beside each other."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor


def tabs(actor: Actor, current: str) -> list[tuple[str, str, bool]]:
    """(label, address, whether one is there) of the pages this person may open."""
    pages = (
        (_("账龄"), "/receivables/", "invoice"),
        (_("催收"), "/collection/", "invoice"),
        (_("催收记录"), "/collecting/", "collectionnote"),
        (_("应收"), "/invoices/", "invoice"),
        (_("回款"), "/receipts/", "receipt"),
        (_("让步"), "/concessions/", "concession"),
    )
    return [(label, url, url == current) for label, url, needs in pages if actor.may(needs, "see")]
