"""The page that leads to every settings page."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation import settings_menu
from sanjing.foundation.pages import render_page


@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    context = {"title": _("设置"), "entries": settings_menu.entries_for(request.actor)}
    return render_page(request, "settings.html", context)
