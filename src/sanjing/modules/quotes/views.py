"""Pages of quotes and contracts that cannot be derived."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjing.foundation.accounts.access import administrators_only
from sanjing.foundation.entities import records, registry
from sanjing.foundation.pages import redirect_page, render_page, tell
from sanjing.modules.quotes import papers
from sanjing.modules.quotes.actions.set_limits import set_letterhead, set_limits
from sanjing.modules.quotes.forms import LetterheadForm, LimitsForm
from sanjing.modules.quotes.queries import letterhead


@require_safe
def quote_paper(request: HttpRequest, pk: int) -> HttpResponse:
    quote = records.obtain(registry.get("quote"), pk, by=request.actor)
    return paper(
        request, quote.reference, papers.quote_paper(quote, request.actor, language(request))
    )


@require_safe
def contract_paper(request: HttpRequest, pk: int) -> HttpResponse:
    contract = records.obtain(registry.get("contract"), pk, by=request.actor)
    made = papers.contract_paper(contract, request.actor, language(request))
    return paper(request, contract.reference, made)


def language(request: HttpRequest) -> str:
    return "en" if request.GET.get("lang") == "en" else "zh"


def paper(request: HttpRequest, name: str, made: bytes) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{ascii_name(name)}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def ascii_name(text: str) -> str:
    """What every browser takes for the name of a file."""
    return "".join(
        one if one.isascii() and (one.isalnum() or one in "-_.") else "_" for one in text
    )


@require_http_methods(["GET", "POST"])
@administrators_only
def discounts(request: HttpRequest) -> HttpResponse:
    form = LimitsForm(request.POST or None)
    save = lambda: set_limits(form.values(), by=request.actor, at=timezone.now())  # noqa: E731
    said = _("折扣权限已改，从下一份报价起生效。")
    return settings_page(request, "quotes/discounts.html", form, save, said)


@require_http_methods(["GET", "POST"])
@administrators_only
def head(request: HttpRequest) -> HttpResponse:
    form = LetterheadForm(request.POST or None, letterhead())
    save = lambda: set_letterhead(form.cleaned_data, by=request.actor, at=timezone.now())  # noqa: E731
    said = _("公司抬头已存，打印报价单和合同时使用。")
    return settings_page(request, "quotes/letterhead.html", form, save, said)


def settings_page(
    request: HttpRequest, template: str, form: forms.Form, save: Callable[[], Any], said: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        save()
        tell(request, said)
        return redirect_page(request, request.path)
    status = 422 if request.method == "POST" else 200
    return render_page(
        request, template, {"form": form, "entity": registry.get("quote")}, status=status
    )
