"""The page a file is dropped on."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Forbidden, Invalid
from sanjing.foundation.pages import redirect_page, render_page
from sanjing.foundation.transfer.actions.upload import MOST_BYTES, upload
from sanjing.foundation.transfer.queries import jobs_for

ACCEPT = ".csv,.tsv,.txt,.xlsx,.xls,.xlsm,.vcf,.zip,.gz"


@require_http_methods(["GET", "HEAD", "POST"])
def upload_page(request: HttpRequest, entity: Entity) -> HttpResponse:
    actor, error = request.actor, ""
    if entity.transfer is None or not actor.may(entity.name, "create"):
        raise Forbidden(_("您的角色不能导入%(what)s。") % {"what": entity.label})
    file = request.FILES.get("file") if request.method == "POST" else None
    if file and (file.size or 0) <= MOST_BYTES:
        try:
            job = upload(entity, file, file.name or "", by=actor, at=timezone.now())
            return redirect_page(request, f"/imports/{job.pk}/")
        except Invalid as problem:
            error = str(problem)
    elif file:
        error = _("文件超过 50 MB，请拆成几个再导入。")
    elif request.method == "POST":
        error = _("请先选择一个文件。")
    context = {
        "title": _("导入%(what)s") % {"what": entity.plural},
        "entity": entity,
        "error": error,
        "accept": ACCEPT,
        "most_bytes": MOST_BYTES,
        "recent": list(jobs_for(actor).filter(entity=entity.name)[:5]),
    }
    return render_page(request, "transfer/upload.html", context, status=422 if error else 200)
