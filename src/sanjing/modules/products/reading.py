"""Reading one line out of what a form, a file or the API gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from sanjing.foundation.entities.kinds.number import own_amount
from sanjing.foundation.phrases import listed
from sanjing.kernel.money import currency_of, minor_units
from sanjing.kernel.numbers import parse_number
from sanjing.modules.products.models import Product
from sanjing.modules.products.rules import Line

MOST_LINES = 2000
PRICES = ("unit_price", "amount")
NAMES = {"product", "product_name", "quantity", "discount", *PRICES}
LARGEST = Decimal(10) ** 13


def read_lines(raw: Any) -> list[Line]:
    """The lines in `raw`, a list of mappings or of `Line`. ValueError names the line and the reason."""
    if raw in (None, ""):
        return []
    if not isinstance(raw, list | tuple) or len(raw) > MOST_LINES:
        raise ValueError(_("明细应是一张不超过 %(most)s 行的表") % {"most": MOST_LINES})
    refuse_mixed(raw)
    lines = []
    for number, one in enumerate(raw, 1):
        try:
            lines.append(one if isinstance(one, Line) else read_line(one))
        except (ValueError, OverflowError) as error:
            raise ValueError(_("第 %(n)s 行：%(why)s") % {"n": number, "why": error}) from error
    return lines


def refuse_mixed(raw: Sequence[Any]) -> None:
    """Amounts of two currencies add up to nothing. ValueError names them."""
    texts = [one.get(key) for one in raw if isinstance(one, Mapping) for key in PRICES]
    named = {currency_of(text) for text in texts if isinstance(text, str)} - {""}
    if len(named) > 1:
        raise ValueError(
            _("明细里有几种币种（%(named)s），一份单据只能用一种")
            % {"named": listed(sorted(named))}
        )


def read_line(raw: Any) -> Line:
    """Keys: product (a Product, its id, number or name), product_name, quantity, unit_price, discount, amount."""
    if not isinstance(raw, Mapping):
        raise ValueError(_("不是一行明细"))
    if unknown := sorted(map(str, raw.keys() - NAMES)):
        raise ValueError(_("没有可以填写的字段“%(name)s”") % {"name": unknown[0][:40]})
    product = find_product(raw.get("product"))
    name = str(
        raw.get("product_name") or (product.name if product else raw.get("product")) or ""
    ).strip()
    if not name:
        raise ValueError(_("请填写产品"))
    return Line(
        product_id=product.pk if product else None,
        product_name=name[:200],
        quantity=read_quantity(raw.get("quantity")),
        unit_price=read_money(raw.get("unit_price")),
        discount=read_discount(raw.get("discount")),
        amount=read_money(raw.get("amount")),
        list_price=product.price if product else None,
    )


def find_product(given: Any) -> Product | None:
    """The product meant by an id (a number), or by its number or name (a text)."""
    if given in (None, "") or isinstance(given, Product):
        return given or None
    rows = Product.objects.filter(removed_at=None)
    if isinstance(given, int):
        return rows.filter(pk=given).first()
    text = str(given).strip()
    return rows.filter(Q(reference=text) | Q(name=text)).order_by("-active", "pk").first()


def read_quantity(raw: Any) -> Decimal:
    if is_blank(raw):
        return Decimal(1)
    number = read_decimal(raw, _("数量"))
    if abs(number) >= LARGEST:
        raise ValueError(_("数量太大了"))
    return number.quantize(Decimal("0.0001")).normalize() + 0


def read_discount(raw: Any) -> Decimal:
    """A fraction taken off: 0.05 and "5%" are five per cent off; "95折" leaves ninety-five."""
    if is_blank(raw):
        return Decimal(0)
    text = str(raw).strip()
    if text.endswith("折"):
        kept = read_decimal(text[:-1], _("折扣"))
        number = 1 - kept / (10 if kept <= 10 else 100)
    else:
        number = read_decimal(raw, _("折扣"))
        number = number / 100 if number > 1 else number
    if not 0 <= number <= 1:
        raise ValueError(_("折扣“%(text)s”应在 0 到 100%% 之间") % {"text": text[:40]})
    return number.quantize(Decimal("0.0001")).normalize() + 0


def read_decimal(raw: Any, label: str) -> Decimal:
    try:
        number = Decimal(str(parse_number(raw) if isinstance(raw, str) else raw))
    except (ValueError, InvalidOperation) as error:
        raise ValueError(
            _("%(label)s“%(text)s”不是数字") % {"label": label, "text": str(raw)[:40]}
        ) from error
    if not number.is_finite():
        raise ValueError(_("%(label)s“%(text)s”不是数字") % {"label": label, "text": str(raw)[:40]})
    return number


def read_money(raw: Any) -> int | None:
    """An amount in 元, as 分; None for nothing."""
    if is_blank(raw):
        return None
    if isinstance(raw, str):
        return own_amount(raw)
    return minor_units(Decimal(str(raw)))


def is_blank(raw: Any) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())
