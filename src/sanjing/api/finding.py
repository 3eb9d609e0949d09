"""Finding across record types, and who one is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from sanjing.api.answers import answer
from sanjing.api.reading import READ, number
from sanjing.api.routes import router
from sanjing.foundation.accounts.actor import VERBS
from sanjing.foundation.entities import registry
from sanjing.foundation.search import find as search_index


@router.api_operation(READ, "/search", url_name="search", include_in_schema=False)
def search(request: HttpRequest) -> HttpResponse:
    """Records by any part of a name, pinyin, initials, digits of a phone or code."""
    caller = request.auth
    words = request.GET.get("q", "").replace("\0", " ").strip()[:100]
    limit = min(number(request.GET, "limit", 10), 50)
    entities = [e for e in registry.all_entities() if e.api is not None and caller.may(e, "read")]
    hits = (
        search_index.find(words, by=caller.actor, entities=entities, limit=limit) if words else []
    )
    rows = [
        {
            "entity": hit.entity.slug,
            "id": hit.record_id,
            "title": hit.title,
            "subtitle": hit.subtitle,
            "url": f"/api/{hit.entity.slug}/{hit.record_id}",
        }
        for hit in hits
    ]
    return answer({"data": rows})


@router.api_operation(READ, "/me", url_name="me", include_in_schema=False)
def me(request: HttpRequest) -> HttpResponse:
    """Who the caller acts as, what the token opens and how far each right reaches."""
    caller = request.auth
    actor = caller.actor
    entities = [entity for entity in registry.all_entities() if entity.api is not None]
    return answer(
        {
            "id": actor.user_id,
            "name": actor.name,
            "team": actor.team_id,
            "administrator": actor.is_administrator,
            "scopes": None if caller.scopes is None else sorted(caller.scopes),
            "rights": {
                e.slug: {verb: actor.scope(e.name, verb) for verb in VERBS} for e in entities
            },
            "fields": {e.slug: dict(actor.field_rules.get(e.name, {})) for e in entities},
        }
    )
