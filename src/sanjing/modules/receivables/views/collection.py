"""催收: the list of those who are late, and the diary of one of them with the form for the next line."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import forms as record_forms
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Forbidden, Invalid
from sanjing.foundation.pages import redirect_page, render_page, tell
from sanjing.modules.customers.models import Customer
from sanjing.modules.receivables import collecting
from sanjing.modules.receivables.models import CustomerOwes
from sanjing.modules.receivables.views.ageing import refuse_hidden
from sanjing.modules.receivables.views.tabs import tabs

NAMES = ("way", "outcome", "said", "promised_on", "promised_amount", "next_on", "next_step")
LEAPS = (
    (1, gettext_lazy("明天")),
    (3, gettext_lazy("3 天后")),
    (7, gettext_lazy("一周后")),
    (14, gettext_lazy("两周后")),
)


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """Whose turn it is; `?all=1` those too who promised or are to be asked later, `?mine=1` my customers."""
    actor, today = request.actor, timezone.localdate()
    refuse_hidden(actor)
    resting, mine = bool(request.GET.get("all")), bool(request.GET.get("mine"))
    context = {
        "tabs": tabs(actor, "/collection/"),
        "found": collecting.worklist(actor, today, resting=resting, mine=mine),
        "resting": resting,
        "mine": mine,
        "may_collect": actor.may("collectionnote", "create"),
    }
    return render_page(request, "receivables/worklist.html", context)


@require_http_methods(["GET", "POST"])
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One customer: what was said so far, and in one form what they say now and what comes next."""
    actor, today = request.actor, timezone.localdate()
    refuse_hidden(actor)
    customer = records.obtain(registry.get("customer"), pk, by=actor)
    if request.method == "GET":
        return show(request, customer, note_form(actor, request))
    if not actor.may("collectionnote", "create"):
        raise Forbidden(_("您的角色不能记催收。"))
    form = note_form(actor, request)
    values = record_forms.given(form, [n for n in NAMES if n in form.fields])
    entity = registry.get("collectionnote")
    try:
        records.create(entity, values | {"customer": customer}, by=actor, at=timezone.now())
    except Invalid as error:
        record_forms.show_errors(form, error)
        return show(request, customer, form, status=422)
    tell(request, _("已记入催收记录。"))
    owes = CustomerOwes.objects.filter(pk=pk).first() if "next" in request.POST else None
    after = collecting.next_after(actor, today, owes) if owes else None
    return redirect_page(request, f"/collection/{after.pk}/" if after else "/collection/")


def note_form(actor: Actor, request: HttpRequest) -> forms.Form:
    entity = registry.get("collectionnote")
    return record_forms.record_form(entity, actor, data=request.POST or None)


def show(
    request: HttpRequest, customer: Customer, form: forms.Form, *, status: int = 200
) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()
    owes = CustomerOwes.objects.filter(pk=customer.pk).first() or CustomerOwes(customer=customer)
    context = {
        "customer": customer,
        "owes": owes,
        "days": collecting.days_late(owes, today),
        "form": form,
        "may_collect": actor.may("collectionnote", "create"),
        "notes": collecting.diary(customer, actor),
        "invoices": collecting.still_open(customer, actor),
        "given": collecting.given_away(customer, actor, today),
        "may_concede": actor.may("concession", "create"),
        "after": collecting.next_after(actor, today, owes),
        "leaps": [(today + timedelta(days), label) for days, label in LEAPS],
    }
    return render_page(request, "receivables/case.html", context, status=status)
