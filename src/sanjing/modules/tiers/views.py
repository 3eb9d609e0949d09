"""服务底线: what every customer gets, whatever their tier."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanjing.foundation.entities.errors import Forbidden, Invalid
from sanjing.foundation.pages import redirect_page, render_page, tell
from sanjing.modules.tiers import queries
from sanjing.modules.tiers.actions.set_floor import set_floor
from sanjing.modules.tiers.forms import FloorForm


@require_http_methods(["GET", "HEAD", "POST"])
def floor(request: HttpRequest) -> HttpResponse:
    if not queries.may_set_floor(request.actor):
        raise Forbidden(_("只有管理员和老板能改服务底线。"))
    form = FloorForm(request.POST or None, queries.floor())
    if request.method == "POST" and form.is_valid():
        try:
            set_floor(form.cleaned_data, by=request.actor, at=timezone.now())
        except Invalid as refused:
            for name, sentences in refused.errors.items():
                form.add_error(name, sentences)
        else:
            tell(request, _("服务底线改了，今晚起按新的算"))
            return redirect_page(request, request.path)
    status = 422 if request.method == "POST" else 200
    return render_page(request, "tiers/floor.html", {"form": form}, status=status)
