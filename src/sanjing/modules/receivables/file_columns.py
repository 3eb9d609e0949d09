"""Columns that ledgers of accounting programs have and invoices have not."""

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds.number import Money
from sanjing.foundation.labels import Label

MONEY = Money()


def column(name: str, label: Label, *aliases: str) -> Field:
    return Field(name, label, MONEY, "", source="extra", aliases=aliases)


LEDGER_COLUMNS = (
    column("debit", _("借方金额"), "借方", "借方发生额", "本期借方", "本币借方"),
    column("credit", _("贷方金额"), "贷方", "贷方发生额", "本期贷方", "本币贷方"),
    column("received", _("已收金额"), "已核销金额", "已收款", "已结算金额", "累计收款"),
    column("open_amount", _("未收金额"), "未收余额", "未核销金额", "剩余金额", "未结算金额"),
)
