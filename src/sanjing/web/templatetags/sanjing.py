"""Tags and filters that every template has without loading them."""

from decimal import Decimal
from functools import lru_cache

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django_cotton.templatetags import Attrs

from sanjing.foundation.accounts.company import company_name
from sanjing.foundation.navigation import Menu

register = template.Library()

GLANCES = {
    "zh-hans": [(10**8, 10**8, "亿"), (10**4, 10**4, "万")],
    "zh-hant": [(10**8, 10**8, "億"), (10**4, 10**4, "萬")],
    "en": [(10**9, 10**9, "B"), (10**6, 10**6, "M"), (10**4, 10**3, "K")],
}
DRESS = {"select": "form-select", "checkbox": "form-check-input", "radio": "form-check-input"}


@register.simple_tag
@lru_cache(500)
def icon(name: str, css: str = "") -> SafeString:
    """An outline icon of the sprite, hidden from screen readers: a label must stand beside it."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        css,
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def menu_part(context: template.Context, name: str) -> SafeString:
    """The template `name`, which shows `menu` and `company` and nothing else: drawn once for each menu."""
    return _menu_part(name, context["menu"], company_name(), get_language())


@lru_cache(256)
def _menu_part(name: str, menu: Menu, company: str, _language: str | None) -> SafeString:
    return render_to_string(name, {"menu": menu, "company": company})


@register.simple_tag
def fixed_part(name: str) -> SafeString:
    """The template `name`, which shows nothing but texts and addresses of ours: drawn once a language."""
    return _fixed_part(name, get_language())


@lru_cache(64)
def _fixed_part(name: str, _language: str | None) -> SafeString:
    return render_to_string(name)


@register.filter
def passed(attrs: Attrs) -> SafeString:
    """The attributes a component passes on.

    Write this, never `{{ attrs }}`: that one does not escape the value of a dynamic `:attribute`,
    so that a record's name could end the tag.
    """
    shown = [
        name if value is True else f'{name}="{_quoted(value)}"'
        for name, value in attrs.attrs_dict().items()
    ]
    return mark_safe(" ".join(shown))


def _quoted(value: object) -> str:
    """Safe between double quotes. Ampersands stay, for what a template wrote is escaped already."""
    return str(value).replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


@register.filter
def initial(name: str) -> str:
    """The letter of an avatar: the last character of a Chinese name, else the first letter."""
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
    """Whole 分 for a glance: ¥12.4万, ¥3.1亿 in Chinese, ¥124K, ¥310M elsewhere; else exact."""
    if minor is None:
        return ""
    yuan = Decimal(minor) / 100
    for least, scale, unit in GLANCES.get(get_language() or "", GLANCES["en"]):
        if abs(yuan) >= least:
            return f"{'-' if yuan < 0 else ''}¥{abs(yuan) / scale:,.1f}".removesuffix(".0") + unit
    return money(minor)


@register.filter
def control(field: BoundField) -> SafeString:
    """The control of a bound field in Tabler's dress, tied to its help and errors for the ear.

    Help is expected at {id}-help and errors at {id}-error, as `<c-field>` places them.
    """
    widget = field.field.widget
    dress = DRESS.get(getattr(widget, "input_type", ""), "form-control")
    given = widget.attrs.get("class", "").replace(dress, "")
    classes = [dress, *given.split(), *(["is-invalid"] if field.errors else [])]
    attrs: dict[str, str | bool] = {"class": " ".join(classes)}
    described = [
        f"{field.id_for_label}-{part}"
        for part, shown in (("help", field.help_text), ("error", field.errors))
        if shown
    ]
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attrs)
