"""Administration: deliveries that do not arrive, and whether history was tampered with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjing.foundation.accounts.access import administrators_only
from sanjing.foundation.events import deliver
from sanjing.foundation.events.models import Delivery
from sanjing.foundation.events.queries import (
    seal_state,
    stuck_for_administration,
    waiting_count,
)
from sanjing.foundation.events.tasks import check_seals
from sanjing.foundation.pages import redirect_page, render_page, tell


@require_safe
@administrators_only
def events(request: HttpRequest) -> HttpResponse:
    context = {
        "title": _("事件与投递"),
        "deliveries": stuck_for_administration(timezone.now()),
        "waiting": waiting_count(),
        "seals": seal_state(check_seals.module_path),
    }
    return render_page(request, "events/events.html", context, partial="deliveries")


@require_POST
@administrators_only
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery.objects.exclude(state=Delivery.State.DONE), pk=pk)
    deliver.retry(delivery, now=timezone.now())
    tell(request, _("马上再送一次。"))
    return redirect_page(request, reverse("events:events"))


@require_POST
@administrators_only
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery, pk=pk, state=Delivery.State.PENDING)
    deliver.give_up(delivery)
    tell(request, _("不再送了，需要时可以再送。"))
    return redirect_page(request, reverse("events:events"))


@require_POST
@administrators_only
def check(request: HttpRequest) -> HttpResponse:
    """Have the whole chain walked in the background."""
    check_seals.enqueue()
    tell(request, _("正在核对，稍后刷新本页看结果。"))
    return redirect_page(request, reverse("events:events"))
