"""How the pages of deals write times."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def minutes(count: int | None) -> str:
    """Minutes as people say them."""
    if count is None:
        return "—"
    if count < 120:
        return _("%(n)s 分钟") % {"n": count}
    if count < 48 * 60:
        return _("%(n)s 小时") % {"n": f"{count / 60:.1f}"}
    return _("%(n)s 天") % {"n": f"{count / 1440:.1f}"}
