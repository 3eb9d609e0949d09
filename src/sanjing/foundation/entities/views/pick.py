"""Rows for a searching select."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.search.find import find


@require_safe
def pick(request: HttpRequest, entity: Entity) -> JsonResponse:
    words = request.GET.get("q", "").strip()[:100]
    if words and entity.search:
        hits = find(words, by=request.actor, entities=[entity], limit=10)
        rows = [{"id": hit.record_id, "text": hit.title, "hint": hit.subtitle} for hit in hits]
    else:
        newest = entity.with_links(entity.visible_to(request.actor)).order_by("-id")[:10]
        rows = [
            {"id": row.pk, "text": entity.title_of(row), "hint": row.reference} for row in newest
        ]
    return JsonResponse({"rows": rows})
