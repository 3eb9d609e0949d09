"""Pages of customers that cannot be derived."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.pages import redirect_page, render_page
from sanjing.foundation.phrases import listed
from sanjing.modules.customers import kinds, queries
from sanjing.modules.customers.actions.set_pool_rules import may_set_pool_rules, set_pool_rules
from sanjing.modules.customers.forms import PoolRuleForms

ASKED = ("name", "kind", "phone", "credit_code", "email", "website")


@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Advice while a new customer is typed: who may be the same."""
    if not request.actor.may("customer", "see"):
        raise Forbidden(_("您的角色看不到客户。"))
    asked: dict[str, Any] = {name: request.GET.get(name, "").strip()[:200] for name in ASKED}
    words = why()
    alike = [
        {"score": one.score, "owner": one.owner, "customer": one.customer,
         "why": listed(words[reason] for reason in one.reasons)}
        for one in queries.similar(request.actor, **asked)
    ]  # fmt: skip
    return render_page(request, "customers/duplicates.html", {"alike": alike})


def why() -> dict[str, str]:
    return {
        "credit_code": _("信用代码相同"), "name": _("名称相同"), "near_name": _("名称相近"),
        "phone": _("电话相同"), "domain": _("网址或邮箱域名相同"),
    }  # fmt: skip


@require_safe
def industries(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"rows": kinds.suggestions(request.GET.get("q", "").strip()[:60])})


@require_http_methods(["GET", "POST"])
def pool_settings(request: HttpRequest) -> HttpResponse:
    if not may_set_pool_rules(request.actor):
        raise Forbidden(_("只有管理员能改公海规则。"))
    forms = PoolRuleForms(request.POST or None)
    if request.method == "POST" and forms.is_valid():
        set_pool_rules(forms.values(), by=request.actor, at=timezone.now())
        messages.success(request, _("公海规则已改，今晚起按新规则执行。"))
        return redirect_page(request, "/settings/pool/")
    entity = registry.get("customer")
    status = 422 if request.method == "POST" else 200
    return render_page(
        request, "customers/pool.html", {"forms": forms, "entity": entity}, status=status
    )
