"""Files to take home: the template to fill in, the rows that were refused."""

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.entities.records import NotFound
from sanjing.foundation.transfer import refusals
from sanjing.foundation.transfer.queries import obtain_job

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def template(request: HttpRequest, entity: Entity) -> FileResponse:
    if entity.transfer is None or not request.actor.may(entity.name, "create"):
        raise Forbidden(_("您的角色不能导入%(what)s。") % {"what": entity.label})
    from sanjing.foundation.transfer.template_file import (
        write_template,  # openpyxl brings NumPy along
    )

    name = f"{entity.slug}-template.xlsx"
    file = write_template(entity, request.actor)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


@require_safe
def refused(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    job = obtain_job(pk, request.actor)
    if not job.path:
        raise NotFound(_("这次导入的文件已过保存期。"))
    response = StreamingHttpResponse(
        refusals.csv_lines(job), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="import-{job.pk}-refused.csv"'
    return response
