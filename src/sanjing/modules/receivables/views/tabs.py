"""The pages about money that stand beside each other."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanjing.foundation.accounts.actor import Actor


def tabs(actor: Actor, current: str) -> list[tuple[str, str, bool]]:
    """(label, address, whether one is there) of the pages this person may open."""
    pages = (
        (_("账龄"), "/receivables/", "invoice"),
        (_("催收"), "/collection/", "invoice"),
        (pgettext("复数", "催收记录"), "/collecting/", "collectionnote"),
        (pgettext("复数", "应收"), "/invoices/", "invoice"),
        (pgettext("复数", "回款"), "/receipts/", "receipt"),
        (pgettext("复数", "让步"), "/concessions/", "concession"),
    )
    return [(label, url, url == current) for label, url, needs in pages if actor.may(needs, "see")]
