"""Where a custom field is used, told before it is removed."""

from django.utils.translation import gettext as _

from sanjing.foundation.customization.models import CustomField, SavedView
from sanjing.foundation.customization.queries import holders_of

CAP = 1000


def places_used(field: CustomField) -> list[str]:
    """Sentences: how many records hold a value and which views ask for it."""
    filled = holders_of(field).values("pk")[: CAP + 1].count()
    places = []
    if filled:
        text = _("%(count)s 条以上记录填了它") if filled > CAP else _("%(count)s 条记录填了它")
        places.append(text % {"count": min(filled, CAP)})
    for view in SavedView.objects.filter(entity=field.entity, query__contains=field.key):
        places.append(_("视图“%(label)s”用到它") % {"label": view.label})
    return places
