"""假设与参数: every borrowed number beside the firm's own, and setting one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjing.foundation import tabs
from sanjing.foundation.assumptions import queries
from sanjing.foundation.assumptions.actions import set_value
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.pages import redirect_page, render_page, tell
from sanjing.modules.losses.forms import SettingForm
from sanjing.modules.losses.reading import refuse_hidden

ADDRESS = "/insights/assumptions/"


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    refuse_hidden(request.actor)
    rows = queries.register(request.actor, timezone.localdate())
    context = {
        "tabs": tabs.shown("insights", request.actor, ADDRESS),
        "rows": rows,
        "borrowed": sum(row.value.is_borrowed for row in rows),
        "replaced": sum(not row.value.is_borrowed for row in rows),
    }
    return render_page(request, "losses/assumptions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One number with everything that was set, and the form that sets it."""
    actor, today = request.actor, timezone.localdate()
    refuse_hidden(actor)
    rows = queries.register(actor, today)
    found = next((row for row in rows if row.borrowed.assumption.key == key), None)
    if found is None:
        raise Http404
    form = SettingForm(request.POST or None, initial={"since": today})
    if request.method == "POST" and form.is_valid() and _was_set(request, found, form):
        return redirect_page(request, f"{ADDRESS}{key}/")
    may_set = queries.may_set(actor) and not found.hidden
    context = {"found": found, "form": form if may_set else None}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "losses/assumption.html", context, status=status)


def _was_set(request: HttpRequest, found: queries.Entry, form: SettingForm) -> bool:
    assumption, now = found.borrowed.assumption, timezone.now()
    try:
        set_value(assumption, **form.cleaned_data, by=request.actor, at=now)
    except Refusal as refusal:
        if refusal.code != "out_of_reach":
            raise
        form.add_error("number", refusal.message)
        return False
    tell(request, _("“%(label)s”改了") % {"label": assumption.label})
    return True
