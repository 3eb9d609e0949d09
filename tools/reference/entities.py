"""docs/reference/entities.md"""

from __future__ import annotations

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field
from tools.reference.events import happenings
from tools.reference.markdown import both, code, codes, document, first_sentence, table

INTRO = """\
A record type is declared once; from that come its pages, its part of the API, its place in search, in
files, in permissions and in history. Every record also has `id`, a `version` that each change raises,
and the fields a company adds itself (under their own `x_…` names).

Addresses: `/<slug>/` list, `/<slug>/17/` one record, `/<slug>/new/`, `/<slug>/17/edit/`,
`/<slug>/17/<verb>/`, `/<slug>/import/`, `/<slug>/export/`; the API has the same under `/api/<slug>`."""


def page() -> str:
    return document("Record types", INTRO, *map(_entity, registry.all_entities()))


def _entity(entity: Entity) -> str:
    parts = [f"## {both(entity.label)}", _facts(entity)]
    rows = [_field(field) for field in entity.columns.values()]
    parts.append(table(("field", "label", "kind", "", "choices or target"), rows))
    if entity.actions:
        parts.append(_verbs(entity))
    names = [h.name for h in happenings() if h.name.partition(".")[0] == entity.name]
    own = (
        f"Besides those of every record type: {codes(names)}."
        if names
        else "Those of every record type."
    )
    return "\n\n".join([*parts, f"Events: {own}"])


def _facts(entity: Entity) -> str:
    facts = [
        f"name {code(entity.name)}",
        f"slug {code(entity.slug)}",
        f"numbers {code(entity.prefix + '000017')}",
    ]
    if entity.search:
        facts.append(f"found by {codes(entity.search.names)}")
    if entity.transfer:
        keys = [" + ".join(key) for key in entity.transfer.keys]
        facts.append(f"matched in files by {codes(keys)}")
    if entity.board:
        facts.append(f"board by {code(entity.board.by)}")
    return f"{' · '.join(facts)}."


def _field(field: Field) -> tuple[str, str, str, str, str]:
    notes = [
        word
        for word, holds in (
            ("required", field.required),
            ("read-only", not field.editable),
            ("unique", field.unique),
            (field.source, field.source in ("computed", "parts")),
        )
        if holds
    ]
    return code(field.name), both(field.label), field.kind.name, ", ".join(notes), _values(field)


def _values(field: Field) -> str:
    if field.choices:
        return codes(key for key, _label in field.choices)
    return code(field.target_model._meta.model_name) if field.target_model else ""


def _verbs(entity: Entity) -> str:
    rows = [
        (
            code(a.verb),
            both(a.label),
            a.needs,
            ", ".join(_asks(a)),
            first_sentence(a.function.__doc__),
        )
        for a in entity.actions.values()
    ]
    return table(("verb", "label", "needs", "asks", "what it does"), rows)


def _asks(action) -> list[str]:
    return [code(name) for name in action.asks.base_fields] if action.asks else []
