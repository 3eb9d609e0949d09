from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.http import QueryDict
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.customization.models import SavedView
from sanjing.foundation.entities import asking
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Forbidden, Invalid


@transaction.atomic
def save_view(
    entity: Entity, *, label: str, query: str, shared: bool = False, by: Actor, at: datetime
) -> SavedView:
    """Keep a list as it is asked for now. Raises Invalid or BadCriteria."""
    params = QueryDict(query, mutable=True)
    for key in ("after", "before"):
        params.pop(key, None)
    asking.read(params, entity, by)
    if not label.strip():
        raise Invalid({"label": [_("请填写名称")]})
    mine = SavedView.objects.filter(entity=entity.name, owner_id=by.user_id)
    position = (mine.aggregate(top=Max("position"))["top"] or 0) + 1
    view, _created = SavedView.objects.update_or_create(
        entity=entity.name,
        owner_id=by.user_id,
        label=label.strip()[:40],
        defaults={"query": params.urlencode(), "shared": shared},
        create_defaults={"query": params.urlencode(), "shared": shared, "position": position},
    )
    return view


@transaction.atomic
def delete_view(view: SavedView, *, by: Actor, at: datetime) -> None:
    """Forget a view; only its owner or an administrator may."""
    if view.owner_id != by.user_id and not by.is_administrator:
        raise Forbidden(_("这是别人的视图。"))
    view.delete()
