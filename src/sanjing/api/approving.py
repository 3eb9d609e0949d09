"""Requests for approval: what waits for the caller, and their answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.api.answers import answer
from sanjing.api.bodies import read_object
from sanjing.api.reading import READ
from sanjing.api.routes import router
from sanjing.api.verbs import form_data
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals import actions, queries
from sanjing.foundation.approvals.forms import CommentForm
from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.entities.criteria import BadCriteria
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.entities.kinds import KINDS
from sanjing.foundation.entities.records import NotFound

PART = "approvals"
BOXES: dict[str, Callable[[Actor], list[Approval]]] = {
    "waiting": lambda actor: queries.waiting_for(actor, timezone.localdate()),
    "asked": queries.asked_by,
    "decided": queries.decided_by,
}


@router.api_operation(READ, "/approvals", url_name="approvals", include_in_schema=False)
def list_approvals(request: HttpRequest) -> HttpResponse:
    """Up to fifty requests of one box: waiting for the caller, asked or decided by them."""
    actor = request.auth.require_part(PART, "read")
    box = request.GET.get("box", "waiting")
    if box not in BOXES:
        raise BadCriteria(_("box 须是 waiting、asked 或 decided"))
    return answer({"data": [shape(one) for one in BOXES[box](actor)]})


@router.api_operation(READ, "/approvals/{int:pk}", url_name="approval", include_in_schema=False)
def one_approval(request: HttpRequest, pk: int) -> HttpResponse:
    return answer(shape(find(request.auth.require_part(PART, "read"), pk)))


@router.post("/approvals/{int:pk}/approve", url_name="approve", include_in_schema=False)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    return decide(request, pk, actions.approve)


@router.post("/approvals/{int:pk}/refuse", url_name="refuse", include_in_schema=False)
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    return decide(request, pk, actions.refuse)


@router.post("/approvals/{int:pk}/withdraw", url_name="withdraw", include_in_schema=False)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    actor = request.auth.require_part(PART, "write")
    actions.withdraw(find(actor, pk), by=actor, at=timezone.now())
    return answer(shape(find(actor, pk)))


def decide(request: HttpRequest, pk: int, act: Callable[..., Approval]) -> HttpResponse:
    actor = request.auth.require_part(PART, "write")
    approval = find(actor, pk)
    form = CommentForm(form_data(CommentForm(), read_object(request, optional=True)))
    if not form.is_valid():
        raise Invalid.of(form)
    act(approval, comment=form.cleaned_data["comment"], by=actor, at=timezone.now())
    return answer(shape(find(actor, pk)))


def find(actor: Actor, pk: int) -> Approval:
    """The request, if it concerns the caller. Raises NotFound."""
    rows = queries.with_steps(queries.visible_to(actor, timezone.localdate()))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("没有这件审批，或者与您无关。"))
    return found


def shape(approval: Approval) -> dict[str, Any]:
    return {
        "id": approval.pk,
        "purpose": approval.purpose,
        "title": approval.title,
        "amount": KINDS["money"].to_json(approval.amount),
        "entity": approval.entity,
        "record_id": approval.record_id,
        "record_title": approval.record_title,
        "state": approval.state,
        "asked_by": approval.asked_by_id,
        "asked_at": approval.asked_at.isoformat(),
        "decided_at": approval.decided_at.isoformat() if approval.decided_at else None,
        "steps": [
            {
                "position": step.position,
                "needs": step.needs,
                "state": step.state,
                "due_at": step.due_at.isoformat() if step.due_at else None,
                "votes": [
                    {"person": vote.person_id, "verdict": vote.verdict or None, "by": vote.by_id,
                     "at": vote.at.isoformat() if vote.at else None, "comment": vote.comment}
                    for vote in step.votes.all()
                ],
            }
            for step in approval.steps.all()
        ],
    }  # fmt: skip
