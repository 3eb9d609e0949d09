"""Logging a contact with a customer in one small form."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import forms as record_forms
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Forbidden, Invalid
from sanjing.foundation.pages import redirect_page, render_page
from sanjing.modules.activities import additions
from sanjing.modules.activities.history import ICONS
from sanjing.modules.activities.models import Activity
from sanjing.modules.customers.models import Customer

FIRST = ("summary", "outcome", "next_date", "next_step")
PLACE = ("place", "latitude", "longitude", "photo")
MORE = ("contact", "happened_at", "mood")
BEGAN = "direction"
LEAPS = (
    (1, gettext_lazy("明天")),
    (3, gettext_lazy("3 天后")),
    (7, gettext_lazy("一周后")),
    (30, gettext_lazy("一个月后")),
)


@require_http_methods(["GET", "POST"])
def log(request: HttpRequest, pk: int) -> HttpResponse:
    actor = request.actor
    customer = records.obtain(registry.get("customer"), pk, by=actor)
    if not actor.may("activity", "create"):
        raise Forbidden(_("您的角色不能记录跟进。"))
    kind = request.POST.get("kind") or request.GET.get("kind") or Activity.Kind.CALL
    kind = kind if kind in Activity.Kind else Activity.Kind.OTHER
    form = log_form(customer, actor, request)
    if request.method == "GET":
        return show(request, customer, kind, form)
    entity = registry.get("activity")
    names = [name for name in (*FIRST, *PLACE, *MORE, BEGAN) if name in form.fields]
    values = record_forms.given(form, names) | {"customer": customer, "kind": kind}
    if BEGAN in names:
        values.setdefault(BEGAN, Activity.Direction.OUTBOUND)
    now = timezone.now()
    try:
        with transaction.atomic():
            activity = records.create(entity, values, by=actor, at=now)
            additions.save_all(activity, dict(request.POST.lists()), by=actor, at=now)
    except Invalid as error:
        record_forms.show_errors(form, error)
        return show(request, customer, kind, form, status=422)
    messages.success(request, _("已记下。"))
    return redirect_page(request, f"/customers/{customer.pk}/")


def log_form(customer: Customer, actor: Actor, request: HttpRequest) -> forms.Form:
    """The derived form of an activity, narrowed to what fits under a thumb."""
    form = record_forms.record_form(registry.get("activity"), actor, data=request.POST or None)
    form.files = request.FILES
    people = (
        registry.get("contact")
        .visible_to(actor)
        .filter(customer=customer, left_on=None)
        .order_by("pk")
    )
    choices = [("", _("（不指定）")), *people.values_list("pk", "name")]
    form.fields["contact"] = forms.ChoiceField(label=_("联系人"), choices=choices, required=False)
    asked = {"data-duplicates-field": ""}
    form.fields["summary"].widget.attrs |= {"rows": 3, "data-autofocus": ""} | asked
    if "happened_at" in form.fields:
        form.fields["happened_at"].widget.attrs |= asked
    return form


def show(
    request: HttpRequest, customer: Customer, kind: str, form: forms.Form, *, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "customer": customer,
        "kind": kind,
        "ways": [(way.value, way.label, ICONS[way]) for way in Activity.Kind],
        "form": form,
        "inbound": BEGAN in form.fields and Activity.Direction.INBOUND,
        "first": [form[name] for name in ("summary",) if name in form.fields],
        "place": [form[name] for name in ("place", "photo") if name in form.fields],
        "more": [form[name] for name in MORE if name in form.fields],
        "advice_url": additions.advice_url(request.actor),
        "leaps": [(today + timedelta(days), label) for days, label in LEAPS],
    }
    return render_page(request, "activities/log.html", context, partial="form", status=status)
