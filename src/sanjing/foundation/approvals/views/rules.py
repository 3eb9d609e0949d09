"""Administration: what must be approved, by whom, in which time."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanjing.foundation.accounts.access import administrators_only
from sanjing.foundation.approvals import actions, purposes, queries
from sanjing.foundation.approvals.forms import WholeRule
from sanjing.foundation.approvals.models import ApprovalRule
from sanjing.foundation.approvals.wording import conditions
from sanjing.foundation.pages import redirect_page, render_page, tell


@require_safe
@administrators_only
def rules(request: HttpRequest) -> HttpResponse:
    known = queries.rules_for_administration()
    rows = [
        (
            purpose,
            [
                (rule, conditions(rule, request.actor))
                for rule in known
                if rule.purpose == purpose.key
            ],
        )
        for purpose in purposes.all_purposes()
    ]
    context = {"title": _("审批规则"), "rows": rows}
    return render_page(request, "approvals/rules.html", context)


@require_http_methods(["GET", "POST"])
@administrators_only
def new_rule(request: HttpRequest) -> HttpResponse:
    purpose = purposes.find(request.GET.get("purpose", ""))
    if purpose is None:
        raise Http404
    return _form(request, WholeRule(purpose, request.POST or None))


@require_http_methods(["GET", "POST"])
@administrators_only
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ApprovalRule, pk=pk)
    purpose = purposes.find(found.purpose)
    if purpose is None:
        raise Http404
    return _form(request, WholeRule(purpose, request.POST or None, found))


def _form(request: HttpRequest, whole: WholeRule) -> HttpResponse:
    sent = request.method == "POST"
    if sent and whole.is_valid():
        saved = actions.save_rule(
            whole.rule, whole.values(), whole.chosen_steps(), by=request.actor, at=timezone.now()
        )
        tell(request, _("审批规则“%(name)s”已保存。") % {"name": saved.name})
        return redirect_page(request, "/settings/approvals/")
    title = whole.rule.name if whole.rule else _("新审批规则")
    context = {"title": title, "whole": whole, "form": whole.form, "rule": whole.rule}
    return render_page(request, "approvals/rule.html", context, status=422 if sent else 200)


@require_POST
@administrators_only
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ApprovalRule, pk=pk)
    actions.remove_rule(found, by=request.actor, at=timezone.now())
    tell(request, _("审批规则“%(name)s”已删除。") % {"name": found.name})
    return redirect_page(request, "/settings/approvals/")
