"""How the pages of deals write times."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

register = template.Library()


@register.filter
def minutes(count: int | None) -> str:
    """Minutes as people say them."""
    if count is None:
        return "—"
    if count < 120:
        return ngettext("%(n)s 分钟", "%(n)s 分钟", count) % {"n": count}
    if count < 48 * 60:
        return _("%(n)s 小时") % {"n": f"{count / 60:.1f}"}
    return pgettext("小数", "%(n)s 天") % {"n": f"{count / 1440:.1f}"}
