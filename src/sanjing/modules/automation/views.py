"""What stage rules have come to, all on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.pages import render_page
from sanjing.modules.automation.coverage import all_coverage, messages_of


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    if not actor.may("stagerule", "see") or not actor.may("customer", "see"):
        raise Forbidden(_("您的角色看不到阶段规则。"))
    rows = all_coverage(actor, timezone.now())
    context = {
        "rows": rows,
        "written": messages_of(rows),
        "may_create": actor.may("stagerule", "create"),
    }
    return render_page(request, "automation/coverage.html", context)
