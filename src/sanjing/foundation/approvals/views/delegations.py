"""Giving one's say to a colleague for some days."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanjing.foundation.approvals import actions
from sanjing.foundation.approvals.forms import DelegationForm
from sanjing.foundation.approvals.models import Delegation
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.entities.forms import show_errors
from sanjing.foundation.pages import redirect_page, render_page, tell


@require_http_methods(["GET", "POST"])
def delegate(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    start = {"first_date": timezone.localdate(now).isoformat()}
    form = DelegationForm(request.POST or None, initial=start)
    if form.is_valid():
        try:
            made = actions.delegate(**form.cleaned_data, by=request.actor, at=now)
            tell(request, _("这几天由%(name)s代您审批。") % {"name": made.to.name})
            return redirect_page(request, "/approvals/")
        except Invalid as error:
            show_errors(form, error)
    context = {"title": _("请人代批"), "form": form}
    return render_page(
        request, "approvals/delegate.html", context, status=422 if form.errors else 200
    )


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    own = Delegation.objects.filter(person=request.actor.user_id)
    actions.end_delegation(get_object_or_404(own, pk=pk), by=request.actor, at=timezone.now())
    tell(request, _("已收回，仍由您自己审批。"))
    return redirect_page(request, "/approvals/")
