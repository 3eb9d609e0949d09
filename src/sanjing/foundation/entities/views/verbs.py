"""Domain verbs and changes for one record or many."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import Action
from sanjing.foundation.entities.doing import do
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Forbidden, Invalid, Refusal
from sanjing.foundation.entities.forms import show_errors
from sanjing.foundation.entities.many import Tally, named, run_many, titles_of
from sanjing.foundation.pages import redirect_page, render_page, return_to
from sanjing.kernel.numbers import whole

MOST = 500


class TooMany(Refusal):
    """More rows than one request works through; `most` is in the data."""

    code = "too_large"
    status = 413


@require_http_methods(["GET", "POST"])
def run(request: HttpRequest, entity: Entity, pk: int, verb: str) -> HttpResponse:
    action = entity.actions.get(verb)
    if action is None:
        raise records.NotFound(_("没有这个操作。"))
    record = records.obtain(entity, pk, by=request.actor, verb=action.needs)
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
        do(entity, action, pk, request.POST, by=request.actor, at=timezone.now())
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
    """One verb over the ticked rows. A verb that must be told something asks once for all of them;
    what is refused is said, the rest is done.
    """
    action, ids = chosen(request, entity)
    told = request.POST if "told" in request.POST else None
    form = action.form(told, by=request.actor) if action else None
    if action and form is not None and not form.is_valid():
        status = 422 if form.is_bound else 200
        return ask_for_all(request, entity, action, form, ids, status)
    tally = run_many(entity, action, ids, request.POST, by=request.actor, at=timezone.now())
    report(request, action, tally)
    return redirect_page(request, return_to(request, entity.url()))


def chosen(request: HttpRequest, entity: Entity) -> tuple[Action | None, list[int]]:
    """The verb, None for the bin, and the rows. Raises NotFound, Forbidden or TooMany."""
    verb = request.POST.get("verb", "")
    action = entity.actions.get(verb)
    if verb != "remove" and (action is None or not action.bulk):
        raise records.NotFound(_("没有这个操作。"))
    if not request.actor.may(entity.name, action.needs if action else "remove"):
        raise Forbidden(_("您的角色不能对%(what)s这样做。") % {"what": entity.label})
    ticked = map(whole, request.POST.getlist("ids"))
    ids = dict.fromkeys(pk for pk in ticked if pk is not None)
    if len(ids) > MOST:
        raise TooMany(_("一次最多 %(most)s 条，请分几次做。") % {"most": MOST}, most=MOST)
    return action, list(ids)


def ask_for_all(
    request: HttpRequest, entity: Entity, action: Action, form: Form, ids: list[int], status: int
) -> HttpResponse:
    titles = list(titles_of(entity, ids, by=request.actor).values())
    context = {
        "entity": entity,
        "action": action,
        "form": form,
        "ids": ids,
        "names": named(titles),
        "next": return_to(request, entity.url()),
    }
    return render_page(request, "entities/verb_many.html", context, partial="verb", status=status)


def report(request: HttpRequest, action: Action | None, tally: Tally) -> None:
    label = action.label if action else _("移入回收站")
    if tally.done:
        messages.success(
            request, _("%(label)s：%(count)s 条") % {"label": label, "count": tally.done}
        )
    if tally.refused:
        told = {"count": tally.refused_count, "why": tally.why()}
        messages.error(request, _("%(count)s 条没有做成：%(why)s") % told)
    elif not tally.done:
        messages.info(request, _("请先勾选要处理的记录。"))
