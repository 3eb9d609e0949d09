"""Tags and filters that every template has without loading them."""

from decimal import Decimal

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

DRESS = {"select": "form-select", "checkbox": "form-check-input", "radio": "form-check-input"}


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An outline icon of the sprite, hidden from screen readers: a label must stand beside it."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        css,
        static("vendor/icons.svg"),
        name,
    )


@register.filter
def initial(name: str) -> str:
    """The letter of an avatar: the given name's last character in Chinese, else the first letter."""
    text = str(name or "").strip()
    if not text:
        return "?"
    return text[-1] if "\u4e00" <= text[-1] <= "\u9fff" else text[0].upper()


@register.filter
def grouped(number: object) -> str:
    """12400 → 12,400; whatever is no whole number stays as it is."""
    return f"{number:,}" if isinstance(number, int) else str(number)


@register.filter
def money(minor: int | None) -> str:
    """Whole 分 as ¥12,400 or ¥12,400.50. Nothing for None."""
    if minor is None:
        return ""
    yuan, cents = divmod(abs(minor), 100)
    sign = "-" if minor < 0 else ""
    return f"{sign}¥{yuan:,}.{cents:02}" if cents else f"{sign}¥{yuan:,}"


@register.filter
def money_short(minor: int | None) -> str:
    """Whole 分 for a glance: ¥12.4万, ¥3.1亿 in Chinese, ¥124K, ¥310M elsewhere; exact below 10 000."""
    if minor is None:
        return ""
    chinese = (get_language() or "").startswith("zh")
    wan, yi = (("萬", "億") if get_language() == "zh-hant" else ("万", "亿")) if chinese else ("", "")
    steps = [(10**8, yi), (10**4, wan)] if chinese else [(10**9, "B"), (10**6, "M"), (10**4, "K")]
    yuan = Decimal(minor) / 100
    for least, unit in steps:
        if abs(yuan) >= least:
            scale = 1000 if unit == "K" else least
            return f"{'-' if yuan < 0 else ''}¥{abs(yuan) / scale:,.1f}".removesuffix(".0") + unit
    return money(minor)


@register.filter
def control(field: BoundField) -> SafeString:
    """The control of a bound field in Tabler's dress, tied to its help and errors for screen readers.

    Help is expected at {id}-help and errors at {id}-error, as `<c-field>` places them.
    """
    widget = field.field.widget
    dress = DRESS.get(getattr(widget, "input_type", ""), "form-control")
    attrs = {"class": f"{widget.attrs.get('class', '')} {dress}{' is-invalid' if field.errors else ''}".strip()}
    described = [f"{field.id_for_label}-{part}" for part, shown in
                 (("help", field.help_text), ("error", field.errors)) if shown]
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attrs)
