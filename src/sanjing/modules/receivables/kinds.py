"""Amounts of a ledger."""

from __future__ import annotations

from sanjing.foundation.entities.columns import MoneyField


class LedgerMoneyField(MoneyField):
    """An amount in 分, under the name that migrations know."""
