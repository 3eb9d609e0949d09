"""Pages about many claims and many people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.pages import render_page
from sanjing.foundation.phrases import listed
from sanjing.modules.library import queries, reports
from sanjing.modules.library.rules import STALE_DAYS


def must_read(actor: Actor, name: str, field: str) -> None:
    entity = registry.get(name)
    if not (actor.may(name, "see") and entity.may_read(field, actor)):
        raise Forbidden(_("您的角色看不到%(what)s。") % {"what": entity.label})


@require_safe
def claim_gaps(request: HttpRequest) -> HttpResponse:
    must_read(request.actor, "productclaim", "statement")
    must_read(request.actor, "claimexperience", "held")
    context = {"found": reports.claim_gaps(request.actor)}
    return render_page(request, "library/claim_gaps.html", context)


@require_safe
def skills(request: HttpRequest) -> HttpResponse:
    must_read(request.actor, "training", "score")
    matrix = reports.skills_matrix(request.actor, timezone.localdate())
    context = {
        "matrix": matrix,
        "untrained": listed(matrix.untrained),
        "may_create": request.actor.may("training", "create"),
        "stale": STALE_DAYS,
        "most": queries.MOST_PEOPLE,
    }
    return render_page(request, "library/skills.html", context)
