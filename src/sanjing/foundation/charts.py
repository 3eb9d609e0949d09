"""What charts of amounts have in common."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanjing.kernel.money import short_money


def money(minor: int) -> str:
    """An amount for a glance, in the units of the language that is spoken: ¥12.4万, ¥124K."""
    sign = "-" if minor < 0 else ""
    return f"{sign}¥{short_money(abs(minor), get_language() or settings.LANGUAGE_CODE)}"


def scale_for(most: int) -> tuple[int, str]:
    """How many 分 one step of an axis stands for that reaches to `most`, and its name."""
    chinese = (get_language() or "").startswith("zh")
    return (1_000_000, _("万元")) if chinese and most >= 10_000_000 else (100, _("元"))
