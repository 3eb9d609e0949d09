"""Files of a record: shown, added, handed out, moved to the bin and brought back."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanjing.foundation.entities import records
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.files import actions, queries
from sanjing.foundation.files.checking import FIELD
from sanjing.foundation.files.panels import FilesPanel
from sanjing.foundation.files.sending import download
from sanjing.foundation.pages import redirect_page, render_page, tell, wants_partial


@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, entity: Entity, pk: int) -> HttpResponse:
    """The panel alone for scripts; everybody else is led to the page of the record."""
    record = records.obtain(entity, pk, by=request.actor)
    if request.method == "POST":
        uploads = request.FILES.getlist(FIELD)
        added = actions.add(record, uploads, by=request.actor, at=timezone.now())
        if not wants_partial(request):
            text = ngettext("已添加 %(count)s 个文件。", "已添加 %(count)s 个文件。", len(added))
            tell(request, text % {"count": len(added)})
    if not wants_partial(request):
        return redirect_page(request, f"{entity.url(record)}#files")
    changeable = entity.visible_to(request.actor, "change").filter(pk=pk).exists()
    panel = FilesPanel().context(entity, record, request.actor)
    return render_page(request, FilesPanel.template, {"panel": panel, "may_change": changeable})


@require_safe
def content(request: HttpRequest, entity: Entity, pk: int, file: int) -> FileResponse:
    record = records.obtain(entity, pk, by=request.actor)
    return download(queries.obtain(record, file))


@require_POST
def remove(request: HttpRequest, entity: Entity, pk: int, file: int) -> HttpResponse:
    record = records.obtain(entity, pk, by=request.actor)
    gone = actions.remove(record, file, by=request.actor, at=timezone.now())
    text = _("“%(title)s”已移入回收站，30 天内可以恢复。") % {"title": gone.name}
    tell(request, text, undo=f"{entity.url(record)}files/{file}/restore/")
    return redirect_page(request, f"{entity.url(record)}#files")


@require_POST
def restore(request: HttpRequest, entity: Entity, pk: int, file: int) -> HttpResponse:
    record = records.obtain(entity, pk, by=request.actor)
    back = actions.restore(record, file, by=request.actor, at=timezone.now())
    tell(request, _("“%(title)s”已恢复。") % {"title": back.name})
    return redirect_page(request, f"{entity.url(record)}#files")
