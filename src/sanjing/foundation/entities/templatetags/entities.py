"""What the generic templates need beyond plain values."""

from datetime import date, datetime

from django import template
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanjing.foundation import phrases
from sanjing.kernel.human_dates import human_date

register = template.Library()


@register.filter
def human(moment: date | datetime | None) -> str:
    """今天 14:30, 3天前, 11月22日 周日."""
    if not moment:
        return ""
    return human_date(moment, timezone.localtime(), translation.get_language())


register.filter(phrases.month_word)


@register.filter
def verb_label(verb: str) -> str:
    return {
        "see": _("查看"), "create": pgettext("权限", "新建"), "change": _("修改"),
        "remove": _("删除"), "export": _("导出"), "assign": _("转交"),
    }.get(verb, verb)  # fmt: skip


_views = None


def provide_saved_views(source) -> None:
    """Customization tells where saved views come from; entities do not import it."""
    global _views
    _views = source


@register.simple_tag
def saved_views(entity, request) -> list:
    """The ready views of the declaration, then those this person saved or shares."""
    return ready_views(entity, request) + (_views(entity, request) if _views else [])


def ready_views(entity, request) -> list[dict]:
    asked = request.GET.copy()
    for key in ("after", "before", "sort", "columns"):
        asked.pop(key, None)
    queries = [(view.label, view.address()) for view in entity.listing.views]
    return [
        {
            "label": label,
            "url": f"{entity.url()}?{query}",
            "current": bool(asked) and asked == QueryDict(query),
        }
        for label, query in queries
    ]
