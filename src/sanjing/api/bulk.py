"""Making, changing and working on many records in one request; every row is answered for itself."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.api.answers import answer
from sanjing.api.bodies import read_object, typed
from sanjing.api.problems import Malformed, TooLarge
from sanjing.api.routes import router
from sanjing.api.verbs import run_rows
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches
from sanjing.foundation.entities.batches import Outcome
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.entities.locking import hold

MOST = 1000
LISTS = ("create", "change", "run")
Errors = dict[int, dict[str, list[str]]]


@router.post("/{api_entity:entity}/bulk", url_name="bulk", include_in_schema=False)
def bulk(request: HttpRequest, entity: Any) -> HttpResponse:
    """`create` is a list of objects, `change` of {id, version, values}, `run` of {id, verb, version,
    values}; up to 1 000 together.
    """
    actor = request.auth.require(entity, "write")
    body = read_object(request)
    new, changed, verbs = asked(body)
    with transaction.atomic():
        made = create_rows(entity, new, actor) if new else []
        kept = change_rows(entity, changed, actor) if changed else []
        done = run_rows(entity, verbs, actor)
    rows = [*made, *kept, *done]
    refused = sum(1 for row in rows if row["status"] >= 400)
    lists = {"create": made, "change": kept, "run": done}
    return answer({"done": len(rows) - refused, "refused": refused, **lists})


def asked(body: dict[str, Any]) -> list[list[dict]]:
    """The three lists of a bulk request. Raises Malformed or TooLarge."""
    lists = [body.get(name, []) for name in LISTS]
    known = set(body) <= set(LISTS)
    whole = all(isinstance(rows, list) and all(isinstance(r, dict) for r in rows) for rows in lists)
    if not known or not whole or not any(lists):
        raise Malformed(
            _(
                "内容须有 create（对象）、change（{id, version, values}）或 run（{id, verb, values}）的列表。"
            )
        )
    if sum(map(len, lists)) > MOST:
        raise TooLarge(_("一次最多 %(most)s 条，请分几次发。") % {"most": MOST})
    return lists


def create_rows(entity: Entity, rows: list[dict], actor: Actor) -> list[dict]:
    good, errors = sift(entity, rows)
    outcome = batches.create_many(entity, list(good.values()), by=actor, at=timezone.now())
    return told(len(rows), list(good), outcome, errors)


def change_rows(entity: Entity, rows: list[dict], actor: Actor) -> list[dict]:
    stale = stale_rows(entity, rows, actor)
    good, errors = sift(entity, [row.get("values") for row in rows])
    errors |= stale
    places = [place for place in good if place not in stale]
    pairs = [(rows[place]["id"], good[place]) for place in places]
    outcome = batches.change_many(entity, pairs, by=actor, at=timezone.now())
    return told(len(rows), places, outcome, errors)


def sift(entity: Entity, rows: list[Any]) -> tuple[dict[int, dict], Errors]:
    """Rows of the right JSON types by position, and what is wrong with the others."""
    good, errors = {}, {}
    for place, row in enumerate(rows):
        try:
            if not isinstance(row, dict):
                raise Invalid({"values": [_("须是一个 JSON 对象")]})
            good[place] = typed(entity, row)
        except Invalid as error:
            errors[place] = error.errors
    return good, errors


def stale_rows(entity: Entity, rows: list[dict], actor: Actor) -> Errors:
    """Rows that name no record, name one twice, or a version that is no longer the latest."""
    ids = [row.get("id") for row in rows]
    named = [pk for pk in ids if type(pk) is int and 0 < pk < 2**63]
    hold(entity.model, named)
    found = entity.visible_to(actor, "change").filter(pk__in=named)
    versions = dict(found.values_list("pk", "version"))
    errors: Errors = {}
    seen: set[int] = set()
    for place, row in enumerate(rows):
        pk, version = row.get("id"), row.get("version")
        if type(pk) is not int or not 0 < pk < 2**63 or set(row) - {"id", "version", "values"}:
            errors[place] = {"": [_("每条须写成 {id, version, values}")]}
        elif pk in seen:
            errors[place] = {"id": [_("同一条记录一次只能改一回")]}
        elif version is not None and pk in versions and versions[pk] != version:
            errors[place] = {"version": [_("这条记录刚被别人改过，请对照后再保存。")]}
        seen.add(pk) if type(pk) is int else None
    return errors


def told(count: int, places: list[int], outcome: Outcome, errors: Errors) -> list[dict]:
    """One answer a row, in the order they came: 201 made, 200 changed or the same, 4xx refused."""
    answers: dict[int, dict] = {place: refusal(sentences) for place, sentences in errors.items()}
    for status, kept in ((201, outcome.created), (200, outcome.changed), (200, outcome.unchanged)):
        for index, record in kept.items():
            answers[places[index]] = {"status": status, "id": record.pk, "version": record.version}
    for index, sentences in outcome.refused.items():
        answers[places[index]] = refusal(sentences)
    return [answers[place] for place in range(count)]


def refusal(errors: dict[str, list[str]]) -> dict[str, Any]:
    status = 412 if "version" in errors else 422
    return {"status": status, "errors": errors}
