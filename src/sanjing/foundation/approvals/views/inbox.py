"""What waits for me, what I asked for, and saying yes or no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.messages import ERROR
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals import actions, queries
from sanjing.foundation.approvals.forms import CommentForm
from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.entities.errors import Invalid, Refusal
from sanjing.foundation.pages import redirect_page, render_page, return_to, tell

Box = Callable[[Actor], list[Approval]]
BOXES: dict[str, Box] = {
    "waiting": lambda actor: queries.waiting_for(actor, timezone.localdate()),
    "asked": queries.asked_by,
    "decided": queries.decided_by,
}


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """One of three boxes: waiting for me, asked by me, decided by me."""
    actor, now = request.actor, timezone.now()
    box = request.GET.get("box", "")
    box = box if box in BOXES else "waiting"
    found = BOXES[box](actor)
    urls = queries.urls_of(found, actor)
    context = {
        "box": box,
        "rows": [(one, urls.get(one.pk, "")) for one in found],
        "soon": now + timedelta(hours=4),
        "delegations": queries.delegations_of(actor, now),
        "next": f"/approvals/?box={box}",
    }
    return render_page(request, "approvals/inbox.html", context)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, actions.approve, _("已同意“%(title)s”。"))


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, actions.refuse, _("没有同意“%(title)s”。"))


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    def act(approval: Approval, *, comment: str, **rest: Any) -> Approval:
        return actions.withdraw(approval, **rest)

    return _decide(request, pk, act, _("已撤回“%(title)s”。"))


def _decide(request: HttpRequest, pk: int, act: Callable[..., Any], told: str) -> HttpResponse:
    """Do it and go back, with a sentence either way."""
    visible = queries.visible_to(request.actor, timezone.localdate())
    approval = get_object_or_404(visible, pk=pk)
    form = CommentForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid.of(form)
        act(approval, **form.cleaned_data, by=request.actor, at=timezone.now())
        tell(request, told % {"title": approval.title})
    except Refusal as refusal:
        tell(request, refusal.message, level=ERROR)
    return redirect_page(request, return_to(request, "/approvals/"))
