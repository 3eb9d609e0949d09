"""Domain verbs and changes for one record or many."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import Action
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Invalid, Refusal
from sanjing.foundation.entities.forms import show_errors
from sanjing.foundation.entities.views.edit import return_to
from sanjing.foundation.pages import redirect_page, render_page

MOST = 500


@require_http_methods(["GET", "POST"])
def run(request: HttpRequest, entity: Entity, pk: int, verb: str) -> HttpResponse:
    action = entity.actions.get(verb)
    if action is None:
        raise records.NotFound(_("没有这个操作。"))
    record = records.obtain(
        entity, pk, by=request.actor, verb="see" if action.needs == "see" else action.needs
    )
    form = action.form(
        request.POST if request.method == "POST" else None, by=request.actor, record=record
    )
    context = {
        "entity": entity,
        "record": record,
        "record_title": entity.title_of(record),
        "action": action,
        "form": form,
        "next": return_to(request, ""),
    }
    if request.method == "GET":
        return render_page(request, "entities/verb.html", context, partial="verb")
    try:
        action.run(record, request.POST, by=request.actor, at=timezone.now())
    except Invalid as error:
        if form is None:
            messages.error(request, error.message)
            return redirect_page(request, return_to(request, entity.url(record)))
        if form.is_valid():
            show_errors(form, error)
        return render_page(request, "entities/verb.html", context, partial="verb", status=422)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect_page(request, return_to(request, entity.url(record)))


@require_POST
def bulk(request: HttpRequest, entity: Entity) -> HttpResponse:
    """One verb over the ticked rows; what is refused is told, the rest is done."""
    verb = request.POST.get("verb", "")
    ids = [int(text) for text in request.POST.getlist("ids") if text.isdecimal()][:MOST]
    action = entity.actions.get(verb)
    if action is None and verb != "remove":
        raise records.NotFound(_("没有这个操作。"))
    done, refused = 0, []
    for pk in ids:
        try:
            _one(request, entity, action, pk, request.POST)
            done += 1
        except Refusal as refusal:
            refused.append(refusal.message)
    if done:
        label = action.label if action else _("移入回收站")
        messages.success(request, _("%(label)s：%(count)s 条") % {"label": label, "count": done})
    if refused:
        messages.error(
            request, _("%(count)s 条没有做成：%(why)s") % {"count": len(refused), "why": refused[0]}
        )
    return redirect_page(request, return_to(request, entity.url()))


def _one(
    request: HttpRequest, entity: Entity, action: Action | None, pk: int, data: QueryDict
) -> None:
    now = timezone.now()
    record = records.obtain(entity, pk, by=request.actor, verb=action.needs if action else "remove")
    if action:
        action.run(record, data, by=request.actor, at=now)
    else:
        records.remove(record, by=request.actor, at=now)
