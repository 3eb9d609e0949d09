"""The lists of customers that everybody finds ready."""

import json
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.entity import View
from sanjing.modules.customers import queries


def silent() -> str:
    return urlencode({"where": json.dumps(queries.silence(), separators=(",", ":"))})


VIEWS = (
    View(_("我的客户"), "owner=me"),
    View(_("公海"), "owner__empty="),
    View(_("沉默客户"), silent),
    View(_("近 7 天该联系"), "next_contact_date__within=next_7_days"),
    View(_("近 30 天新建"), "created_at__within=last_30_days"),
)
