"""The photo of a visit, for those who may see the visit."""

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.records import NotFound


@require_safe
def photo(request: HttpRequest, pk: int) -> FileResponse:
    entity = registry.get("activity")
    activity = records.obtain(entity, pk, by=request.actor)
    if not activity.photo or not entity.may_read("photo", request.actor):
        raise NotFound(_("这条跟进没有照片。"))
    response = FileResponse(activity.photo.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    return response
