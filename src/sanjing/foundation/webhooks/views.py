"""Administration: the programs of others that are told what happens here."""

from django.contrib.messages import ERROR, SUCCESS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanjing.foundation.accounts.access import administrators_only
from sanjing.foundation.events.subscriptions import Undelivered
from sanjing.foundation.pages import redirect_page, render_page, tell
from sanjing.foundation.webhooks import actions
from sanjing.foundation.webhooks.forms import WebhookForm
from sanjing.foundation.webhooks.models import Webhook
from sanjing.foundation.webhooks.queries import last_deliveries, webhooks_for_administration


@require_safe
@administrators_only
def webhooks(request: HttpRequest) -> HttpResponse:
    context = {"title": _("回调"), "webhooks": webhooks_for_administration()}
    return render_page(request, "webhooks/list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@administrators_only
def new_webhook(request: HttpRequest) -> HttpResponse:
    form = WebhookForm(request.POST or None)
    if form.is_valid():
        hook = actions.create_webhook(**form.cleaned_data, by=request.actor, at=timezone.now())
        tell(request, _("回调“%(name)s”已建立，请把密钥交给对方。") % {"name": hook.name})
        return redirect_page(request, reverse("webhooks:webhook", args=[hook.pk]))
    context = {"title": _("新回调"), "form": form}
    return render_page(request, "webhooks/form.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@administrators_only
def edit_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """A webhook, its secret and what was sent to it lately."""
    hook = get_object_or_404(Webhook, pk=pk)
    title, form = hook.name, WebhookForm.of(request.POST or None, hook)
    if form.is_valid():
        renew = "renew_secret" in request.POST
        now = timezone.now()
        actions.change_webhook(
            hook, **form.cleaned_data, renew_secret=renew, by=request.actor, at=now
        )
        tell(request, _("回调“%(name)s”已保存。") % {"name": hook.name})
        return redirect_page(request, reverse("webhooks:webhook", args=[pk]))
    context = {"title": title, "form": form, "hook": hook, "deliveries": last_deliveries(hook)}
    return render_page(request, "webhooks/form.html", context, status=422 if form.errors else 200)


@require_POST
@administrators_only
def ping(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the receiver now and say what it answered."""
    hook = get_object_or_404(Webhook, pk=pk)
    try:
        answer = actions.ping_webhook(hook, by=request.actor, at=timezone.now())
        told = {"status": answer.status, "text": answer.text[:120]}
        level = SUCCESS if answer.taken else ERROR
        tell(request, _("对方回答 %(status)s：%(text)s") % told, level=level)
    except Undelivered as error:
        tell(request, str(error), level=ERROR)
    return redirect_page(request, reverse("webhooks:webhook", args=[pk]))


@require_POST
@administrators_only
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    hook = get_object_or_404(Webhook, pk=pk)
    actions.remove_webhook(hook, by=request.actor, at=timezone.now())
    tell(request, _("回调“%(name)s”已删除。") % {"name": hook.name})
    return redirect_page(request, reverse("webhooks:webhooks"))
