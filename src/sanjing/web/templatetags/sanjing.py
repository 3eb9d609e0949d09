"""Tags and filters that every template has without loading them."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


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
