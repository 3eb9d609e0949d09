"""Amounts of a ledger: in one currency, the company's own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.entities.columns import MoneyField
from sanjing.foundation.entities.kinds.number import Money
from sanjing.kernel.money import currency_of

OWN = ("", "CNY")


class LedgerMoney(Money):
    """An amount in 分 that refuses another currency instead of taking its figure for 元."""

    def parse(self, raw: Any, field) -> int | None:
        foreign = currency_of(raw) if isinstance(raw, str) else ""
        if foreign not in OWN:
            told = {"text": raw.strip()[:40], "currency": foreign}
            raise ValueError(_("账上只记人民币，“%(text)s”是 %(currency)s，请先折算") % told)
        return super().parse(raw, field)


class LedgerMoneyField(MoneyField):
    kind = LedgerMoney()
