"""The page a company embeds in its own site: no sign-in, no cookie, no script."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from django import forms
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sanjing.foundation.accounts.access import public
from sanjing.foundation.accounts.client import client_ip
from sanjing.foundation.entities.errors import Invalid
from sanjing.kernel.regions import parse_region
from sanjing.modules.deals.actions.capture import TooMany, capture
from sanjing.modules.deals.models import LeadForm

SALT = "sanjing.lead-form"
FASTEST = timedelta(seconds=3)
LONGEST = timedelta(hours=4)
EMBEDDED = {
    "default-src": ["'none'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["*"],
    "base-uri": ["'none'"],
}
"""Any site may frame this page, which keeps nothing a frame could steal; no other page allows it."""


class CaptureForm(forms.Form):
    name = forms.CharField(label=_l("您的姓名"), max_length=60)
    phone = forms.CharField(
        label=_l("电话"), max_length=32, widget=forms.TextInput(attrs={"type": "tel"})
    )
    company = forms.CharField(label=_l("单位"), max_length=200, required=False)
    place = forms.CharField(
        label=_l("所在地区"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _l("如：武汉市武昌区")}),
    )
    need = forms.CharField(
        label=_l("想了解什么"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    consent = forms.BooleanField(label=_l("同意贵公司就此事与我联系"))
    website = forms.CharField(required=False)
    token = forms.CharField(max_length=300, widget=forms.HiddenInput)


@public
@csrf_exempt
@xframe_options_exempt
@csp_override(EMBEDDED)
@require_http_methods(["GET", "POST"])
def lead_form(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, and take what was answered. A machine that fills it is thanked and forgotten."""
    shown = LeadForm.objects.filter(key=key, active=True, removed_at=None).first()
    if shown is None:
        raise Http404
    now = timezone.now()
    if request.method != "POST":
        return page(shown, CaptureForm(initial={"token": new_token(key, now)}))
    form = CaptureForm(request.POST)
    if not form.is_valid():
        return page(shown, form, status=422)
    began = began_at(form.cleaned_data["token"], key)
    if began is None or now - began > LONGEST:
        return again(shown, request, now)
    if form.cleaned_data["website"] or now - began < FASTEST:
        return page(shown, None)
    return take(shown, form, client_ip(request), now)


def take(shown: LeadForm, form: CaptureForm, address: str, now: datetime) -> HttpResponse:
    told = {name: form.cleaned_data[name] for name in ("name", "phone", "company", "need")}
    told |= where(form.cleaned_data["place"])
    token = sha256(form.cleaned_data["token"].encode()).hexdigest()
    try:
        capture(shown, told, token=token, address=address, at=now)
    except TooMany as refusal:
        form.add_error(None, refusal.message)
        return page(shown, form, status=429)
    except Invalid as error:
        for name, sentences in error.errors.items():
            form.add_error(name if name in form.fields else None, sentences)
        return page(shown, form, status=422)
    return page(shown, None)


def where(typed: str) -> dict[str, str]:
    """The region that a visitor means, by which leads are given out; what is not found is kept in words."""
    *codes, rest = parse_region(typed)
    code = next(filter(None, reversed(codes)), "")
    return {"region": code, "note": typed.strip() if rest.strip() else ""}


def again(shown: LeadForm, request: HttpRequest, now: datetime) -> HttpResponse:
    """A page that lay open too long is sent once more with what was typed.

    It is filled already, so whoever sends it back at once is no machine.
    """
    typed = request.POST.copy()
    typed["token"] = new_token(shown.key, now - FASTEST)
    form = CaptureForm(typed)
    form.add_error(None, _("页面开得太久了，请再提交一次。"))
    return page(shown, form, status=422)


def page(shown: LeadForm, form: CaptureForm | None, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"shown": shown, "form": form}
    return HttpResponse(render_to_string("deals/lead_form.html", context), status=status)


def new_token(key: str, now: datetime) -> str:
    return signing.dumps([key, now.timestamp(), token_urlsafe(9)], salt=SALT)


def began_at(token: str, key: str) -> datetime | None:
    """When the form was opened, as we signed it; None for a token that is not ours."""
    try:
        of, moment, _random_part = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return datetime.fromtimestamp(moment, tz=timezone.get_default_timezone()) if of == key else None
