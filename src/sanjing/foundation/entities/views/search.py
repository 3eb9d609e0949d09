"""What the command box asks."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sanjing.foundation.entities import registry
from sanjing.foundation.pages import render_page
from sanjing.foundation.search.find import find


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    hits = find(words, by=request.actor, entities=registry.all_entities(), limit=8) if words else []
    creatable = [
        e
        for e in registry.all_entities()
        if e.in_navigation and request.actor.may(e.name, "create")
    ]
    context = {"words": words, "hits": hits, "creatable": creatable}
    return render_page(request, "entities/search.html", context, partial="results")
