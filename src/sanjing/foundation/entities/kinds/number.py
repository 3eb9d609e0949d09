from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sanjing.foundation.entities.kinds.base import Kind
from sanjing.kernel.money import currency_of, format_money, parse_money, plain_money
from sanjing.kernel.numbers import parse_number

DIGITS = 15
"""Digits that survive JSON, whose numbers are floats."""

COMPARISONS = ("is", "at_least", "at_most", "above", "below", "empty", "filled")


OWN = ("", "CNY")


def own_amount(text: str, *, exact: bool = False) -> int:
    """An amount in 分. ValueError for another currency, whose figure is not one of 元."""
    if (foreign := currency_of(text)) not in OWN:
        told = {"text": text.strip()[:40], "currency": foreign}
        raise ValueError(_("账上只记人民币，“%(text)s”是 %(currency)s，请先折算") % told)
    return parse_money(text, exact=exact)


class Number(Kind):
    """A decimal number; `Field.whole` allows only whole ones."""

    name = "number"
    align = "end"
    operators = COMPARISONS
    api_type = float

    def parse(self, raw: Any, field) -> int | Decimal | None:
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        try:
            number = Decimal(str(parse_number(raw) if isinstance(raw, str) else raw))
        except (ValueError, InvalidOperation) as error:
            raise ValueError(_("“%(text)s”不是数字") % {"text": str(raw)[:40]}) from error
        places = 0 if field.whole else field.places
        if not number.is_finite() or abs(number) >= Decimal(10) ** (DIGITS - places):
            raise ValueError(_("数字太大了"))
        if field.whole and number != number.to_integral_value():
            raise ValueError(_("“%(text)s”应为整数") % {"text": str(raw)[:40]})
        return self.bounded(number.quantize(Decimal(1).scaleb(-places)), field)

    def bounded(self, number: Decimal, field) -> int | Decimal:
        if field.least is not None and number < field.least:
            raise ValueError(_("不能小于 %(least)s") % {"least": f"{field.least:f}"})
        if field.most is not None and number > field.most:
            raise ValueError(_("不能大于 %(most)s") % {"most": f"{field.most:f}"})
        return int(number) if field.whole else number

    def format(self, value, field):
        """Without zeros at the end: how many a sum comes with depends on the database."""
        if value is None:
            return ""
        text = f"{Decimal(str(value)):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def display(self, value, field):
        if value is None:
            return ""
        text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def to_json(self, value):
        return float(value) if isinstance(value, Decimal) else value

    def from_json(self, data):
        return Decimal(repr(data)) if isinstance(data, float) else data

    def widget(self, field):
        return forms.TextInput(attrs={"inputmode": "decimal"})


class Money(Kind):
    """An amount in 分."""

    name = "money"
    align = "end"
    operators = COMPARISONS
    api_type = float

    def parse(self, raw: Any, field) -> int | None:
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        amount = own_amount(raw if isinstance(raw, str) else str(raw))
        if abs(amount) >= 10**DIGITS:
            raise ValueError(_("金额太大了"))
        return amount

    def format(self, value, field):
        return "" if value is None else plain_money(value)

    def display(self, value, field):
        return "" if value is None else format_money(value)

    def to_json(self, value):
        return None if value is None else value / 100

    def from_json(self, data):
        return None if data is None else round(data * 100)

    def widget(self, field):
        return forms.TextInput(attrs={"inputmode": "decimal"})
