"""A list's saved views and chosen columns."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjing.foundation.customization import actions
from sanjing.foundation.customization.forms import NewView
from sanjing.foundation.customization.models import SavedView
from sanjing.foundation.customization.queries import saved_views
from sanjing.foundation.entities import asking
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.pages import redirect_page, render_page
from sanjing.kernel.numbers import whole


def new_view(request: HttpRequest, entity: Entity) -> HttpResponse:
    allowed(request, entity)
    back = request.GET.get("back", "")
    form = NewView(request.POST or None, initial={"query": back.partition("?")[2]})
    if form.is_valid():
        view = actions.save_view(entity, **form.cleaned_data, by=request.actor, at=timezone.now())
        return redirect_page(request, f"{entity.url()}?{view.query}")
    context = {
        "title": _("存为视图"),
        "entity": entity,
        "form": form,
        "views": [view for view in saved_views(entity, request) if view.mine],
    }
    return render_page(
        request, "customization/view.html", context, status=422 if form.errors else 200
    )


@require_POST
def delete_view(request: HttpRequest, entity: Entity, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView, pk=pk, entity=entity.name)
    actions.delete_view(view, by=request.actor, at=timezone.now())
    return redirect_page(request, entity.url())


@require_safe
def columns(request: HttpRequest, entity: Entity) -> HttpResponse:
    """Choose and order the columns; the choice is part of the address, and so of a saved view."""
    allowed(request, entity)
    back = request.GET.get("back", "")
    params = QueryDict(back.partition("?")[2], mutable=True)
    if chosen := request.GET.getlist("column"):
        params["columns"] = ",".join(ordered(chosen, request.GET))
        return redirect_page(request, f"{entity.url()}?{params.urlencode()}")
    question = asking.read(params, entity, request.actor)
    rest = [field for name, field in question.fields.items() if name not in question.columns]
    context = {
        "title": _("选择列"),
        "entity": entity,
        "back": back,
        "rest": rest,
        "shown": [question.fields[name] for name in question.columns],
    }
    return render_page(request, "customization/columns.html", context)


def ordered(chosen: list[str], params: QueryDict) -> list[str]:
    """Columns by the numbers written beside them."""

    def place(name: str) -> int:
        given = whole(params.get(f"place-{name}", ""))
        return 99 if given is None else given

    return sorted(chosen, key=place)


def allowed(request: HttpRequest, entity: Entity) -> None:
    if not request.actor.may(entity.name, "see"):
        raise Forbidden(_("您的角色看不到%(what)s。") % {"what": entity.label})
